"""What the tests have done in other processes; they import it from here."""

import os
import signal
import time
from pathlib import Path

from coach.recording.atomic_file import written_whole


def halve(number):
    """Half of `number`; odd ones kill the process, and 100 is a bug."""
    if number == 100:
        raise ZeroDivisionError("a bug")
    if number % 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number // 2


def note(path):
    """Note in the file `path` which process has worked on it; the last one waits for a word."""
    with path.open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    while path.name == "last" and not path.with_name("go on").exists():
        time.sleep(0.01)


def write_slowly(folder):
    """Begin a file and never end it."""
    with written_whole(Path(folder) / "result.json") as unfinished:
        unfinished.write_text("half")
        (Path(folder) / "begun").touch()
        time.sleep(600)
