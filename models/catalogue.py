"""Which pose models there are: where each comes from and how its bytes are known to be right.

All of them are MediaPipe's Pose Landmarker under the Apache License 2.0, made and published by Google.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LICENCE: Final = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class Bundle:
    """An official bundle: the detector and the landmark network of one model in one `.task` file."""

    model: str
    address: str
    bytes: int
    sha256: str

    @property
    def file_name(self) -> str:
        """The bundle's own name, under which it is kept too."""
        return self.address.rsplit("/", 1)[-1]


def _official(model: str, size: int, sha256: str) -> Bundle:
    folder = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"
    name = f"pose_landmarker_{model}"
    return Bundle(model, f"{folder}/{name}/float16/1/{name}.task", size, sha256)


BUNDLES: Final[Mapping[str, Bundle]] = MappingProxyType(
    {
        bundle.model: bundle
        for bundle in (
            _official("lite", 5_777_746, "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a"),
            _official("full", 9_398_198, "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad"),
            _official("heavy", 30_664_242, "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b"),
        )
    }
)
"""The models by name, the fastest first."""
