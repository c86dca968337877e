"""What `coach models` says of the cache."""

import pytest

import models.status
from models.bundle import write_recorded
from models.catalogue import BUNDLES
from models.status import fetch_model, list_models


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(models.status, "cache_folder", lambda: tmp_path)
    return tmp_path


def test_all_models_are_listed_the_fastest_first(cache):
    assert [status.model for status in list_models()] == ["lite", "full", "heavy"]


def test_an_absent_model_is_listed_with_the_place_for_it(cache):
    lite = list_models()[0]

    assert lite.path == cache / "pose_landmarker_lite.task"
    assert lite.bytes is None
    assert not lite.is_checked


def test_a_damaged_model_is_not_checked(cache):
    (cache / "pose_landmarker_lite.task").write_bytes(b"half")

    assert list_models()[0].bytes == 4
    assert not list_models()[0].is_checked


def test_a_model_built_from_the_wheel_says_so(cache):
    write_recorded(cache / "pose_landmarker_full.task", b"built")

    assert list_models()[1].origin == "older wheel"


def test_a_fetched_model_is_checked(cache, official, monkeypatch):
    monkeypatch.setattr(models.status, "BUNDLES", {**BUNDLES, "small": official})

    assert not list_models()[-1].is_checked
    assert fetch_model("small").is_checked
    assert list_models()[-1].origin == "official bundle"
