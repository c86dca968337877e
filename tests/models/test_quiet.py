"""What reaches standard error from C++ code, which writes to the file descriptor itself."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.quiet import without_chatter

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "line",
    [
        b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n",
        b"WARNING: Logging before InitGoogle() is written to STDERR\n",
        b"W0000 00:00:1795256572.898359   28742 inference_feedback_manager.cc:121] Feedback manager requires a model\n",
        b"I0000 00:00:1795256572.898359   28742 gl_context_egl.cc:85] Successfully initialized EGL.\n",
        b"WARNING: [model_load.cc:402] Sparsity tensors may not yet be fully supported.\n",
        b"INFO: [accelerator_registry.cc:43] DestroyAccelerator: ptr=0x7fd3ec004ab0, name=CpuAccelerator\n",
        b"VERBOSE: what the next release may have to say\n",
        b"I1127 without an end",
    ],
    ids=["delegate", "logging", "warning", "information", "LiteRT's warning", "LiteRT's information", "unknown", "unended"],
)
def test_chatter_is_kept_back(line, capfd):
    with without_chatter():
        os.write(2, line)

    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "said",
    [
        "E0000 00:00:1795256572.898359   28742 graph.cc:1] Failed\n",
        "ERROR: [compiled_model.cc:1] Failed\n",
        "Traceback (most recent call last):\n  File ...\n",
        "[ WARN:0@1.234] global cap.cpp:323 a camera\n",
        "an unhappy thread, without an end",
        "",
    ],
    ids=["error", "LiteRT's error", "Python's", "OpenCV's", "unended", "nothing"],
)
def test_errors_and_all_else_come_through(said, capfd):
    with without_chatter():
        os.write(2, said.encode())

    assert capfd.readouterr().err == said


def test_between_chatter_an_error_comes_through_whole(capfd):
    with without_chatter():
        os.write(2, b"INFO: all is well\nERROR: all is lo")
        os.write(2, b"st\nINFO: all is well\n" * 2000)

    assert capfd.readouterr().err == "ERROR: all is lost\n" + "st\n" * 1999


def test_a_fatal_error_is_seen_though_the_process_ends_with_it():
    program = (
        "import os, time; from models.quiet import without_chatter\n"
        "with without_chatter():\n"
        "    os.write(2, b'W0000 chatter\\nF0000 Check failed\\n')\n"
        "    time.sleep(0.1)\n"  # in which Abseil writes down its stack
        "    os.abort()"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode != 0
    assert done.stderr == b"F0000 Check failed\n"


def test_what_was_said_comes_through_an_exception_too(capfd):
    def fail():
        os.write(2, b"F0000 the reason\n")
        raise RuntimeError

    with pytest.raises(RuntimeError), without_chatter():
        fail()

    assert capfd.readouterr().err == "F0000 the reason\n"


def test_what_several_threads_say_in_pieces_is_not_mixed_up(capfd):
    def say():
        for _ in range(20):
            with without_chatter():
                for piece in (b"WARNING: ", b"[model_load.cc:402] ", b"Sparse\n", b"ERROR: ", b"Failed\n"):
                    os.write(2, piece)

    threads = [threading.Thread(target=say) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(2, b"W0000 afterwards\n")

    assert capfd.readouterr().err == "ERROR: Failed\n" * 80 + "W0000 afterwards\n"


def test_inside_itself_it_holds_until_the_outer_end(capfd):
    with without_chatter():
        with without_chatter():
            os.write(2, b"I0000 inside\n")
        os.write(2, b"I0000 between\nan error\n")

    assert capfd.readouterr().err == "an error\n"


def test_a_process_that_is_started_meanwhile_is_not_waited_for_and_heard_to_its_end(capfd):
    with without_chatter():
        child = subprocess.Popen([sys.executable, "-c", "import os; input(); os.write(2, b'the child fails\\n')"], stdin=subprocess.PIPE)
    child.communicate(b"\n")

    assert has_come(capfd, "the child fails\n")


def test_without_a_standard_error_all_goes_on():
    program = "import os; os.close(2)\nfrom models.quiet import without_chatter\nwith without_chatter(): print('on')"

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True).stdout == b"on\n"


def has_come(capfd, wanted, within_s=10.0):
    """Whether `wanted` is said on standard error, by a thread of which nobody waits for the end."""
    said, end = "", time.monotonic() + within_s
    while wanted not in said and time.monotonic() < end:
        time.sleep(0.01)
        said += capfd.readouterr().err
    return wanted in said
