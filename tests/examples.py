"""How many examples hypothesis tries where each costs a film or a history."""

from hypothesis import settings


def examples(number: int, **more) -> settings:
    """`number` of them with `--hypothesis-profile=thorough`, as `.ci/run` has it, and a third of them while one works."""
    return settings(max_examples=number if settings.get_current_profile_name() == "thorough" else number // 3 + 1, **more)
