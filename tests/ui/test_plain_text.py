"""Text of others on a page."""

import pytest

from coach.ui.plain_text import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](http://evil.example/seen.png)", r"!\[x\](http\://evil.example/seen.png)"),
        ("**bold** and `code`", r"\*\*bold\*\* and \`code\`"),
        (":material/home: :red[x]", r"\:material/home: \:red\[x\]"),
        ("<img src=x>", r"\<img src=x>"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("0.1.0 is a version", "0.1.0 is a version"),
        ("two\nlines", "two lines"),
        ("Good, at 12:30. It cost 5 % (really).", "Good, at 12:30. It cost 5 % (really)."),
        ("clam_roll_back", "clam_roll_back"),
    ],
)
def test_it_is_shown_as_it_is(text, shown):
    assert plain(text) == shown.replace("http\\:", "http:")
