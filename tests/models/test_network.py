"""Networks: what a bundle must say about their input."""

import pytest

from models.catalogue import Normalisation
from models.network import NotANetwork, read_network, with_normalisation, write_network
from tests.models.conftest import network


def test_a_network_says_how_its_picture_is_scaled():
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema  # slow to import

    model = read_network(with_normalisation(network(), Normalisation(mean=127.5, std=64.0)))

    (entry,) = model.metadata
    metadata = schema.ModelMetadataT.InitFromPackedBuf(bytes(model.buffers[entry.buffer].data))
    (picture,) = metadata.subgraphMetadata[0].inputTensorMetadata
    assert entry.name == b"TFLITE_METADATA"
    assert picture.processUnits[0].options.mean == [127.5]
    assert picture.processUnits[0].options.std == [64.0]


def test_saying_it_leaves_the_weights_alone():
    model = read_network(with_normalisation(network(), Normalisation(mean=0.0, std=255.0)))

    assert bytes(model.buffers[0].data) == bytes(range(9))


def test_reading_and_writing_changes_nothing_that_is_read():
    once = write_network(read_network(network()))

    assert write_network(read_network(once)) == once


def test_other_bytes_are_no_network():
    with pytest.raises(NotANetwork):
        read_network(b"ten of them")
