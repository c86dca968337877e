"""The landmark network without its mask: nothing else is missing, and nothing else changes."""

import sys

import numpy as np
import pytest

from coach.pose import Frame
from models.bundle import read_members, write_members
from models.catalogue import DETECTOR, LANDMARKS
from models.estimator import MediaPipePose
from models.network import read_network
from models.prune import UnexpectedForm, prune_network, without_mask
from tests.models.conftest import MASK, SHAPES, network
from tests.models.pictures import PICTURES, read_picture

GREY = np.full((480, 640, 3), 128, np.uint8)


def names_of_what_is_computed(model):
    graph = model.subgraphs[0]
    return {graph.tensors[output].name.decode() for operator in graph.operators for output in operator.outputs}


def test_only_the_branch_of_the_mask_is_left_out():
    pruned = read_network(prune_network(network()))

    assert names_of_what_is_computed(read_network(network())) - names_of_what_is_computed(pruned) == {f"halfway {MASK}", f"end {MASK}"}


def test_five_different_outputs_remain_with_what_the_presence_is_made_from_in_the_place_of_the_mask():
    graph = read_network(prune_network(network())).subgraphs[0]

    assert len(set(graph.outputs)) == len(SHAPES)
    assert [graph.tensors[output].name.decode() for output in graph.outputs] == [
        *(f"end {shape}" for shape in SHAPES[:2]),
        "halfway (1, 1)",
        *(f"end {shape}" for shape in SHAPES[3:]),
    ]


def test_pruning_twice_is_refused():
    with pytest.raises(UnexpectedForm, match="outputs of the shapes"):
        prune_network(prune_network(network()))


def test_the_detector_stays_as_it_is():
    pruned = read_members(without_mask(write_members({DETECTOR: b"as it is", LANDMARKS: network()})))

    assert pruned[DETECTOR] == b"as it is"


@pytest.mark.parametrize(
    "bundle",
    [
        write_members({DETECTOR: b"any", LANDMARKS: network(SHAPES[:4])}),
        write_members({DETECTOR: b"any", LANDMARKS: b"not a network at all"}),
        b"not even a bundle",
    ],
    ids=["another network", "no network", "no bundle"],
)
def test_a_bundle_of_another_form_runs_as_it_is_with_a_line_in_the_log(bundle, caplog):
    assert without_mask(bundle) is bundle
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "runs with its segmentation branch" in caplog.text


def test_a_mediapipe_without_its_schema_runs_the_bundle_as_it_is(monkeypatch, caplog):
    bundle = write_members({DETECTOR: b"any", LANDMARKS: network()})
    monkeypatch.setitem(sys.modules, "mediapipe.tasks.metadata", None)

    assert without_mask(bundle) is bundle
    assert "runs with its segmentation branch" in caplog.text


def test_the_real_network_loses_46_or_47_operators(pose_weights):
    whole = read_members(pose_weights.read_bytes())[LANDMARKS]

    operators = [len(read_network(one).subgraphs[0].operators) for one in (whole, prune_network(whole))]

    assert operators[0] - operators[1] in {46, 47}


@pytest.mark.slow
def test_the_landmarks_are_the_same_to_the_last_bit(pose_weights):
    bundle = pose_weights.read_bytes()
    with MediaPipePose(bundle) as whole, MediaPipePose(without_mask(bundle)) as pruned:
        for time, path in enumerate(PICTURES):
            # An empty picture in between loses the person, so that each picture is searched from nothing.
            frames = [Frame(time, read_picture(path)), Frame(time + 0.5, GREY)]
            (expected, _), (pose, _) = [whole.estimate(frame) for frame in frames], [pruned.estimate(frame) for frame in frames]

            assert pose.is_seen, path.name
            for field in ("image", "world", "visibility"):
                np.testing.assert_array_equal(getattr(pose, field), getattr(expected, field), err_msg=path.name)
