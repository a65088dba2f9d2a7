"""Imports: whose water is whose, what is mended on the way, and files that nobody should trust."""

import contextlib
import itertools
import json
import re
import resource
import shutil
import sqlite3
import stat
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import atlas
import numpy as np
import pytest
import shapely
from atlas import ATLAS, BOTH, JAPAN, RUSSIA, row
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo import check, cli, land, reportfile, summary, zones
from geo.errors import DataError, OutputError, SplashlineError, ZoneError
from geo.zones import UNDISPUTED, Zones, importing
from geo.zones.incoming import archive, claims, geojson, limits, outlines, waters
from geo.zones.load import user_folder

ROOT = Path(__file__).resolve().parent.parent
LIANCOURT_VERDICT = ROOT / "examples" / "2019-10-02.yaml"
MARINE_REGIONS = "marine_regions_v12_nw_pacific.geojson"
JAPAN_KM2 = 4_066_513  # as Marine Regions states it for mrgid 8487
ATTRIBUTION = (
    "Flanders Marine Institute, Maritime Boundaries Geodatabase, version 12, CC BY 4.0 — "
    "marineregions.org"
)
TWO_HUNDRED_NMI_KM = 370.4
FIFTY_GB = 50 * 10**9
KB = 1024
LONGEST_MESSAGE = 420
GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Places:
    """Where an import may leave something: the user's folder, and that for temporary files."""

    home: Path
    temporary: Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    places = Places(tmp_path / "home", tmp_path / "temporary")
    places.temporary.mkdir()
    monkeypatch.setenv("SPLASHLINE_HOME", str(places.home))
    monkeypatch.setattr(tempfile, "tempdir", str(places.temporary))
    return places


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def imported(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Zones:
    """The extract of Marine Regions, imported once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPLASHLINE_HOME", str(tmp_path_factory.mktemp("imported")))
        importing.import_file(reference / MARINE_REGIONS, "marine")
        loaded = zones.load("marine")
        assert len(loaded.limits.type)
        return loaded


def load(path: Path) -> Zones:
    return zones.load(path.stem)


def claimants(loaded: Zones) -> list[str]:
    return ["|".join(codes) for codes in loaded.claimants]


def record(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    return dict(found[path.name])


@contextmanager
def refused(home: Places, message: str, kind: type[SplashlineError] = DataError) -> Iterator[None]:
    """The error that is expected, on one line, and nothing left behind."""
    before = atlas.tree(home.home) if home.home.exists() else None
    with pytest.raises(kind) as caught:
        yield
    text = str(caught.value)
    assert re.search(message, text), text
    assert text.isprintable(), "one line"
    assert len(text) <= LONGEST_MESSAGE
    assert "expected" in text or "free some space" in text
    assert (atlas.tree(home.home) if home.home.exists() else None) == before
    assert list(home.temporary.iterdir()) == []


# --- Marine Regions -------------------------------------------------------------------------------


def test_claims_decide_the_verdict_of_2019(imported: Zones) -> None:
    [report] = reportfile.load(LIANCOURT_VERDICT)
    finding = check.check(report, imported)
    assert finding.chance is not None
    assert finding.chance.value < 0.05
    assert finding.dataset.attribution == ATTRIBUTION
    assert summary.of(finding)["dataset"]["attribution"] == ATTRIBUTION
    shipped = check.check(report, zones.load())
    assert shipped.chance is not None
    assert shipped.chance.value > 0.8


def test_marine_regions_is_credited_on_the_command_line_and_on_the_map(
    imported: Zones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("SPLASHLINE_HOME", str(imported.path.parent.parent))
    page = tmp_path / "map.html"
    with pytest.raises(SystemExit) as left:
        cli.main(
            ["check", str(LIANCOURT_VERDICT), "--dataset", "marine", "--json", "--map", str(page)]
        )
    assert not left.value.code
    assert json.loads(capsys.readouterr().out)["dataset"]["attribution"] == ATTRIBUTION
    assert "Flanders Marine Institute, Maritime Boundaries" in page.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["zones", "list"])
    assert "marine: Marine Regions" in capsys.readouterr().out


def test_marine_regions_claims(imported: Zones) -> None:
    found = dict(zip(claimants(imported), imported.disputed_by, strict=True))
    assert {"JPN|KOR", "JPN|RUS", "CHN|JPN|TWN", "CHN|TWN", "MHL|USA", "RUS|USA"} <= set(found)
    assert {"BGD", "IND"} <= set(found), "claims of one state"
    assert set(imported.kind) == {"eez"}
    japan = imported.rows("JPN", UNDISPUTED)
    assert sum(imported.area_km2[row] for row in japan) == pytest.approx(JAPAN_KM2, rel=1e-4)
    assert {name[0] for name in imported.names.values()} == {
        "Bangladesh – exclusive economic zone and territorial sea",
        "バングラデシュ – 排他的経済水域と領海",
        "방글라데시 – 배타적 경제수역과 영해",
    }


def test_a_claim_with_one_name_is_nobodys_when_undisputed(imported: Zones) -> None:
    """The South China Sea: China is named, the others are not."""
    [contested] = [
        row
        for row, codes in enumerate(imported.claimants)
        if codes == ("CHN",) and imported.disputed_by[row]
    ]
    assert imported.disputed_by[contested] == (claims.UNNAMED,)
    assert imported.owner(contested, UNDISPUTED) is None
    assert imported.owner(contested, "china") == "CHN"
    assert imported.names["en"][contested] == "China, others – contested waters"


def test_rows_do_not_overlap_and_edges_are_short(imported: Zones) -> None:
    tree = shapely.STRtree(imported.geometry)
    first, second = tree.query(imported.geometry, predicate="overlaps")
    assert not len(first), (first, second)
    assert shapely.is_valid(imported.geometry).all()
    assert shapely.coverage_is_valid(imported.geometry), "neighbours share their vertices"
    assert longest_edge(imported.geometry) <= outlines.LONGEST_DEG + 1e-9
    assert longest_edge(imported.limits.geometry) <= outlines.LONGEST_DEG + 1e-9


def longest_edge(shapes: Any) -> float:
    rings = shapely.get_parts(shapely.boundary(shapes) if shapes[0].area else shapes)
    xy, ring = shapely.get_coordinates(shapely.get_parts(rings), return_index=True)
    same = ring[1:] == ring[:-1]
    return float(np.hypot(*(xy[1:] - xy[:-1])[same].T).max())


def limit(loaded: Zones, *sides: str) -> Any:
    [found] = [
        line
        for line, pair in zip(loaded.limits.geometry, loaded.limits.sides, strict=True)
        if set(pair) == set(sides)
    ]
    return found


def test_outer_limits_of_marine_regions_are_not_coast(imported: Zones) -> None:
    xy = shapely.get_coordinates(limit(imported, "JPN eez", limits.HIGH_SEAS))
    shore = shapely.get_coordinates(land.detail().polygons)
    box = (shore[:, 0] > 122) & (shore[:, 0] < 157) & (shore[:, 1] > 20) & (shore[:, 1] < 47)
    shore = shore[box]
    for lon, lat in xy[:: len(xy) // 60]:
        count = len(shore)
        metres = GEOD.inv(np.full(count, lon), np.full(count, lat), *shore.T)[2].min()
        assert metres / 1000 > TWO_HUNDRED_NMI_KM - 40, (lon, lat)


def test_limits_between_states_are_found(imported: Zones) -> None:
    sides = {frozenset(pair) for pair in imported.limits.sides}
    for pair in (("JPN", "KOR"), ("JPN", "RUS"), ("KOR", "PRK"), ("JPN", "USA"), ("CHN", "KOR")):
        assert {f"{code} eez" for code in pair} in sides
    assert frozenset(("JPN eez", "PRK eez")) not in sides, "Korea lies between them in this dataset"
    assert set(imported.limits.type) == {"imported"}


def test_mouths_of_rivers_are_no_limits(imported: Zones) -> None:
    """Their closing lines lie off the coast that we know, by more than its tolerance."""
    sides = {frozenset(pair) for pair in imported.limits.sides}
    for code in ("KHM", "PRK", "SGP", "THA", "VNM"):
        assert frozenset((f"{code} eez", limits.HIGH_SEAS)) not in sides, "others lie all around"
    assert limit(imported, "CHN eez", limits.HIGH_SEAS).length < 0.3


def test_the_frame_of_a_cut_file_is_no_limit(imported: Zones) -> None:
    west, south, east, north = imported.provenance.box
    assert (west, south, east, north) == (90, 0, 180, 60)
    for line in shapely.get_parts(imported.limits.geometry):
        x, y = shapely.get_coordinates(line).T
        along = [
            (a[1:] == at) & (a[:-1] == at)
            for a, at in ((x, west), (x, east), (y, south), (y, north))
        ]
        assert not np.any(along)


# --- formats --------------------------------------------------------------------------------------


def zipped_geopackage(files: Path) -> Path:
    folder = files / "parts"
    folder.mkdir()
    atlas.geopackage(folder / "eez.gpkg", {"eez_v12": atlas.frame()})
    return atlas.zipped(files / "eez_v12.zip", folder, inside="")


def zipped_shapefiles(files: Path) -> Path:
    atlas.shapefile(files / "parts")
    atlas.lines_shapefile(files / "parts")
    return atlas.zipped(files / "World_EEZ_v11_20191118.zip", files / "parts")


def geopackage(files: Path) -> Path:
    layers = {
        "eez_v12": atlas.frame(upper=True),
        "boundaries": atlas.frame([({"line": 1}, atlas.BOUNDARY)]),
        "land": atlas.frame([({"name": "x"}, JAPAN)]),
    }
    return atlas.geopackage(files / "eez_v12.gpkg", layers)


NAMED_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}
FORMATS: dict[str, Callable[[Path], Path]] = {
    "geojson": lambda files: atlas.geojson(files / "eez_v12.geojson"),
    "geojson with a CRS": lambda files: atlas.geojson(files / "eez_v12.json", crs=NAMED_CRS),
    "shapefile": lambda files: atlas.shapefile(files / "parts"),
    "shapefile in Mercator": lambda files: atlas.shapefile(files / "parts", crs=3857),
    "zip": zipped_shapefiles,
    "zipped geopackage": zipped_geopackage,
    "geopackage": geopackage,
    "geopackage in UTM": lambda files: atlas.geopackage(
        files / "eez_v12.gpkg", {"eez": atlas.frame(crs=32658)}
    ),
}


def make(kind: str, files: Path) -> Path:
    """The atlas in one of the formats that people bring."""
    return FORMATS[kind](files)


@pytest.mark.parametrize("kind", FORMATS)
def test_formats_give_the_same_zones(kind: str, home: Places, files: Path) -> None:
    source = make(kind, files)
    before = atlas.tree(files)
    path = importing.import_file(source, "a")
    assert atlas.tree(files) == before, "the user's files are left alone"
    assert sorted(atlas.datasets()) == ["a.gpkg", "a.toml"]
    assert list(home.temporary.iterdir()) == []
    loaded = load(path)
    assert claimants(loaded) == ["JPN", "JPN|RUS", "RUS"]
    rough = 0.03 if "in" in kind.split() else 1e-9  # straight in UTM is not straight in degrees
    for shape, expected in zip(loaded.geometry, (JAPAN, BOTH, RUSSIA), strict=True):
        assert shapely.symmetric_difference(shape, expected).area <= rough
    assert {frozenset(pair) for pair in loaded.limits.sides} >= {
        frozenset(("JPN eez", "JPN|RUS eez")),
        frozenset(("JPN|RUS eez", "RUS eez")),
        frozenset(("JPN eez", limits.HIGH_SEAS)),
    }
    assert record(path)["version"] == ("11" if "v11" in source.name else "12")


@pytest.mark.parametrize(
    ("stem", "version"),
    [
        ("World_EEZ_v10_20180221", "10"),
        ("eez_v11", "11"),
        ("marine_regions_v12_nw_pacific", "12"),
        ("EEZ Version 12", "12"),
        ("eez_20231025", "not stated"),
        ("my-sev1234", "not stated"),
    ],
)
def test_the_version_stands_in_the_name(stem: str, version: str, home: Places, files: Path) -> None:
    path = importing.import_file(atlas.geojson(files / f"{stem}.geojson"))
    assert re.fullmatch(r"[\w.-]+", path.stem)
    assert load(path).provenance.version == version
    assert f"version {version}" in load(path).provenance.attribution
    assert home.home in path.parents


def test_the_record_says_where_it_comes_from(home: Places, files: Path) -> None:
    source = make("shapefile", files)
    texts: dict[str, Any] = {
        "title": 'A "title" of \\ two\nlines \U0001f30a',
        "licence": "CC0",
        "attribution": "Nobody <b>",
        "version": "12.1",
    }
    path = importing.import_file(source, "a", **texts)
    found = record(path)
    assert found["title"] == 'A "title" of \\ two lines \U0001f30a'
    assert (found["licence"], found["attribution"], found["version"]) == (
        "CC0",
        "Nobody <b>",
        "12.1",
    )
    assert found["source"] == "eez_v11.shp"
    assert [line.split("  ")[1] for line in found["source_sha256"]] == [
        "eez_v11.shp",
        "eez_v11.dbf",
        "eez_v11.prj",
    ]
    assert found["sha256"] == load(path).provenance.sha256
    assert found["box"] == [160.0, 30.0, 165.5, 32.5]
    assert home.home in path.parents


def test_the_same_file_gives_the_same_bytes(home: Places, files: Path) -> None:
    source = make("zip", files)
    first = importing.import_file(source, "a").read_bytes()
    assert importing.import_file(source, "b").read_bytes() == first
    assert home.home.exists()


def test_a_box_cuts_and_its_frame_is_no_limit(home: Places, files: Path) -> None:
    source = make("geojson", files)
    path = importing.import_file(source, "a", box=(161.0, 0.0, 164.0, 31.0))
    loaded = load(path)
    assert loaded.provenance.box == (161, 0, 164, 31)
    assert tuple(shapely.total_bounds(loaded.geometry)) == (161, 30, 164, 31)
    outer = limit(loaded, "JPN eez", limits.HIGH_SEAS)
    assert outer.bounds == (161, 30, 162, 30.25), "the south side is left"
    with refused(home, "no waters in the box"):
        importing.import_file(source, "b", box=(0.0, 0.0, 10.0, 10.0))


def test_progress_ends_at_one(home: Places, files: Path) -> None:
    seen: list[tuple[str, float]] = []
    importing.import_file(
        make("geojson", files), "a", progress=lambda step, share: seen.append((step, share))
    )
    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert seen[-1] == ("writing", 1.0)
    assert home.home.exists()


# --- whose water ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (row("200NM", "Japan"), ("JPN",)),
        (row("200 NM", "Russian Federation"), ("RUS",)),
        (row("200NM", "Japan", "Russia"), ("JPN",)),
        (row("Joint regime", "South Korea", "Japan"), ("JPN", "KOR")),
        (row("Joint regime (EEZ)", "Republic of Korea", "Japan"), ("JPN", "KOR")),
        (row("Overlapping claim", "Taiwan", "Japan", "China"), ("CHN", "JPN", "TWN")),
        (row("Disputed", "JAPAN ", "russia"), ("JPN", "RUS")),
        (row("200NM", "Ruritania", iso="RUR"), ("RUR",)),
    ],
    ids=lambda value: str(value)[:60],
)
def test_sovereigns_become_claimants(
    fields: dict[str, Any], expected: tuple[str, ...], home: Places, files: Path
) -> None:
    path = importing.import_file(atlas.geojson(files / "a.geojson", [(fields, JAPAN)]))
    assert load(path).claimants == (expected,)
    assert load(path).disputed_by == ((),)
    assert home.home.exists()


def test_a_code_given_once_counts_in_the_whole_file(home: Places, files: Path) -> None:
    areas = [
        (row("200NM", "Ruritania", iso="RUR"), JAPAN),
        (row("Overlapping claim", "Japan", "Ruritania", iso="JPN"), BOTH),
    ]
    path = importing.import_file(atlas.geojson(files / "a.geojson", areas))
    assert claimants(load(path)) == ["JPN|RUR", "RUR"]
    assert load(path).names["ja"][0] == "日本・RUR – 争いのある水域"
    assert home.home.exists()


def test_sovereigns_without_a_code_are_named(home: Places, files: Path) -> None:
    areas = [(row("200NM", "Ruritania"), JAPAN), (row("Disputed", "Japan", "Sylvania"), BOTH)]
    with refused(home, "'Ruritania', 'Sylvania'.*iso_sov1"):
        importing.import_file(atlas.geojson(files / "a.geojson", areas))


def test_a_kind_that_is_unknown_is_refused(home: Places, files: Path) -> None:
    areas = [(row("Condominium", "Japan", "Russia"), JAPAN)]
    with refused(home, "pol_type 'Condominium' is unknown.*--column"):
        importing.import_file(atlas.geojson(files / "a.geojson", areas))


def test_areas_without_a_sovereign_or_a_shape_are_left_out_and_counted(
    home: Places, files: Path
) -> None:
    areas = [*ATLAS, (row("Overlapping claim"), BOTH), (row("200NM", "Japan"), None)]
    path = importing.import_file(atlas.geojson(files / "a.geojson", areas))
    assert claimants(load(path)) == ["JPN", "JPN|RUS", "RUS"]
    notes = importing.notes_of(path)
    assert "areas that named no sovereign and were left out: 1" in notes
    assert "areas that had no outline and were left out: 1" in notes
    assert "the territorial sea, internal and archipelagic waters count as EEZ" in notes
    assert home.home.exists()


def test_a_column_of_codes_or_names(home: Places, files: Path) -> None:
    areas = [
        ({"Owner": "jpn"}, JAPAN),
        ({"Owner": "日本 | Russia"}, BOTH),
        ({"Owner": "Russian Federation"}, RUSSIA),
        ({"Owner": "XYZ"}, shapely.box(170, 30, 171, 31)),
    ]
    source = atlas.geopackage(files / "my zones.gpkg", {"zones": atlas.frame(areas)})
    path = importing.import_file(source, column="owner")
    assert path.stem == "my-zones"
    loaded = load(path)
    assert claimants(loaded) == ["JPN", "JPN|RUS", "RUS", "XYZ"]
    assert loaded.provenance.licence == "licence not stated"
    assert loaded.provenance.attribution == "my zones, licence not stated"
    assert loaded.names["ko"][0] == "일본 – 가져온 수역"
    assert importing.notes_of(path) == [
        "states without names and views here, not to be asked about: XYZ"
    ]
    assert home.home.exists()


def test_a_column_that_is_not_there(home: Places, files: Path) -> None:
    source = atlas.geojson(files / "a.geojson", [({"Owner": "JPN", "x": 1}, JAPAN)])
    with refused(home, "no column 'owned'.*'owner', 'x'", ZoneError):
        importing.import_file(source, column="owned")
    with refused(home, "columns 'owner', 'x'; expected pol_type.*--column", ZoneError):
        importing.import_file(source)


@pytest.mark.parametrize("value", ["Atlantis", "Jap", "", None, 7])
def test_a_column_with_no_states(value: Any, home: Places, files: Path) -> None:
    areas = [({"owner": "JPN"}, JAPAN), ({"owner": value}, BOTH)]
    with refused(home, "names no state"):
        importing.import_file(atlas.geojson(files / "a.geojson", areas), column="owner")


# --- outlines -------------------------------------------------------------------------------------


def alone(shape: Any, files: Path, **options: Any) -> Zones:
    """A dataset of one area, Japan's."""
    areas = [(row("200NM", "Japan"), shape)]
    return load(importing.import_file(atlas.geojson(files / "one.geojson", areas), **options))


def test_outlines_that_cross_themselves_are_repaired_and_counted(home: Places, files: Path) -> None:
    bow_tie = shapely.Polygon([(150, 30), (152, 32), (152, 30), (150, 32)])
    loaded = alone(bow_tie, files)
    assert loaded.geometry[0].area == pytest.approx(2.0)
    assert shapely.is_valid(loaded.geometry).all()
    assert "areas that crossed themselves and were repaired: 1" in importing.notes_of(loaded.path)
    assert home.home.exists()


def test_an_outline_without_area_is_refused(home: Places, files: Path) -> None:
    flat = shapely.Polygon([(150, 30), (152, 32), (151, 31)])
    with refused(home, r"one.geojson, row 1 \('200NM of Japan'\) has no area left"):
        alone(flat, files)


FIJI_LIKE = {
    "beyond 180": shapely.box(175, -20, 185, -15),
    "beyond -180": shapely.box(-185, -20, -175, -15),
    "jumping": shapely.Polygon([(175, -20), (-175, -20), (-175, -15), (175, -15)]),
    "jumping, with a hole": shapely.Polygon(
        [(175, -20), (-175, -20), (-175, -15), (175, -15)],
        [[(179, -18), (-179, -18), (-179, -17), (179, -17)]],
    ),
    "cut": shapely.MultiPolygon(
        [shapely.box(175, -20, 180, -15), shapely.box(-180, -20, -175, -15)]
    ),
}


@pytest.mark.parametrize("how", FIJI_LIKE)
def test_waters_across_180(how: str, home: Places, files: Path) -> None:
    loaded = alone(FIJI_LIKE[how], files)
    shape = loaded.geometry[0]
    assert shape.area == pytest.approx(48 if "hole" in how else 50)
    assert shape.bounds == (-180, -20, 180, -15)
    assert shapely.contains_xy(shape, [177, -177, 0], [-16, -16, -16]).tolist() == [
        True,
        True,
        False,
    ]
    outer = shapely.get_coordinates(limit(loaded, "JPN eez", limits.HIGH_SEAS))
    edges = {(float(a[0]), float(b[0])) for a, b in itertools.pairwise(outer)}
    assert not {(180, 180), (-180, -180)} & edges, "180° is no limit"
    assert home.home.exists()


def test_waters_that_meet_at_180(home: Places, files: Path) -> None:
    areas = [
        (row("200NM", "Japan"), shapely.box(175, -20, 180, -15)),
        (row("200NM", "Russia"), shapely.box(-180, -20, -175, -15)),
    ]
    loaded = load(importing.import_file(atlas.geojson(files / "a.geojson", areas)))
    assert limit(loaded, "JPN eez", "RUS eez").length == 5
    assert home.home.exists()


def test_an_outline_around_the_pole_is_kept_when_cut(home: Places, files: Path) -> None:
    shape = shapely.Polygon([(-180, -90), (180, -90), (180, -60), (0, -65), (-180, -60)])
    assert alone(shape, files).geometry[0].area == pytest.approx(shape.area)
    wound = shapely.Polygon([(0, -60), (90, -60), (179, -60), (-179, -60), (-90, -60)])
    with refused(home, "outline round a pole"):
        alone(wound, files)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (shapely.box(30, 131, 40, 132), "latitude 131 to 132.*longitude stands first"),
        (shapely.box(600, 30, 610, 31), "longitude 600 to 610"),
        (shapely.Point(1, 2), "holds Point; expected polygons alone"),
        (shapely.LineString([(1, 2), (3, 4)]), "holds LineString"),
    ],
    ids=["swapped", "far", "point", "line"],
)
def test_shapes_that_are_no_waters(shape: Any, message: str, home: Places, files: Path) -> None:
    with refused(home, message):
        alone(shape, files)


