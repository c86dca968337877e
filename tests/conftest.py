"""What tests of several packages need."""

import gc

import pytest
from hypothesis import settings

# Nothing here depends on the clock, and a busy machine takes its time over an example.
settings.register_profile("patient", deadline=None)
settings.register_profile("thorough", settings.get_profile("patient"))
settings.load_profile("patient")


@pytest.fixture(scope="session")
def pose_weights():
    """The real bundle of the full model, fetched once into the user's own cache."""
    from models.weights import WeightsUnavailable, find_weights  # slow to import, and most tests need no pose model

    try:
        return find_weights("full")
    except WeightsUnavailable as error:
        pytest.skip(str(error))


def pytest_xdist_auto_num_workers(config):
    """All quick tests share the processors. A few tests begin sooner in one process, and a browser is late beside other tests."""
    everything = config.args_source is config.ArgsSource.TESTPATHS and not config.option.keyword
    return None if everything and "not browser" in config.option.markexpr else 0


def pytest_collection_finish():
    """Thousands of tests are collected, and would be looked through at each of the many collections of garbage."""
    gc.collect()
    gc.freeze()
