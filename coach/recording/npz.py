"""Arrays in an `.npz` file, whose sizes are checked before any memory is taken for them."""

from __future__ import annotations

import lzma
import math
import tokenize
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

Arrays: TypeAlias = dict[str, NDArray[Any]]

MOST_BYTES: Final = 500_000_000
"""Of all arrays together: the poses of ten hours at twelve a second."""
DAMAGE: Final = (
    ValueError,  # and UnicodeDecodeError
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    RecursionError,
    SyntaxError,
    tokenize.TokenError,  # of a header
    RuntimeError,  # an encrypted member, and NotImplementedError
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
)
"""What the libraries raise for a file that is not as it should be."""


class BadArrays(Exception):
    """A file does not hold arrays that can be read; the message says why, to follow its name."""


def read_arrays(path: Path) -> Arrays:
    """All arrays of the file. Raises `BadArrays`, and OSError when there is no such file, or none that may be read."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            members = [one for one in archive.infolist() if one.filename.endswith(".npy")]
            total = sum(one.file_size for one in members)
            if total > MOST_BYTES:
                raise BadArrays(f"would take {total / 1e6:.0f} MB in memory; {MOST_BYTES / 1e6:.0f} are the most")
            return {one.filename.removesuffix(".npy"): _array(archive, one) for one in members}
    except OSError as error:
        if error.errno is None:  # of a decompressor, not of the disk
            raise BadArrays("is damaged") from error
        raise
    except DAMAGE as error:
        raise BadArrays("is damaged, or not an .npz file") from error


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    with archive.open(member) as data:
        version = npy.read_magic(data)
        read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, kind = read_header(data)
        if data.tell() + math.prod(shape) * kind.itemsize != member.file_size or min(shape, default=0) < 0:
            raise ValueError("The array is not as large as it says.")
    with archive.open(member) as data:
        return np.asarray(npy.read_array(data, allow_pickle=False))