def test_numbers_that_are_none(home: Places, files: Path) -> None:
    text = atlas.geojson(files / "a.geojson").read_text(encoding="utf-8")
    for number, message in (("1e999", "infinite"), ("NaN", "no JSON"), ('"x"', "feature 1")):
        bad = files / "bad.geojson"
        bad.write_text(text.replace("160.0", number), encoding="utf-8")
        with refused(home, message):
            importing.import_file(bad)


def test_straight_edges_stay_straight_where_they_were_drawn(home: Places, files: Path) -> None:
    """An edge along a parallel in degrees bends by kilometres if it is kept straight in UTM."""
    wide = shapely.box(155, 49, 163, 51)
    utm = atlas.frame([(row("200NM", "Japan"), wide)]).to_crs(32657)
    source = atlas.geopackage(files / "a.gpkg", {"a": utm})
    shape = load(importing.import_file(source)).geometry[0]
    corners = shapely.transform(shapely.segmentize(utm.geometry.iloc[0], 500), _from_utm)
    assert shapely.hausdorff_distance(shape, corners) < 1e-4
    assert longest_edge([shape]) <= outlines.LONGEST_DEG + 1e-9
    assert home.home.exists()


def _from_utm(xy: Any) -> Any:
    from pyproj import Transformer

    return np.column_stack(Transformer.from_crs(32657, 4326, always_xy=True).transform(*xy.T))


