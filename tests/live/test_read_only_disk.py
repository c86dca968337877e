"""A disk that turns read-only in mid-session, as after an error of the disk or when its cable is loose. Needs root, to mount one."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from coach.live.write_queue import WriteQueue
from tests.live.messages import PATIENCE_S
from tests.live.test_write_queue import BEGAN, counted, ended, kept_in, recorder_in

NEEDED = ("mkfs.ext4", "e2fsck", "mount", "umount", "losetup")
ERRORS = Path("/sys/fs/ext4")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0 or not all(map(shutil.which, NEEDED)), reason="only root can mount a disk"),
]


class Disk:
    """A small disk in a file, mounted at `folder`."""

    def __init__(self, image, folder):
        self.image, self.folder = image, folder
        with image.open("wb") as file:
            file.truncate(32 * 2**20)
        folder.mkdir()
        run("mount", "-t", "tmpfs", "-o", "ro", "nothing", folder)  # else a new history would be begun below the disk while it is away
        run("mkfs.ext4", "-q", image)
        self.device = run("losetup", "--find", "--show", image).strip()

    def mount(self):
        run("mount", "-o", "errors=remount-ro", self.device, self.folder)

    def fail(self):
        """Have the kernel find an error, after which nothing can be written any more."""
        (ERRORS / Path(self.device).name / "trigger_fs_error").write_text("an error of the disk\n")
        with pytest.raises(OSError, match="Read-only"):
            (self.folder / "is it read-only").touch()

    def mend(self):
        """Check it, and mount it again."""
        run("umount", "--lazy", self.folder)
        for _ in range(50):
            if subprocess.run(["e2fsck", "-fy", self.device], capture_output=True, check=False).returncode < 4:
                break
            time.sleep(0.2)  # until those who have a file open let go
        self.mount()

    def remove(self):
        for _ in range(2):
            subprocess.run(["umount", "--lazy", self.folder], capture_output=True, check=False)
        subprocess.run(["losetup", "--detach", self.device], capture_output=True, check=False)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def disk(tmp_path):
    try:
        disk = Disk(tmp_path / "disk.img", tmp_path / "kept here")
        disk.mount()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    yield disk
    disk.remove()


def test_what_a_disk_that_turns_read_only_does_not_take_is_told_and_counting_never_waits(disk):
    queue = WriteQueue(recorder_in(disk.folder), lambda: recorder_in(disk.folder))
    queue.add([BEGAN, counted(1), counted(2)])
    queue.wait(PATIENCE_S, for_all=True)
    disk.fail()

    began = time.perf_counter()
    queue.add([counted(3), counted(4)])
    took_s = time.perf_counter() - began
    queue.wait(1.0, for_all=True)
    told = queue.not_kept(late_s=0.0)
    kept = kept_in(disk.folder)

    assert took_s < 0.1
    assert told.waiting == 2
    assert kept == [[1, 2]]
    assert told.why == "The disk refuses to read or write the history: check the disk."


def test_what_waited_for_a_disk_is_kept_when_it_is_back(disk):
    queue = WriteQueue(recorder_in(disk.folder), lambda: recorder_in(disk.folder))
    queue.add([BEGAN, counted(1)])
    queue.wait(PATIENCE_S, for_all=True)
    disk.fail()
    queue.add([counted(2), ended(1, 2)])
    queue.end()
    queue.wait(1.0, for_all=True)

    disk.mend()
    queue.wait(PATIENCE_S * 2, for_all=True)

    assert queue.not_kept(late_s=0.0) is None
    assert kept_in(disk.folder) == [[1, 2]]
