"""The errors of a bare server, as the dynamic loader and Python word them."""

import pytest

from models.libraries import SystemLibraryMissing, naming_missing_libraries


@pytest.mark.parametrize(
    "error",
    [
        ImportError("libGL.so.1: cannot open shared object file: No such file or directory"),
        OSError("libEGL.so.1: cannot open shared object file: No such file or directory"),
    ],
    ids=["OpenCV on import", "MediaPipe on first use"],
)
def test_a_missing_library_is_named_with_what_to_install(error):
    with (
        pytest.raises(SystemLibraryMissing, match=r"lib(EGL|GL)\.so\.1 is missing.*: apt-get install libegl1 libgles2 "),
        naming_missing_libraries(),
    ):
        raise error


def test_the_message_is_one_line():
    with pytest.raises(SystemLibraryMissing) as raised, naming_missing_libraries():
        raise OSError("libEGL.so.1: cannot open shared object file: No such file or directory")

    assert "\n" not in str(raised.value)


def test_another_error_stays_what_it_is():
    with pytest.raises(ImportError, match="No module named 'mediapipe'"), naming_missing_libraries():
        raise ImportError("No module named 'mediapipe'")