def test_a_file_that_needs_too_many_vertices(
    home: Places, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlines, "_MOST_VERTICES", 100)
    source = make("geojson", files)
    with refused(home, "would need .* vertices"):
        importing.import_file(source)


def test_overlaps_are_claimed_by_both(home: Places, files: Path) -> None:
    areas = [
        (row("200NM", "Japan"), shapely.box(150, 30, 153, 32)),
        (row("200NM", "Russia"), shapely.box(152, 30, 155, 32)),
        (row("Joint regime", "Japan", "China"), shapely.box(150, 30, 151, 31)),
    ]
    path = importing.import_file(atlas.geojson(files / "a.geojson", areas))
    loaded = load(path)
    area = dict(zip(claimants(loaded), shapely.area(loaded.geometry), strict=True))
    assert area == pytest.approx({"CHN|JPN": 1, "JPN": 3, "JPN|RUS": 2, "RUS": 4})
    assert "areas that overlap: there, the claimants of both count: 1" in importing.notes_of(path)
    assert home.home.exists()


boxes = st.builds(
    lambda x, y, w, h: shapely.box(x, y, x + w, y + h),
    *[st.integers(0, 12), st.integers(0, 12), st.integers(1, 6), st.integers(1, 6)],
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(("A", "B", "C")), boxes), min_size=1, max_size=7))
def test_waters_are_a_partition(areas: list[tuple[str, Any]]) -> None:
    shapes = np.array([shape for _, shape in areas], dtype=object)
    rows, _ = waters.dissolved([claims.Claim((code,)) for code, _ in areas], shapes)
    assert len({row.claim for row in rows}) == len(rows)
    geometry = np.array([row.geometry for row in rows], dtype=object)
    assert shapely.area(geometry).sum() == pytest.approx(shapely.union_all(shapes).area)
    for code in ("A", "B", "C"):
        own = [row.geometry for row in rows if code in row.claim.claimants]
        drawn = [shape for name, shape in areas if name == code]
        difference = shapely.symmetric_difference(shapely.union_all(own), shapely.union_all(drawn))
        assert difference.area == pytest.approx(0, abs=1e-9)
    found = limits.find(rows, None)
    sides = {side for each in found for side in each.sides} - {limits.HIGH_SEAS}
    assert sides == {row.side for row in rows}, "every water has a limit"


