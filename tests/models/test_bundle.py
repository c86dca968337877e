"""Bundles: zips that MediaPipe can use in place, and records of what was written."""

import io
import zipfile

import pytest

from models.bundle import ALIGNMENT, NotABundle, read_members, recorded_sha256, sha256_of, write_members, write_recorded
from models.catalogue import DETECTOR, LANDMARKS

MEMBERS = {DETECTOR: b"finds a person" * 7, LANDMARKS: b"finds the landmarks" * 11}


def test_what_is_written_is_read_back():
    assert read_members(write_members(MEMBERS)) == MEMBERS


def test_the_same_members_always_give_the_same_bytes():
    assert write_members(MEMBERS) == write_members(dict(MEMBERS))


@pytest.mark.parametrize("length", range(60, 70))
def test_every_network_starts_where_mediapipe_can_use_it_in_place(length):
    bundle = write_members({DETECTOR: b"a" * length, LANDMARKS: b"landmarks"})

    assert bundle.index(b"aaa") % ALIGNMENT == 0
    assert bundle.index(b"landmarks", bundle.index(b"aaa") + length + 30 + len(LANDMARKS)) % ALIGNMENT == 0


def test_the_networks_are_stored_and_not_compressed():
    with zipfile.ZipFile(io.BytesIO(write_members(MEMBERS))) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_what_is_no_zip_is_no_bundle():
    with pytest.raises(NotABundle, match=r"is not a MediaPipe bundle \(\.task\)"):
        read_members(b"anything else")


def test_a_bundle_for_something_else_is_no_pose_bundle():
    with pytest.raises(NotABundle, match=f"holds no {LANDMARKS}"):
        read_members(write_members({DETECTOR: b"a face"}))


def test_a_damaged_network_is_noticed():
    bundle = write_members(MEMBERS)

    with pytest.raises(NotABundle):
        read_members(bundle.replace(b"finds a person", b"finds a parson", 1))


def test_a_written_file_matches_its_record(tmp_path):
    write_recorded(tmp_path / "a.task", b"content")

    assert sha256_of(tmp_path / "a.task") == recorded_sha256(tmp_path / "a.task")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.task", "a.task.sha256"]


def test_a_changed_file_does_not_match_its_record(tmp_path):
    write_recorded(tmp_path / "a.task", b"content")
    (tmp_path / "a.task").write_bytes(b"kontent")

    assert sha256_of(tmp_path / "a.task") != recorded_sha256(tmp_path / "a.task")


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "a.task").mkdir()  # a file cannot take a folder's place

    with pytest.raises(OSError, match=r"directory|denied"):
        write_recorded(tmp_path / "a.task", b"content")

    assert [file.name for file in tmp_path.iterdir()] == ["a.task"]
