"""What tests of several packages need."""

import pytest
from hypothesis import settings

from models.weights import WeightsUnavailable, find_weights

# Nothing here depends on the clock, and a busy machine takes its time over an example.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def pose_weights():
    """The real bundle of the full model, fetched once into the user's own cache."""
    try:
        return find_weights("full")
    except WeightsUnavailable as error:
        pytest.skip(str(error))