def test_neighbours_that_share_no_vertices(home: Places, files: Path) -> None:
    areas = [
        (row("200NM", "Japan"), shapely.box(160, 30, 162, 32)),
        (
            row("200NM", "Russia"),
            shapely.Polygon([(162.001, 30), (164, 30), (164, 32), (162.0005, 32)]),
        ),
    ]
    loaded = load(importing.import_file(atlas.geojson(files / "a.geojson", areas)))
    between = limit(loaded, "JPN eez", "RUS eez")
    assert shapely.bounds(between)[[0, 2]] == pytest.approx([162, 162.001])
    assert between.length == pytest.approx(4, rel=1e-3), "both copies"
    assert home.home.exists()


def test_coasts_and_islets_are_no_limits(home: Places, files: Path) -> None:
    """A made-up zone around Hachijo-jima, cut along a made-up land border through Honshu."""
    sea = shapely.box(138, 32, 142, 36)
    around = shapely.box(137, 31, 143, 37)
    near = land.detail().polygons[land.detail().tree.query(around)]
    zone = shapely.difference(sea, shapely.union_all(near))
    islet = shapely.Point(141.5, 32.5).buffer(0.05)
    zone = max(shapely.get_parts(zone), key=lambda part: part.area).difference(islet)
    loaded = alone(zone, files, box=(130.0, 30.0, 142.0, 40.0))
    outer = limit(loaded, "JPN eez", limits.HIGH_SEAS)
    west, south, east, _ = outer.bounds
    assert (west, south) == (138, 32)
    drawn = (142 - 138) + (34.6 - 32) + (142 - 140.65)  # south, west and north, up to the coast
    assert outer.length == pytest.approx(drawn, abs=0.1), "the frame and the coast are not"
    assert east == 142
    assert home.home.exists()


