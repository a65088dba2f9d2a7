import os
import subprocess
import sys
from hashlib import sha256

import numpy as np
import pytest
from scipy import stats

from geo import lattice

ROUNDING = 1e-9
# Cools, Kuo and Nuyens (2006), as published: the order-2 rule in base 2.
PUBLISHED = np.array([1, 182667, 469891, 498753, 110745, 446247])


@pytest.mark.parametrize("log2", [4, 11, 14])
def test_each_sample_begins_the_next(log2: int) -> None:
    assert (lattice.points(4, log2) == lattice.points(4, log2 + 1)[..., : 2**log2]).all()


def test_fewer_dimensions_begin_more() -> None:
    assert (lattice.points(3, 8) == lattice.points(6, 8)[:3]).all()


@pytest.mark.parametrize("log2", [0, 5, 15])
def test_points_lie_in_the_open_cube(log2: int) -> None:
    cube = lattice.points(6, log2)
    assert cube.shape == (6, lattice.SHIFTS, 2**log2)
    assert cube.min() > 0
    assert cube.max() < 1


@pytest.mark.parametrize("log2", [1, 6, 11, 15])
def test_projections_are_perfectly_spread(log2: int) -> None:
    gaps = np.diff(np.sort(lattice.points(6, log2), axis=-1), axis=-1)
    assert gaps == pytest.approx(2.0**-log2, abs=ROUNDING)


@pytest.mark.parametrize("log2", [8, 11, 15])
def test_points_are_the_published_lattice(log2: int) -> None:
    cube = lattice.points(6, log2)[:, 0]
    from_first = (cube - cube[:, :1]) % 1
    multiple = np.rint(from_first[0] * 2**log2).astype(int)
    off = from_first - np.outer(PUBLISHED, multiple) / 2**log2
    assert np.abs(off - np.rint(off)).max() < ROUNDING


def test_shifts_are_independent_of_each_other() -> None:
    shifts = lattice.points(6, 0)[..., 0]
    assert len(np.unique(shifts)) == shifts.size
    assert stats.kstest(shifts.ravel(), "uniform").pvalue > 0.05


def test_a_smooth_integral_converges_far_faster_than_random_draws() -> None:
    """The mean of the product of x + 1/2 over the cube is 1, its variance (13/12)^4 - 1."""
    found = np.prod(0.5 + lattice.points(4, 11), axis=0)
    random_error = (((13 / 12) ** 4 - 1) / found.size) ** 0.5
    assert abs(found.mean() - 1) < random_error / 10


@pytest.mark.parametrize("seed", ["0", "1"])
def test_points_are_the_same_in_every_process(seed: str) -> None:
    code = "import sys; from geo import lattice; sys.stdout.buffer.write(lattice.points(6, 11))"
    found = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert sha256(found.stdout).digest() == sha256(lattice.points(6, 11)).digest()
