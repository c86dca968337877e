import pytest

pytest.register_assert_rewrite("tests.exercises.table")  # its assertions explain themselves too