# --- files that nobody should trust ---------------------------------------------------------------


def test_files_without_a_crs(home: Places, files: Path) -> None:
    shape = make("shapefile", files)
    shape.with_suffix(".prj").unlink()
    table = atlas.frame().set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="crs"):
        package = atlas.geopackage(files / "a.gpkg", {"a": table})
    null = atlas.geojson(files / "null.geojson", crs=None)
    for source in (shape, package, null):
        with refused(home, "has no CRS.*set the CRS in a GIS"):
            importing.import_file(source, "a")


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "link", "properties": {"href": "http://192.0.2.1/crs", "type": "proj4"}},
        {"type": "name", "properties": {"name": "+init=/etc/passwd:root"}},
        {"type": "name", "properties": {"name": "http://192.0.2.1/4326"}},
        {"type": "name", "properties": {"name": "EPSG:999999"}},
        {"type": "name", "properties": {}},
        "EPSG:4326",
    ],
    ids=lambda crs: json.dumps(crs)[:50],
)
def test_a_crs_that_leads_elsewhere(crs: Any, home: Places, files: Path) -> None:
    with refused(home, "names its CRS in a way that cannot be read"):
        importing.import_file(atlas.geojson(files / "a.geojson", crs=crs))


def test_empty_layers(home: Places, files: Path) -> None:
    nothing = atlas.frame().iloc[:0]
    sources = (
        atlas.geojson(files / "a.geojson", []),
        atlas.geopackage(files / "a.gpkg", {"a": nothing}),
        atlas.geojson(files / "b.geojson", [(row("200NM", "Japan"), None)]),
    )
    for source in sources:
        with refused(home, "is empty"):
            importing.import_file(source)


