"""Small stand-ins for the networks, the server and the wheel that the weights come from."""

import hashlib
import os
import zipfile
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import numpy as np
import pytest

from models.bundle import write_members
from models.catalogue import DETECTOR, LANDMARKS, OLDER_WHEEL, Bundle, Network, Normalisation, Wheel
from models.network import content_sha256, write_network
from models.weights import FILE_VARIABLE

MASK = (1, 256, 256, 1)
SHAPES = ((1, 195), (1, 1), MASK, (1, 64, 64, 39), (1, 117))
"""What the real landmark networks give: landmarks, presence, mask, heatmap, world landmarks."""


def network(shapes=SHAPES):
    """A network of as many two-operator branches as it has outputs, all from the picture."""
    from mediapipe.tasks.metadata import schema_py_generated as schema

    halfway = range(1, 1 + len(shapes))
    ends = range(1 + len(shapes), 1 + 2 * len(shapes))
    tensors = [schema.TensorT(shape=[1, 256, 256, 3], name="picture")]
    tensors += [schema.TensorT(shape=[1], name=f"halfway {shape}") for shape in shapes]
    tensors += [schema.TensorT(shape=list(shape), name=f"end {shape}") for shape in shapes]
    operators = [schema.OperatorT(inputs=[0], outputs=[middle]) for middle in halfway]
    operators += [schema.OperatorT(inputs=[middle, -1], outputs=[end]) for middle, end in zip(halfway, ends, strict=True)]
    graph = schema.SubGraphT(tensors=tensors, inputs=[0], outputs=list(ends), operators=operators)
    return write_network(schema.ModelT(version=3, subgraphs=[graph], buffers=[schema.BufferT(data=np.arange(9, dtype=np.uint8))]))


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Answers out of the server's `files`."""

    def do_HEAD(self):
        self._answer(b"")

    def do_GET(self):
        self.server.gate.wait()
        self._answer(self.server.files.get(self.path, b""))

    def _answer(self, content):
        self.server.asked[self.command] += 1
        self.send_response(200 if self.path in self.server.files else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """A server on this machine: what it gives under which path, what was asked of it, and a gate that holds it up."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files, self.asked, self.gate = {}, Counter(), Event()
        self.gate.set()
        self.address = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture(autouse=True)
def _no_file_of_the_developers_own(monkeypatch):
    monkeypatch.delenv(FILE_VARIABLE, raising=False)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def official(server):
    """A bundle that the local server has."""
    content = write_members({DETECTOR: network(), LANDMARKS: network()})
    server.files["/pose_landmarker_small.task"] = content
    return Bundle("small", f"{server.address}/pose_landmarker_small.task", len(content), sha256(content))


@pytest.fixture
def without_network(monkeypatch):
    """Pip finds nothing, and the official address refuses."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def wheels(without_network, monkeypatch, tmp_path):
    """A folder that is pip's only source, with one small wheel in it."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    with zipfile.ZipFile(folder / "mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl", "w") as archive:
        archive.writestr("mediapipe/detection.tflite", network())
        archive.writestr("mediapipe/landmarks.tflite", network())
        archive.writestr("mediapipe-0.10.21.dist-info/METADATA", "Metadata-Version: 2.1\nName: mediapipe\nVersion: 0.10.21\n")
        archive.writestr(
            "mediapipe-0.10.21.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_28_x86_64\n"
        )
        archive.writestr("mediapipe-0.10.21.dist-info/RECORD", "")
    return folder


@pytest.fixture
def unreachable():
    """A bundle whose official address refuses connections, with the wheel as its other way."""
    wheel = Wheel(
        OLDER_WHEEL.requirement,
        OLDER_WHEEL.options,
        1_000,
        (
            Network("mediapipe/detection.tflite", DETECTOR, sha256(network()), normalisation=None),
            Network(
                "mediapipe/landmarks.tflite", LANDMARKS, sha256(network()), Normalisation(mean=0.0, std=255.0), content_sha256(network())
            ),
        ),
    )
    return Bundle("small", "http://127.0.0.1:9/pose_landmarker_small.task", 1_000, "0" * 64, wheel)
