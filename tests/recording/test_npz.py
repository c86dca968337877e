"""Archives of arrays that are damaged, or that would take more memory than there is."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest

from coach.recording.npz import MOST_BYTES, BadArrays, read_arrays


def header(shape, kind="<f8"):
    """The beginning of an array file that states `shape`."""
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": kind, "fortran_order": False, "shape": shape})
    return stream.getvalue()


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(f"{name}.npy", data)
    return path


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "track.npz"
    np.savez_compressed(path, t=np.arange(1000.0), image=np.random.default_rng(0).random((1000, 33)))
    return path


def test_arrays_are_read_as_they_were_written(file):
    arrays = read_arrays(file)

    assert arrays["t"].tolist() == list(range(1000))
    assert arrays["image"].shape == (1000, 33)


@pytest.mark.parametrize(
    "members",
    [
        {"t": header((10**12,))},
        {"t": header((10**12,)) + bytes(800)},
        {"t": header((-1,)) + bytes(8)},
        {"t": header((3,)) + bytes(8)},
        {"t": header((1,), "|O") + bytes(8)},
        {"t": b"no array"},
        {"t": b""},
        {"t": header((1,))[:40]},
    ],
    ids=["a shape of 10^12", "a shape of 10^12 with some data", "a negative shape", "too short", "objects", "text", "nothing", "cut off"],
)
def test_an_array_that_is_not_what_it_says_takes_no_memory(tmp_path, members):
    path = archive(tmp_path / "bad.npz", members)

    tracemalloc.start()
    with pytest.raises(BadArrays, match="damaged"):
        read_arrays(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 1_000_000


@pytest.mark.slow
def test_a_small_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("t.npy", "w", force_zip64=True) as member:
        member.write(header((MOST_BYTES // 8 + 1,)))
        for _ in range(MOST_BYTES // 10_000_000 + 1):
            member.write(bytes(10_000_000))

    tracemalloc.start()
    with pytest.raises(BadArrays, match="MB in memory"):
        read_arrays(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert path.stat().st_size < MOST_BYTES / 100
    assert most < 1_000_000


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_changed_bytes_are_damage(file, at):
    data = bytearray(file.read_bytes())
    for place in range(int(at * len(data)), int(at * len(data)) + 20):
        data[place] ^= 0xFF
    file.write_bytes(data)

    with pytest.raises(BadArrays):
        read_arrays(file)