def test_layers_without_polygons(home: Places, files: Path) -> None:
    lines = atlas.lines_shapefile(files)
    (files / "parts").mkdir()
    atlas.lines_shapefile(files / "parts")
    for source in (lines, atlas.zipped(files / "lines.zip", files / "parts")):
        with refused(home, "has no polygons"):
            importing.import_file(source)


def test_several_layers_of_polygons(home: Places, files: Path) -> None:
    two = atlas.geopackage(files / "a.gpkg", {"one": atlas.frame(), "two": atlas.frame()})
    with refused(home, r"2 layers of polygons \(a.gpkg, layer one, a.gpkg, layer two\)"):
        importing.import_file(two)


@pytest.mark.parametrize("kind", ["zip", "geojson", "geopackage", "shapefile"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.98])
def test_files_that_are_cut_off(kind: str, share: float, home: Places, files: Path) -> None:
    source = make(kind, files)
    whole = source.read_bytes()
    source.write_bytes(whole[: int(len(whole) * share)])
    with refused(home, "cut off|cannot be read"):
        importing.import_file(source, "a")


def test_a_table_that_is_cut_off(home: Places, files: Path) -> None:
    source = make("shapefile", files)
    table = source.with_suffix(".dbf")
    table.write_bytes(table.read_bytes()[:-100])
    with refused(home, r"eez_v11.shp is cut off \(.dbf\)"):
        importing.import_file(source, "a")
    source.with_suffix(".shx").unlink()
    table.unlink()
    with refused(home, "eez_v11.shp cannot be read"):
        importing.import_file(source, "a")


