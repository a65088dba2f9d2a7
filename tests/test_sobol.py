import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from geo.splash import sobol


def test_direction_numbers_are_the_published_ones() -> None:
    """Without scrambles the points are scipy's, in another order."""
    words = np.zeros((6, 1), dtype=np.uint32)
    for bit in range(12):
        words = np.concatenate([words, words ^ sobol._directions()[:, bit, None]], axis=1)
    theirs = qmc.Sobol(6, scramble=False).random_base2(12)
    assert set(map(tuple, words.T / 2.0**32)) == set(map(tuple, theirs))


@pytest.mark.parametrize("log2", [4, 11, 14])
def test_each_sample_begins_the_next(log2: int) -> None:
    assert (sobol.points(4, log2) == sobol.points(4, log2 + 1)[..., : 2**log2]).all()


def test_fewer_dimensions_begin_more() -> None:
    assert (sobol.points(3, 8) == sobol.points(6, 8)[:3]).all()


@pytest.mark.parametrize("log2", [0, 5, 15])
def test_points_lie_in_the_open_cube(log2: int) -> None:
    cube = sobol.points(6, log2)
    assert cube.shape == (6, sobol.SCRAMBLES, 2**log2)
    assert cube.min() > 0
    assert cube.max() < 1


@pytest.mark.parametrize("log2", [1, 6, 11, 15])
def test_projections_are_perfectly_spread(log2: int) -> None:
    """Each of 2^log2 equal intervals holds one point, in every dimension."""
    cells = np.sort(np.floor(sobol.points(6, log2) * 2**log2), axis=-1)
    assert (cells == np.arange(2**log2)).all()


@pytest.mark.parametrize("split", range(12))
def test_the_first_plane_is_perfectly_spread(split: int) -> None:
    """Each of 2^11 equal boxes of any shape holds one point of the first two dimensions."""
    first, second = sobol.points(2, 11)
    cells = np.floor(first * 2**split) * 2 ** (11 - split) + np.floor(second * 2 ** (11 - split))
    assert (np.sort(cells, axis=-1) == np.arange(2**11)).all()


def test_scrambles_differ() -> None:
    first = sobol.points(6, 0)
    assert len(np.unique(first)) == first.size
    assert stats.kstest(first.ravel(), "uniform").pvalue > 0.05


def test_dimensions_are_uncorrelated() -> None:
    for scramble in sobol.points(4, 11).transpose(1, 0, 2):
        assert np.abs(np.corrcoef(scramble) - np.eye(4)).max() < 0.01


def test_a_smooth_integral_converges_far_faster_than_random_draws() -> None:
    """The mean of the product of x + 1/2 over the cube is 1, its variance (13/12)^4 - 1."""
    found = np.prod(0.5 + sobol.points(4, 11), axis=0)
    random_error = (((13 / 12) ** 4 - 1) / found.size) ** 0.5
    assert abs(found.mean() - 1) < random_error / 10


@pytest.mark.parametrize("seed", ["0", "1"])
def test_points_are_the_same_in_every_process(seed: str) -> None:
    code = "import sys; from geo.splash import sobol; sys.stdout.buffer.write(sobol.points(6, 11))"
    found = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert found.stdout == sobol.points(6, 11).tobytes()
