"""Which pose models there are: where each comes from and how its bytes are known to be right.

All of them are MediaPipe's Pose Landmarker, made and published by Google under the Apache License 2.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

DETECTOR: Final = "pose_detector.tflite"
LANDMARKS: Final = "pose_landmarks_detector.tflite"
"""The two members of a bundle: the network that finds a person, and the one that finds the landmarks on them."""


@dataclass(frozen=True, slots=True)
class Normalisation:
    """A network takes (pixel - mean) / std, pixels being 0 to 255."""

    mean: float
    std: float


@dataclass(frozen=True, slots=True)
class Network:
    """A network inside a wheel: `path` there, and `member`, the name that it has in a bundle."""

    path: str
    member: str
    sha256: str
    normalisation: Normalisation | None
    """What the bundle must say about the network's input; None if the network says it itself."""
    content_sha256: str = ""
    """`models.network.content_sha256` of it, which adding that does not change."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A published wheel with networks inside, of `bytes` in all. It is only read, so it need not fit this platform or Python."""

    requirement: str
    options: tuple[str, ...]
    """What pip must be told to choose this very wheel anywhere."""
    bytes: int
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """An official bundle: the two networks of one model in one `.task` file."""

    model: str
    address: str
    bytes: int
    sha256: str
    wheel: Wheel | None = None
    """An older wheel with the same networks, for where only a package index can be reached."""

    @property
    def file_name(self) -> str:
        """The bundle's own name, under which it is kept too."""
        return self.address.rsplit("/", 1)[-1]


OLDER_WHEEL: Final = Wheel(
    requirement="mediapipe==0.10.21",
    options=("--python-version", "311", "--implementation", "cp", "--abi", "cp311", "--platform", "manylinux_2_28_x86_64"),
    bytes=35_622_638,
    networks=(
        Network(
            "mediapipe/modules/pose_detection/pose_detection.tflite",
            DETECTOR,
            "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
            normalisation=None,
        ),
        Network(
            "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
            LANDMARKS,
            "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
            Normalisation(mean=0.0, std=255.0),
            content_sha256="50e71396e60eca43b50a75bc2f99d4971273b66f7f1450b67b7a0f9e6e4c1f32",
        ),
    ),
)


def _official(model: str, size: int, sha256: str, wheel: Wheel | None = None) -> Bundle:
    name = f"pose_landmarker_{model}"
    return Bundle(
        model, f"https://storage.googleapis.com/mediapipe-models/pose_landmarker/{name}/float16/1/{name}.task", size, sha256, wheel
    )


BUNDLES: Final[Mapping[str, Bundle]] = MappingProxyType(
    {
        bundle.model: bundle
        for bundle in (
            _official("lite", 5_777_746, "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a"),
            _official("full", 9_398_198, "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad", OLDER_WHEEL),
            _official("heavy", 30_664_242, "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b"),
        )
    }
)
"""The models by name, the fastest first."""
