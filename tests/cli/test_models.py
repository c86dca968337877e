"""`coach models` says what is there, and fetches what is not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli import main
from models.status import ModelStatus
from models.weights import WeightsUnavailable


def status(model, size=None, origin=None):
    return ModelStatus(model, Path(f"/cache/{model}.task"), size, origin)


def test_each_model_is_listed_with_what_to_do(monkeypatch):
    monkeypatch.delenv("COACH_MODEL_FILE", raising=False)
    there = (status("lite"), status("full", 9_398_198, "official bundle"), status("heavy", 12, None))
    monkeypatch.setattr("models.status.list_models", lambda: there)

    lines = [" ".join(line.split()) for line in CliRunner().invoke(main, ["models"]).stdout.splitlines()]

    assert lines == [
        "model size state",
        "lite not here yet: coach models fetch lite",
        "full 9.4 MB ready (official bundle)",
        "heavy 0.0 MB damaged: delete heavy.task and fetch it again",
        "",
        f"in {Path('/cache')}",
    ]


def test_a_file_that_is_used_instead_is_named(monkeypatch):
    monkeypatch.setenv("COACH_MODEL_FILE", "my_own.task")
    monkeypatch.setattr("models.status.list_models", lambda: (status("lite"),))

    assert "COACH_MODEL_FILE is set, so my_own.task is used instead" in CliRunner().invoke(main, ["models"]).stdout


@pytest.mark.parametrize(("words", "model"), [((), "full"), (("heavy",), "heavy")])
def test_fetch_fetches_the_named_model_or_full(monkeypatch, words, model):
    def fetch_model(name, *, progress):
        progress("the pose model", 1, 1)
        return status(name, 1, "official bundle")

    monkeypatch.setattr("models.status.fetch_model", fetch_model)

    result = CliRunner().invoke(main, ["models", "fetch", *words])

    assert (result.exit_code, result.stdout) == (0, f"{model} is ready: {Path(f'/cache/{model}.task')}\n")


def test_when_nothing_leads_to_a_model_the_reason_is_told(monkeypatch):
    def fetch_model(name, *, progress):
        raise WeightsUnavailable("No way led to the weights.")

    monkeypatch.setattr("models.status.fetch_model", fetch_model)

    result = CliRunner().invoke(main, ["models", "fetch"])

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "coach: No way led to the weights.\n")


def test_a_model_that_is_not_in_the_catalogue_is_bad_use():
    assert CliRunner().invoke(main, ["models", "fetch", "huge"]).exit_code == 2
