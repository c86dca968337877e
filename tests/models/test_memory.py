"""Free memory goes back to the system."""

import subprocess
import sys

import pytest

HOLES = """
from pathlib import Path
from models.memory import give_back, share_one_heap

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

share_one_heap()
pieces = [bytearray(100_000) for _ in range(2000)]
del pieces[:-1]  # the last one keeps the others' place from being the end of the heap
before = resident_mb()
give_back()
print(before - resident_mb())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what is free")
def test_memory_that_is_free_is_given_back():
    given_mb = subprocess.run([sys.executable, "-c", HOLES], check=True, capture_output=True, text=True).stdout

    assert float(given_mb) > 100
