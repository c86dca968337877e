"""Every way to the weights, with a server and a wheel on this machine."""

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import models.download
import models.wheel
from models.bundle import read_members, write_members, write_recorded
from models.catalogue import BUNDLES, DETECTOR, LANDMARKS
from models.network import read_network, write_network
from models.weights import FILE_VARIABLE, WeightsUnavailable, cache_folder, find_bundle, find_weights
from models.wheel import holds_networks
from tests.models.conftest import network

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own_file(tmp_path):
    path = tmp_path / "own.task"
    path.write_bytes(write_members({DETECTOR: b"detector", LANDMARKS: b"landmarks"}))
    return path


class Heard:
    """Remembers what a progress callback is told."""

    def __init__(self):
        self.calls = []

    def __call__(self, what, done, total):
        self.calls.append((what, done, total))


# A file of the user's own


def test_a_named_file_is_used_as_it_is(own_file):
    assert find_weights(explicit=own_file) == own_file


def test_the_environment_variable_names_a_file(own_file, monkeypatch):
    monkeypatch.setenv(FILE_VARIABLE, str(own_file))

    assert find_weights() == own_file


def test_the_option_goes_before_the_environment_variable(own_file, monkeypatch):
    monkeypatch.setenv(FILE_VARIABLE, "/nowhere.task")

    assert find_weights(explicit=own_file) == own_file


def test_an_unknown_file_is_used_with_a_word_in_the_log(own_file, caplog):
    find_weights(explicit=own_file)

    assert f"{own_file} is none of the official pose models" in caplog.text


def test_a_named_file_that_we_made_ourselves_needs_no_word(tmp_path, caplog):
    write_recorded(tmp_path / "made.task", write_members({DETECTOR: b"detector", LANDMARKS: b"landmarks"}))

    find_weights(explicit=tmp_path / "made.task")

    assert caplog.text == ""


def test_a_named_file_that_is_missing_is_not_replaced_by_another(monkeypatch):
    monkeypatch.setenv(FILE_VARIABLE, "/nowhere.task")

    with pytest.raises(WeightsUnavailable, match=rf"/nowhere\.task, which {FILE_VARIABLE} names, does not exist"):
        find_weights()


def test_a_named_file_that_is_no_bundle_is_refused(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"a film")

    with pytest.raises(WeightsUnavailable, match=r"film\.mp4 is not a MediaPipe bundle"):
        find_weights(explicit=tmp_path / "film.mp4")


def test_a_named_folder_is_refused(tmp_path):
    with pytest.raises(WeightsUnavailable, match=r"cannot be read: Is a directory|cannot be read: Permission denied"):
        find_weights(explicit=tmp_path)


def test_an_unknown_model_is_refused_with_the_known_ones():
    with pytest.raises(WeightsUnavailable, match="no pose model 'huge'; there are lite, full, heavy"):
        find_weights("huge")


# The cache and the official bundle


def test_the_official_bundle_is_downloaded_into_the_cache(official, server, tmp_path):
    path = find_bundle(official, tmp_path / "cache")

    assert path == tmp_path / "cache" / "pose_landmarker_small.task"
    assert path.read_bytes() == server.files["/pose_landmarker_small.task"]


def test_a_cached_bundle_is_not_fetched_again(official, server, tmp_path):
    find_bundle(official, tmp_path)
    server.asked.clear()

    find_bundle(official, tmp_path)

    assert not server.asked


def test_a_bundle_put_into_the_cache_by_hand_is_found(official, server, tmp_path):
    (tmp_path / official.file_name).write_bytes(server.files["/pose_landmarker_small.task"])

    find_bundle(official, tmp_path)

    assert not server.asked


def test_a_damaged_bundle_in_the_cache_is_fetched_anew(official, server, tmp_path):
    (tmp_path / official.file_name).write_bytes(b"half of it")

    path = find_bundle(official, tmp_path)

    assert path.read_bytes() == server.files["/pose_landmarker_small.task"]


def test_progress_is_told_to_the_last_byte(official, tmp_path):
    heard = Heard()

    find_bundle(official, tmp_path, heard)

    assert heard.calls[-1] == ("Pose model small", official.bytes, official.bytes)
    assert all(done <= total for _, done, total in heard.calls)


def test_a_corrupted_download_is_refused_and_not_kept(official, server, tmp_path):
    server.files["/pose_landmarker_small.task"] += b"!"

    with pytest.raises(WeightsUnavailable, match=f"official bundle .*{server.address}.*: what arrived is damaged"):
        find_bundle(official, tmp_path)

    assert not (tmp_path / official.file_name).exists()


def test_an_address_without_the_file_is_a_reason(official, server, tmp_path):
    server.files.clear()

    with pytest.raises(WeightsUnavailable, match="the download failed: 404"):
        find_bundle(official, tmp_path)


