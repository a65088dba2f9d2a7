"""What is installed, what is missing, and what to do about it."""

import shutil
from importlib import metadata
from pathlib import Path

import pytest

from geo import datafiles, doctor

REQUIREMENTS = [
    "numpy>=2.0",
    "scipy>=1.14; extra == 'build'",
    'no-such-library-anywhere>=1; extra == "cluster"',
    "pytest; extra == 'test'",
]


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: REQUIREMENTS)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")


def by_name() -> dict[str, doctor.Item]:
    return {item.name: item for item in doctor.examine()}


@pytest.mark.usefixtures("_installed")
def test_optional_parts_name_the_command_that_adds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = by_name()
    assert found["libraries"].state == "ok"
    assert "numpy" in found["libraries"].detail
    assert found["extra build"].state == "ok"
    assert found["extra cluster"].state == "missing"
    assert found["extra cluster"].remedy == "pip install 'splashline[cluster]'"
    assert "extra test" not in found, "only contributors need it"
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert by_name()["extra build"].state == "missing"
    assert "npm" in by_name()["extra build"].remedy


def test_a_missing_library_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: ["no-such-library-anywhere>=1"])
    item = by_name()["libraries"]
    assert item.state == "broken"
    assert "no-such-library-anywhere" in item.detail
    assert item.remedy


def test_data_are_checked_against_their_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert by_name()["data"].state == "ok"
    copy = tmp_path / "data"
    shutil.copytree(datafiles.root(), copy)
    monkeypatch.setattr(datafiles, "root", lambda: copy)
    (copy / "eez" / "islands.csv").write_text("island\n", encoding="utf-8")
    (copy / "places" / "seas.geojson").unlink()
    item = by_name()["data"]
    assert item.state == "broken"
    assert "eez/islands.csv is not the recorded one" in item.detail
    assert "places/seas.geojson is missing" in item.detail


def test_a_damaged_dataset_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPLASHLINE_HOME", str(tmp_path))
    (tmp_path / "zones").mkdir()
    (tmp_path / "zones" / "mine.gpkg").write_bytes(b"no database")
    found = by_name()
    assert found["zones splashline"].state == "ok"
    assert found["zones mine"].state == "broken"
    assert "--name mine" in found["zones mine"].remedy
