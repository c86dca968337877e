"""What reaches standard error from C++ code, which writes to the file descriptor itself."""

import os
import threading

import pytest

from models.quiet import without_chatter


@pytest.mark.parametrize(
    "line",
    [
        b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n",
        b"WARNING: Logging before InitGoogle() is written to STDERR\n",
        b"W0000 00:00:1795256572.898359   28742 inference_feedback_manager.cc:121] Feedback manager requires a model\n",
        b"I0000 00:00:1795256572.898359   28742 gl_context_egl.cc:85] Successfully initialized EGL.\n",
        b"WARNING: [model_load.cc:402] Sparsity tensors may not yet be fully supported.\n",
        b"INFO: [accelerator_registry.cc:43] DestroyAccelerator: ptr=0x7fd3ec004ab0, name=CpuAccelerator\n",
    ],
    ids=["delegate", "logging", "warning", "information", "LiteRT's warning", "LiteRT's information"],
)
def test_chatter_is_kept_back(line, capfd):
    with without_chatter():
        os.write(2, line)

    assert capfd.readouterr().err == ""


def test_errors_and_all_else_come_through(capfd):
    said = "E0000 00:00:1795256572.898359   28742 graph.cc:1] Failed\nERROR: [compiled_model.cc:1] Failed\nWARNING: the disk is failing\nan unhappy thread\n"

    with without_chatter():
        os.write(2, said.encode())

    assert capfd.readouterr().err == said


def test_what_was_said_comes_through_an_exception_too(capfd):
    def fail():
        os.write(2, b"F0000 the reason\n")
        raise RuntimeError

    with pytest.raises(RuntimeError), without_chatter():
        fail()

    assert capfd.readouterr().err == "F0000 the reason\n"


def test_standard_error_is_back_when_the_last_of_several_threads_is_done(capfd):
    inside, leave = threading.Event(), threading.Event()

    def hold():
        with without_chatter():
            inside.set()
            leave.wait()

    other = threading.Thread(target=hold)
    with without_chatter():
        other.start()
        inside.wait()
    os.write(2, b"W0000 while the other thread still holds it\n")
    leave.set()
    other.join()
    os.write(2, b"W0000 afterwards\n")

    assert capfd.readouterr().err == "W0000 afterwards\n"