def test_a_geopackage_that_is_being_written(home: Places, files: Path) -> None:
    source = make("geopackage", files)
    with contextlib.closing(sqlite3.connect(source)) as store:
        store.execute("PRAGMA journal_mode = wal")
        store.execute("CREATE TABLE more (x)")
        with refused(home, "is open in another program"):
            importing.import_file(source)
    before = atlas.tree(files)
    importing.import_file(source)
    assert atlas.tree(files) == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.geojson", b"", "no format"),
        ("a.geojson", b"{}", "no GeoJSON"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": {"a": 1}}', "no GeoJSON"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [7]}', "feature 1"),
        ("a.geojson", b"[" * 100, "no format"),
        ("a.geojson", b'{"a":' * 100_000, "cut off or no JSON"),
        ("a.geojson", b'{"a": "\xff"}', "cut off or no JSON"),
        ("a.geojson", b"<OGRVRTDataSource><x>/etc/passwd</x></OGRVRTDataSource>", "no format"),
        ("a.shp", b"PK\x03\x04 nothing more", "cut off"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 200, "cannot be read"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "holds no map layer"),
        ("a\n.zip", b"GIF89a", r"a\\n.zip is in no format"),
    ],
)
def test_files_that_are_something_else(
    name: str, content: bytes, message: str, home: Places, files: Path
) -> None:
    source = files / name
    source.write_bytes(content)
    with refused(home, message):
        importing.import_file(source, "a")


def test_files_that_are_not_there(home: Places, files: Path) -> None:
    for source in (files, files / "nowhere.zip", files / "nowhere" / "a.shp"):
        with refused(home, "cannot be read"):
            importing.import_file(source, "a")


