"""One network, a TensorFlow Lite flatbuffer, read and written with the schema that MediaPipe brings along."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
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


def content_sha256(network: bytes) -> str:
    """The SHA-256 of what a network computes: its graph and its weights, without the metadata that may have been added.

    It does not depend on how a version of flatbuffers lays the bytes out. Raises NotANetwork.
    """
    try:
        model = read_network(network)
    except (struct.error, IndexError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise NotANetwork("its network is damaged") from error
    described = {one.buffer for one in model.metadata or ()}
    model.buffers = [one.data for number, one in enumerate(model.buffers) if number not in described]
    model.metadata = None
    digest = hashlib.sha256()
    for part in _parts(model):
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def _parts(value: Any) -> Iterator[bytes]:  # noqa: ANN401
    """All values of a table of the schema in a fixed order, without those that say nothing: newer schemas have more of them."""
    if isinstance(value, np.ndarray):
        yield value.tobytes()
    elif isinstance(value, list):
        yield b"[%d" % len(value)
        for one in value:
            yield from _parts(one)
    elif hasattr(value, "__dict__"):
        for name, one in sorted(vars(value).items()):
            if one is not None and (isinstance(one, np.ndarray) or one):
                yield name.encode()
                yield from _parts(one)
    else:
        yield value if isinstance(value, bytes) else str(value).encode()


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
