"""The pain scale."""

import pytest

from coach.planning import ADVICE, PainZone, pain_zone


@pytest.mark.parametrize(
    ("pain", "zone"),
    [(0, PainZone.GREEN), (3, PainZone.GREEN), (4, PainZone.AMBER), (5, PainZone.AMBER), (6, PainZone.RED), (10, PainZone.RED)],
)
def test_the_pain_scale_has_three_colours(pain, zone):
    assert pain_zone(pain) is zone
    assert ADVICE[zone]


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_outside_the_scale_is_refused(pain):
    with pytest.raises(ValueError, match="0 to 10"):
        pain_zone(pain)
