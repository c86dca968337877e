"""Leave out the part of the landmark network that computes a segmentation mask, which the coach never asks for.

The network computes its mask whether or not anyone wants it, at a third of the time of *full*. Nothing else depends on the mask,
so the landmarks without it are the same to the last bit (tests/models/test_prune.py).
"""

from __future__ import annotations

import logging
from typing import Any, Final

import numpy as np

from models.bundle import NotABundle, read_members, write_members
from models.catalogue import LANDMARKS
from models.network import NotANetwork, read_network, write_network

_MASK: Final = (1, 256, 256, 1)
_PRESENCE: Final = (1, 1)
_OUTPUTS: Final = 5  # landmarks, presence, mask, heatmap, world landmarks

logger = logging.getLogger(__name__)


class UnexpectedForm(ValueError):
    """The landmark network is not built as the ones that we know."""


def without_mask(bundle: bytes) -> bytes:
    """`bundle` without its segmentation branch, or `bundle` itself, and a line in the log, if it is not of the known form."""
    try:
        members = read_members(bundle)
        return write_members({**members, LANDMARKS: prune_network(members[LANDMARKS])})
    except (NotABundle, NotANetwork, UnexpectedForm, ImportError) as error:  # MediaPipe may also move its schema
        logger.warning("The pose model runs with its segmentation branch, which is slower (%s).", error)
        return bundle


def prune_network(network: bytes) -> bytes:
    """The landmark network without the operators that only its mask needs. Raises NotANetwork or UnexpectedForm."""
    model = read_network(network)
    if len(model.subgraphs) != 1:
        raise UnexpectedForm(f"its network has {len(model.subgraphs)} graphs instead of one")
    graph = model.subgraphs[0]
    shapes = [tuple(map(int, graph.tensors[output].shape)) for output in graph.outputs]
    if len(shapes) != _OUTPUTS or shapes.count(_MASK) != 1 or shapes.count(_PRESENCE) != 1:
        raise UnexpectedForm(f"its network has outputs of the shapes {shapes}")

    # MediaPipe counts the outputs, so the mask's place is kept and given a tensor that is computed anyway. It must not be another
    # output: MediaPipe 1.2.3 then loses the person in most pictures.
    outputs = list(graph.outputs)
    outputs[shapes.index(_MASK)] = _computed_before(outputs[shapes.index(_PRESENCE)], graph.operators)
    graph.outputs = np.array(outputs, np.int32)
    graph.operators = _needed(graph.operators, outputs)
    model.signatureDefs = None  # they name the mask
    return write_network(model)


def _computed_before(tensor: int, operators: list[Any]) -> int:
    """The first computed tensor from which an operator makes `tensor`. Raises UnexpectedForm if there is none."""
    computed = {output for operator in operators for output in operator.outputs}
    for operator in operators:
        if tensor in operator.outputs:
            for source in operator.inputs:
                if source in computed:
                    return int(source)
    raise UnexpectedForm("its presence comes from nothing that is computed")


def _needed(operators: list[Any], outputs: list[int]) -> list[Any]:
    """The operators, in their order, on which `outputs` depend."""
    wanted = set(outputs)
    kept = []
    for operator in reversed(operators):  # an operator comes after those that feed it
        if not wanted.isdisjoint(operator.outputs):
            wanted.update(operator.inputs)
            kept.append(operator)
    return kept[::-1]