def test_a_server_that_says_nothing_is_given_up(official, tmp_path, monkeypatch):
    monkeypatch.setattr(models.download, "ANSWER_WITHIN_S", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/{official.file_name}"

        with pytest.raises(WeightsUnavailable, match=r"127\.0\.0\.1 cannot be reached"):
            find_bundle(replace(official, address=address), tmp_path)


def test_a_cache_that_cannot_be_written_is_a_reason(official, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")

    with pytest.raises(WeightsUnavailable, match=r"cache \(.*\): "):
        find_bundle(official, tmp_path / "cache")


@pytest.mark.slow
def test_two_processes_at_once_fetch_the_bundle_once(official, server, tmp_path):
    program = (
        "import sys; from pathlib import Path; from models.catalogue import Bundle; from models.weights import find_bundle\n"
        f"print('ready', flush=True); print(find_bundle({official!r}, Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "cache")]
    server.gate.clear()

    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    ready = [process.stdout.readline() for process in both]
    server.gate.set()
    found = [process.communicate()[0].strip() for process in both]

    assert ready == ["ready\n"] * 2
    assert found == [str(tmp_path / "cache" / official.file_name)] * 2
    assert server.asked == {"HEAD": 1, "GET": 1}


# The older wheel


def test_without_the_official_bundle_the_older_wheel_gives_one(unreachable, wheels, tmp_path):
    members = read_members(find_bundle(unreachable, tmp_path / "cache").read_bytes())

    assert members.keys() == {DETECTOR, LANDMARKS}
    assert members[DETECTOR] == network()


@pytest.mark.slow
def test_the_wheel_is_fetched_once(unreachable, wheels, tmp_path):
    path = find_bundle(unreachable, tmp_path / "cache")
    next(wheels.iterdir()).unlink()

    assert find_bundle(unreachable, tmp_path / "cache") == path


@pytest.mark.slow
def test_a_bundle_from_the_wheel_that_was_damaged_since_is_built_anew(unreachable, wheels, tmp_path):
    path = find_bundle(unreachable, tmp_path / "cache")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])

    assert find_bundle(unreachable, tmp_path / "cache").read_bytes() == whole


def test_a_bundle_whose_record_was_changed_with_it_is_known_by_its_networks_and_built_anew(unreachable, wheels, tmp_path):
    path = find_bundle(unreachable, tmp_path / "cache")
    whole = path.read_bytes()
    other = write_network(changed := read_network(network()))
    changed.description = "other"
    write_recorded(path, write_members(read_members(whole) | {LANDMARKS: write_network(changed)}))

    assert other != write_network(changed)
    assert find_bundle(unreachable, tmp_path / "cache").read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"PK", b"\0" * 100])
def test_what_is_no_network_is_none_of_the_wheels(unreachable, content):
    assert not holds_networks(write_members({DETECTOR: network(), LANDMARKS: b"1234TFL3" + content}), unreachable.wheel)
    assert not holds_networks(content, unreachable.wheel)


@pytest.mark.slow
def test_progress_of_the_wheel_ends_at_the_last_byte(unreachable, wheels, tmp_path):
    heard = Heard()

    find_bundle(unreachable, tmp_path / "cache", heard)

    assert heard.calls[-1] == ("Pose model small, out of mediapipe==0.10.21", 1_000, 1_000)


@pytest.mark.slow
def test_other_networks_in_the_wheel_are_refused(unreachable, wheels, tmp_path):
    other = replace(unreachable.wheel.networks[1], sha256="f" * 64)
    bundle = replace(unreachable, wheel=replace(unreachable.wheel, networks=(other,)))

    with pytest.raises(WeightsUnavailable, match=r"the SHA-256 of mediapipe/landmarks\.tflite in the wheel is not the known one"):
        find_bundle(bundle, tmp_path / "cache")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
def test_a_pip_that_hears_nothing_is_given_up(unreachable, without_network, tmp_path, monkeypatch):
    deaf = tmp_path / "python"
    deaf.write_text("#!/bin/sh\nexec sleep 60\n")
    deaf.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(deaf))
    monkeypatch.setattr(models.wheel, "SILENCE_S", 0.1)

    with pytest.raises(WeightsUnavailable, match=r"older wheel .*: pip received nothing for"):
        find_bundle(unreachable, tmp_path / "cache")


# No way at all


def test_when_all_ways_fail_the_message_names_each_and_the_way_by_hand(unreachable, without_network, tmp_path):
    with pytest.raises(WeightsUnavailable) as raised:
        find_bundle(unreachable, tmp_path)

    assert str(raised.value).splitlines() == [
        "The pose model 'small' is not here and could not be fetched. Tried:",
        f"  cache ({tmp_path / 'pose_landmarker_small.task'}): not there yet",
        "  official bundle (http://127.0.0.1:9/pose_landmarker_small.task): 127.0.0.1 cannot be reached",
        "  older wheel (pip download mediapipe==0.10.21): No matching distribution found for mediapipe==0.10.21",
        "To put it there by hand, download http://127.0.0.1:9/pose_landmarker_small.task",
        f"(1000 bytes, SHA-256 {'0' * 64})",
        f"and save it as {tmp_path / 'pose_landmarker_small.task'}",
        f"or anywhere else, with {FILE_VARIABLE} set to that file.",
    ]


def test_offline_a_bundle_in_the_cache_is_enough(official, without_network, tmp_path):
    path = find_bundle(official, tmp_path)

    assert find_bundle(replace(official, address="http://127.0.0.1:9/" + official.file_name), tmp_path) == path


def test_the_cache_is_the_users_own(monkeypatch):
    assert cache_folder().name in {"form-coach", "Cache"}
    assert Path.home() in cache_folder().parents or "XDG_CACHE_HOME" in os.environ


def test_the_full_model_alone_has_the_older_wheel():
    assert [model for model, bundle in BUNDLES.items() if bundle.wheel] == ["full"]
