"""Fetches the npm packages of the browser tests: CesiumJS reads CZML, axe-core looks at pages.

Usage: ``python tools/browser_packages.py``; needs npm, and the network unless they are there
already. They are unpacked below ``.cache/npm`` and used by tests alone.
"""

import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "npm"


@dataclass(frozen=True)
class Package:
    """A package of a known content, and which part of it is wanted."""

    name: str
    version: str
    sha256: str
    wanted: str

    @property
    def folder(self) -> Path:
        """Where the wanted part lies once it is fetched."""
        return FOLDER / f"{self.name}-{self.version}"


CESIUM = Package(
    "cesium",
    "1.145.0",
    "7e348d18dcc14608bd8b110765f2c00dfd4602c7194647fa49cd4c4a757d4ae1",
    "package/Build/Cesium/",
)
AXE = Package(
    "axe-core",
    "4.14.1",
    "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
    "package/axe.min.js",
)


PACKAGES = (CESIUM, AXE)


def fetch(package: Package) -> None:
    """Fetch and unpack a package unless it is there."""
    if package.folder.is_dir():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        subprocess.run(  # noqa: S603 - a constant command
            ["npm", "pack", "--silent", f"{package.name}@{package.version}"],  # noqa: S607
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=600,
        )
        (archive,) = Path(folder).glob("*.tgz")
        found = sha256(archive.read_bytes()).hexdigest()
        if found != package.sha256:
            sys.exit(f"{archive.name} has sha256 {found}; expected {package.sha256}")
        with tarfile.open(archive) as tar:
            for member in tar:  # Python 3.11.2 has no filter for what extractall may write
                target = (Path(folder) / member.name).resolve()
                content = tar.extractfile(member) if member.isfile() else None
                inside = target.is_relative_to(Path(folder).resolve())
                if content and inside and member.name.startswith(package.wanted):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content.read())
        (Path(folder) / "package").rename(package.folder)


def main() -> None:
    """Fetch all of them."""
    for package in PACKAGES:
        fetch(package)
        print(f"{package.name} {package.version}: {package.folder}")


if __name__ == "__main__":
    main()