def test_a_zip_that_claims_fifty_gigabytes(home: Places, files: Path) -> None:
    bomb = atlas.raw_zip(files / "a.zip", [("eez.shp", b"x", FIFTY_GB, 0o644)])
    with refused(home, r"unpacks to 50\.0 GB or more; expected at most 4\.3 GB"):
        importing.import_file(bomb)
    many = [(f"{n}.shp", b"x", FIFTY_GB // 20, 0o644) for n in range(20)]
    with refused(home, r"unpacks to 50\.0 GB"):
        importing.import_file(atlas.raw_zip(files / "b.zip", many))


def test_a_zip_of_nothing_but_zeros(home: Places, files: Path) -> None:
    with zipfile.ZipFile(files / "a.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("eez.shp", b"\0" * (archive.RATIO_FROM_BYTES + 1))
    with refused(home, "times its size; expected at most 200 times"):
        importing.import_file(files / "a.zip")


def test_what_is_unpacked_is_counted_too(
    home: Places, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make("zip", files)
    monkeypatch.setattr(archive, "_refuse", lambda *_: None)
    with zipfile.ZipFile(source) as whole:
        size = sum(entry.file_size for entry in whole.infolist())
    into = home.temporary / "x"
    into.mkdir()
    with pytest.raises(DataError, match="unpacks to"):
        archive.unpack(source, into, limit_bytes=size // 4)
    shutil.rmtree(into)
    lying = atlas.raw_zip(files / "lying.zip", [("eez.shp", b"x" * 100 * KB, KB, 0o644)])
    with refused(home, "cut off or damaged|cannot be read"):
        importing.import_file(lying)


LINK = stat.S_IFLNK | 0o777


@pytest.mark.parametrize(
    ("name", "mode", "message"),
    [
        ("../../evil.shp", 0o644, "leads outside its folder"),
        ("/etc/evil.shp", 0o644, "leads outside its folder"),
        ("a/../../evil.shp", 0o644, "leads outside its folder"),
        ("..\\..\\evil.shp", 0o644, "leads outside its folder"),
        ("C:\\evil.shp", 0o644, "leads outside its folder"),
        ("\\\\host\\evil.shp", 0o644, "leads outside its folder"),
        ("eez.shp", LINK, "is a link or a device"),
        ("readme.txt", LINK, "is a link or a device"),
        ("eez.shp", stat.S_IFIFO | 0o644, "is a link or a device"),
    ],
)
def test_a_zip_that_leads_outside(
    name: str, mode: int, message: str, home: Places, files: Path
) -> None:
    before = atlas.tree(files.parent)
    source = atlas.raw_zip(files / "a.zip", [(name, b"/etc/passwd", 11, mode)])
    with refused(home, message):
        importing.import_file(source)
    source.unlink()
    assert atlas.tree(files.parent) == before
    assert not Path("/etc/evil.shp").exists()


def test_zips_that_are_odd(home: Places, files: Path) -> None:
    twice = atlas.raw_zip(files / "twice.zip", [("a.shp", b"x", 1, 0), ("A.SHP", b"y", 1, 0)])
    with refused(home, "has 'A.SHP' twice"):
        importing.import_file(twice)
    many = atlas.raw_zip(files / "many.zip", [(f"{n}", b"", 0, 0) for n in range(10_001)])
    with refused(home, "10,001 entries"):
        importing.import_file(many)
    with zipfile.ZipFile(files / "lzma.zip", "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.shp", b"x")
    with refused(home, "packed in an unusual way"):
        importing.import_file(files / "lzma.zip")
    locked = bytearray(make("zip", files).read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := locked.find(mark, place + 1)) >= 0:
            locked[place + at] |= 1
    (files / "locked.zip").write_bytes(locked)
    with refused(home, "is encrypted"):
        importing.import_file(files / "locked.zip")


def test_a_geopackage_whose_layer_is_a_query(home: Places, files: Path) -> None:
    source = make("geopackage", files)
    with sqlite3.connect(source) as store:
        store.execute("ALTER TABLE land RENAME TO kept")
        store.execute("CREATE VIEW land AS SELECT * FROM kept")
        store.execute("UPDATE gpkg_contents SET table_name = 'land' WHERE table_name = 'kept'")
    store.close()
    with refused(home, "layer 'land' that is a query"):
        importing.import_file(source)


def test_files_that_are_too_large(
    home: Places, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make("geojson", files)
    with monkeypatch.context() as patch, refused(home, "GB of GeoJSON"):
        patch.setattr(geojson, "LIMIT_BYTES", 100)
        importing.import_file(source)
    with source.open("r+b") as file:
        file.truncate(archive.LIMIT_BYTES + 1)  # sparse: it takes no room
    with refused(home, "has 4.3 GB; expected at most"):
        importing.import_file(source)


# --- names, and what stands there already ---------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../a",
        "a/b",
        "a\\b",
        ".hidden",
        "a.",
        "a b",
        "a\0",
        "a\n",
        "x" * 65,
        "NUL",
        "-a",
    ],
)
def test_names_that_cannot_be_used(name: str, home: Places, files: Path) -> None:
    source = make("geojson", files)
    with refused(home, "cannot name a dataset.*--name", ZoneError):
        importing.import_file(source, name)


@pytest.mark.parametrize("name", ["splashline", "Splashline"])
def test_the_shipped_zones_keep_their_name(name: str, home: Places, files: Path) -> None:
    with refused(home, "name of the zones that ship", ZoneError):
        importing.import_file(make("geojson", files), name)
    with refused(home, "name of the zones that ship", ZoneError):
        importing.import_file(atlas.geojson(files / "splashline.geojson"))


def test_zones_in_use_survive_a_failed_import(home: Places, files: Path) -> None:
    good = make("geojson", files)
    importing.import_file(good, "a")
    bad = files / "bad.geojson"
    bad.write_bytes(good.read_bytes()[:-40])
    with refused(home, "cut off"):
        importing.import_file(bad, "a")
    importing.import_file(atlas.geojson(files / "b.geojson", ATLAS[:1]), "a")
    assert claimants(zones.load("a")) == ["JPN"]
    assert sorted(atlas.datasets()) == ["a.gpkg", "a.toml"]


@contextmanager
def nearly_full(limit_bytes: int) -> Iterator[None]:
    """No file may grow beyond a limit: what a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("limit_kb", [0, 4, 60])
@pytest.mark.parametrize("before", ["nothing", "a dataset"])
def test_a_full_disk(limit_kb: int, before: str, home: Places, files: Path) -> None:
    source = make("geojson", files)
    if before == "a dataset":
        importing.import_file(source, "a")
    with refused(home, "could not be written.*untouched", OutputError), nearly_full(limit_kb * KB):
        importing.import_file(source, "a")


def test_a_full_disk_while_unpacking(home: Places, files: Path) -> None:
    source = make("zip", files)
    with refused(home, "could not be unpacked.*free some space", OutputError), nearly_full(100):
        importing.import_file(source, "a")


def test_a_folder_that_cannot_be_written(home: Places, files: Path) -> None:
    home.home.write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="SPLASHLINE_HOME"):
        importing.import_file(make("geojson", files), "a")
    assert home.home.is_file()


def test_a_swap_that_fails_halfway_goes_back(
    home: Places, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make("geojson", files)
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.suffix == ".gpkg":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with refused(home, "No space left on device", OutputError):
        importing.import_file(source, "a")
    monkeypatch.setattr(Path, "replace", replace)
    importing.import_file(source, "a", title="first")
    monkeypatch.setattr(Path, "replace", fail)
    with refused(home, "No space left on device", OutputError):
        importing.import_file(source, "a", title="second")


def test_the_command_line(home: Places, files: Path, capsys: Any) -> None:
    source = make("zip", files)
    with pytest.raises(SystemExit) as left:
        cli.main(["zones", "import", str(source), "--name", "mine", "--title", "Mine"])
    assert not left.value.code
    out = capsys.readouterr().out
    assert out.startswith("Mine (11), CC BY 4.0: 3 waters\nFlanders Marine Institute")
    assert out.endswith("use it with --dataset mine\n")
    with pytest.raises(SystemExit):
        cli.main(["zones", "info", "--dataset", "mine"])
    assert "JPN|RUS" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        cli.main(["zones", "import", str(files / "nowhere.zip")])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert user_folder().parent == home.home
