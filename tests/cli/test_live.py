import pytest
from typer.testing import CliRunner

from coach.cli import live, main
from coach.pose import Frame
from tests.skeleton import film


def coached(*arguments):
    return CliRunner().invoke(main, ["live", *arguments])


def test_without_a_screen_it_says_so(monkeypatch):
    monkeypatch.setattr(live.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    assert "no screen" in str(coached().exception.code)


def test_an_unknown_exercise_is_refused():
    ran = coached("--exercise", "squat")

    assert ran.exit_code == 2


def test_a_video_played_as_a_camera_skips_what_the_coach_has_no_time_for(monkeypatch):
    class Clock:
        now = 0.0

        def monotonic(self):
            return self.now

        def sleep(self, seconds):
            self.now += seconds

    clock = Clock()
    monkeypatch.setattr(live, "time", clock)
    shown = []
    for frame in live._in_time(Frame(pose.time, None) for pose in film("clamshell", fps=10, reps=1).poses[:50]):
        shown.append(frame.time)
        clock.now += 0.25 if len(shown) < 10 else 0.0

    assert shown[:2] == [0.0, 0.1]
    assert shown == sorted(shown)
    assert 15 < len(shown) < 45


LEFT_CLAMSHELLS = '{"format": "coach.prescription/1", "exercises": [{"exercise": "clamshell", "sides": ["left"]}]}'


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (["--exercise", "two_leg_bridge"], "does not allow two_leg_bridge"),
        (["--exercise", "clamshell", "--side", "right"], "does not allow the right side"),
        (["--side", "right"], "does not allow the right side"),
    ],
    ids=["another exercise", "the other side of it", "the other side of anything"],
)
def test_what_the_prescription_does_not_allow_is_refused(tmp_path, asked, refusal):
    file = tmp_path / "p.json"
    file.write_text(LEFT_CLAMSHELLS)

    ran = coached("--prescription", str(file), *asked)

    assert ran.exit_code == 2
    assert refusal in " ".join(ran.stderr.replace("│", " ").split())


def test_what_is_no_prescription_is_refused_in_plain_words(tmp_path):
    file = tmp_path / "p.json"
    file.write_text("{}")

    ran = coached("--prescription", str(file))

    assert ran.exit_code == 2
    assert "This is not a prescription" in " ".join(ran.stderr.replace("│", " ").split())
