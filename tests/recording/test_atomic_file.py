"""A file appears whole or not at all."""

import os

import pytest

from coach.recording.atomic_file import written_whole


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


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")

    with written_whole(tmp_path / "link.json") as unfinished:
        unfinished.write_text("new")

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)

    with written_whole(tmp_path / "pipe") as place:
        place.write_text("through")

    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()
