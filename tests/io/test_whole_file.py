"""A file appears whole or not at all."""

import pytest

from coach.io.whole_file import written_whole


def test_a_file_appears_when_it_is_whole(tmp_path):
    with written_whole(tmp_path / "new folder" / "result.json") as unfinished:
        unfinished.write_text("whole")

    assert (tmp_path / "new folder" / "result.json").read_text() == "whole"
    assert [path.name for path in (tmp_path / "new folder").iterdir()] == ["result.json"]


def test_a_failure_keeps_the_file_that_was_there(tmp_path):
    def interrupted():
        with written_whole(tmp_path / "result.json") as unfinished:
            unfinished.write_text("half")
            raise KeyboardInterrupt

    (tmp_path / "result.json").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("result.json", "old")]
