"""One network, a TensorFlow Lite flatbuffer, read and written with the schema that MediaPipe brings along."""

from __future__ import annotations

from typing import Any, Final

import flatbuffers  # type: ignore[import-untyped]
import numpy as np

from models.catalogue import Normalisation
from models.importing import importing_mediapipe

_NETWORK: Final = b"TFL3"
_METADATA: Final = b"M001"  # the file identifiers of the two schemas
_METADATA_NAME: Final = b"TFLITE_METADATA"  # where MediaPipe looks for what a network expects


class NotANetwork(ValueError):
    """The bytes are not a TensorFlow Lite network."""


def read_network(network: bytes) -> Any:  # noqa: ANN401 (MediaPipe's generated schema has no types)
    """The network as the schema's `ModelT`. Raises NotANetwork."""
    if network[4:8] != _NETWORK:
        raise NotANetwork("its network is not a TensorFlow Lite one")
    return _schemas()[0].ModelT.InitFromPackedBuf(network)


def write_network(model: Any) -> bytes:  # noqa: ANN401
    """The bytes of the schema's `ModelT`."""
    return _packed(model, _NETWORK)


def with_normalisation(network: bytes, normalisation: Normalisation) -> bytes:
    """The network with the one piece of metadata that a Tasks bundle must have: how its input picture is scaled."""
    schema, _ = _schemas()
    model = read_network(network)
    model.buffers.append(schema.BufferT(data=np.frombuffer(_picture_metadata(normalisation), np.uint8)))
    model.metadata = [*(model.metadata or ()), schema.MetadataT(name=_METADATA_NAME, buffer=len(model.buffers) - 1)]
    return write_network(model)


def _picture_metadata(normalisation: Normalisation) -> bytes:
    _, schema = _schemas()
    scaling = schema.NormalizationOptionsT(mean=[normalisation.mean], std=[normalisation.std])
    rgb = schema.ImagePropertiesT(colorSpace=schema.ColorSpaceType.RGB)
    picture = schema.TensorMetadataT(
        name="image",
        content=schema.ContentT(contentPropertiesType=schema.ContentProperties.ImageProperties, contentProperties=rgb),
        processUnits=[schema.ProcessUnitT(optionsType=schema.ProcessUnitOptions.NormalizationOptions, options=scaling)],
    )
    graph = schema.SubGraphMetadataT(inputTensorMetadata=[picture])
    return _packed(schema.ModelMetadataT(subgraphMetadata=[graph]), _METADATA)


def _schemas() -> tuple[Any, Any]:
    """MediaPipe's modules for networks and for their metadata; late, because they bring all of MediaPipe."""
    with importing_mediapipe():
        from mediapipe.tasks.metadata import metadata_schema_py_generated, schema_py_generated  # type: ignore[import-untyped]
    return schema_py_generated, metadata_schema_py_generated


def _packed(table: Any, identifier: bytes) -> bytes:  # noqa: ANN401
    builder = flatbuffers.Builder()
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())
