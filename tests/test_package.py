"""The wheel: built, unpacked elsewhere, and used without the checkout."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytest.importorskip("hatchling", reason="needs hatchling: make test installs it")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, *arguments: str) -> str:
    """What the command prints, with the wheel's modules in place of the checkout's."""
    code = f"import sys; sys.path.insert(0, {str(site)!r}); from geo.cli import main; main()"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=site.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": "", "HOME": str(site.parent)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_code_data_and_licences(unpacked: Path) -> None:
    data = unpacked / "geo" / "data"
    for name in ("eez/zones.gpkg", "basemap/land.gpkg", "places/landmarks.csv"):
        assert (data / name).read_bytes() == (ROOT / "data" / name).read_bytes()
    (info,) = unpacked.glob("*.dist-info")
    text = (info / "METADATA").read_text(encoding="utf-8")
    assert "License-Expression: Apache-2.0 AND ODbL-1.0" in text
    assert {path.name for path in (info / "licenses").rglob("LICENSE")} == {"LICENSE"}
    assert len(list((info / "licenses").rglob("LICENSE"))) == 2
    assert not list(unpacked.rglob("__pycache__"))
    assert {path.name for path in unpacked.iterdir()} == {"geo", info.name}


def test_the_wheel_answers_from_its_own_data(unpacked: Path) -> None:
    asked = ("check", "--place", "Pyongyang", "--range", "about 1100 km", "--direction", "NE")
    found = json.loads(run(unpacked, *asked, "--json"))
    assert 0.05 < found["chance_inside"] < 0.95
    page = unpacked.parent / "map.html"
    run(unpacked, *asked, "--map", str(page))
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    where = run(unpacked, "zones", "list")
    assert str(unpacked / "geo" / "data" / "eez" / "zones.gpkg") in where
