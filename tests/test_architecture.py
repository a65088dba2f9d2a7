"""Imports point one way, each module stands alone, and what is heavy loads where it is used."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "geo"

# From the ground up. A module or package may import from rows above its own; what stands inside a
# package may import from each other, without circles.
LAYERS = (
    ("geo", "errors"),
    ("datafiles", "geodesy", "geopackage", "spreads", "text"),
    ("dateline", "files", "land", "measure", "places", "prior"),
    ("ballistics", "report", "splash", "zones"),
    ("assess", "doctor", "reading", "reportfile"),
    ("finding", "intake", "tables"),
    ("wording",),
    ("flight", "notewords"),
    ("basis", "check", "reach"),
    ("backtest", "brief", "terminal"),
    ("maps", "summary"),
    ("batch", "export"),
    ("cli", "notebook"),
    ("__main__",),
)
# The one exception: a finding shows itself in notebooks through what stands above it.
LATE = {("finding", "notebook")}
RANK = {unit: rank for rank, layer in enumerate(LAYERS) for unit in layer}

# Libraries that only some may import: they are slow to load, or belong behind one door.
DOORS = {
    "pyproj": {"geodesy", "zones.building", "zones.incoming"},
    "scipy": {"zones.building"},
    "geopandas": {"zones", "export", "tables"},
    "pandas": {"export", "notebook"},
    "pyogrio": {"zones.building", "zones.incoming", "export", "tables"},
    "openpyxl": {"tables"},
    "pyarrow": {"tables"},
    "distributed": {"batch.cluster"},
    "folium": {"maps"},
    "branca": {"maps"},
    "xstatic": {"maps"},
    "matplotlib": {"maps"},
    "contourpy": {"maps"},
    "roaring_landmask": {"zones.building"},
    "rich": {"terminal", "cli"},
    "typer": {"cli"},
    "yaml": {"report.plainyaml", "reportfile"},
    "rapidfuzz": {"places"},
    "selectolax": {"reading"},
    "pypdf": {"reading"},
    "pydantic": {"measure", "report"},
}
HEAVY = {"geopandas", "pandas", "folium", "matplotlib", "scipy", "pyogrio", "branca", "openpyxl"}
HEAVY |= {"pyarrow", "distributed", "dask", "selectolax", "pypdf"}


def module_name(path: Path) -> str:
    """Dotted name below the package, ``geo`` for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts) or "geo"


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def unit(module: str) -> str:
    """The row entry that a module falls under: the module or package right below ``geo``."""
    return module.partition(".")[0]


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Everything that a module imports, wherever in it, as full dotted names."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            source = node.module or ""
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                known = inner.removeprefix("geo.") in FILES
                yield inner if source.startswith("geo") and known else source


def own_imports(module: str) -> set[str]:
    """The modules of this package that a module imports."""
    found = {name.removeprefix("geo.") for name in imports(FILES[module]) if name.startswith("geo")}
    found = {name for name in found if (module, name) not in LATE}
    return {name for name in found if name in FILES} - {module}


def run(code: str, *arguments: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "error", "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_has_a_row_and_every_row_a_module() -> None:
    assert sorted({unit(module) for module in FILES} - set(RANK)) == [], "give it a row in LAYERS"
    assert sorted(set(RANK) - set(FILES)) == [], "no such module"
    assert len(RANK) == sum(map(len, LAYERS)), "a module has two rows"


def test_the_page_on_structure_has_the_same_rows() -> None:
    page = (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| (.*) \|$", page, re.MULTILINE))
    told = [set(re.findall(r"`([a-z]+)`", rows[str(number)])) for number in range(1, len(rows) + 1)]
    assert told == [set(layer) - {"geo", "__main__"} for layer in LAYERS[: len(rows)]]
    assert {name for layer in LAYERS[len(rows) :] for name in layer} == {"__main__"}


@pytest.mark.parametrize("module", FILES)
def test_imports_point_down(module: str) -> None:
    mine = unit(module)
    wrong = [
        name
        for name in own_imports(module)
        if unit(name) != mine and RANK.get(unit(name), -1) >= RANK.get(mine, -1)
    ]
    assert wrong == [], f"{module} imports {wrong} from its own row or a later one"


def test_no_imports_run_in_a_circle() -> None:
    graph = {module: own_imports(module) for module in FILES}
    # a package's __init__ gathers names from its modules; these do not ask the package for them
    for module, wanted in graph.items():
        package = module.rpartition(".")[0]
        assert package not in wanted or graph[package] == set(), f"{module} imports its own package"
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("library", DOORS)
def test_libraries_stay_behind_their_doors(library: str) -> None:
    users = {
        module
        for module, path in FILES.items()
        if any(name.partition(".")[0] == library for name in imports(path))
    }
    doors = {f"{door}." for door in DOORS[library]}
    assert [user for user in users if not any(f"{user}.".startswith(door) for door in doors)] == []


def test_each_module_imports_alone() -> None:
    """Each in turn with nothing else of the package loaded, in an interpreter of their own."""
    code = """
import importlib, json, sys
failed = {}
for name in sys.argv[1:]:
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == "geo"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception as error:
        failed[name] = repr(error)
print(json.dumps(failed))
"""
    names = ["geo" if module == "geo" else f"geo.{module}" for module in FILES]
    assert json.loads(run(code, *names)) == {}


def test_importing_says_and_reads_nothing() -> None:
    code = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import geo.cli, geo.check, geo.zones, geo.places, geo.land, geo.prior, geo.maps, geo.export
print([path for path in opened if "/data/" in path and path.startswith(sys.argv[1])])
"""
    assert run(code, str(ROOT)) == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("check", "examples/2025-01-06.yaml", "--json"),
        ("check", "examples/fictional.yaml", "--lang", "ja"),
        ("zones", "info"),
        ("places", "find", "Wonsan"),
    ],
    ids=lambda arguments: " ".join(arguments) or "import",
)
def test_nothing_heavy_loads_without_a_map(arguments: tuple[str, ...]) -> None:
    code = f"""
import io, sys
from contextlib import redirect_stdout
import geo.cli
if sys.argv[1:]:
    try:
        with redirect_stdout(io.StringIO()):
            geo.cli.main(sys.argv[1:])
    except SystemExit as leaving:
        assert not leaving.code, leaving.code
print(sorted({{name.partition(".")[0] for name in sys.modules}} & set({HEAVY!r})))
"""
    assert run(code, *arguments) == "[]\n"
