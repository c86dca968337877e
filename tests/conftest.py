"""What tests of several packages need."""

import pytest

from models.weights import WeightsUnavailable, find_weights


@pytest.fixture(scope="session")
def pose_weights():
    """The real bundle of the full model, fetched once into the user's own cache."""
    try:
        return find_weights("full")
    except WeightsUnavailable as error:
        pytest.skip(str(error))
