"""Low-discrepancy points: an embedded rank-1 lattice with independent random shifts.

The first 2^m points of the sequence are a lattice for every m up to 20, so a sample can be
doubled without drawing its points again. Each shift makes an independent, unbiased estimate; the
spread between shifts is the standard error.

Generating vector: Cools, Kuo and Nuyens (2006), "Constructing embedded lattice rules for
multivariate integration", SIAM J. Sci. Comput. 28, 2162-2188, their order-2 rule in base 2.
"""

import random
from functools import cache

import numpy as np

from geo.geodesy import Floats

_VECTOR = (1, 182_667, 469_891, 498_753, 110_745, 446_247)
_SEED = 2_006
SHIFTS = 8
MOST_LOG2 = 20


@cache
def _shifts() -> Floats:
    # random.Random keeps its stream across Python versions; numpy's generators need not.
    draw = random.Random(_SEED).random  # noqa: S311 - shifts, not secrets
    return np.array([[draw() for _ in _VECTOR] for _ in range(SHIFTS)])


@cache
def _fractions(log2: int) -> Floats:
    """Van der Corput fractions of 0 … 2^log2 - 1, which put the lattice in nested order."""
    fractions = np.zeros(1)
    for bit in range(log2):
        fractions = np.concatenate([fractions, fractions + 0.5 ** (bit + 1)])
    return fractions


def points(dimensions: int, log2: int) -> Floats:
    """Points in the open unit cube, shape (dimensions, SHIFTS, 2^log2).

    Args:
        dimensions: at most 6.
        log2: logarithm of the number of points per shift, at most 20.

    >>> points(4, 11).shape
    (4, 8, 2048)
    """
    fraction = _fractions(log2)
    cube: Floats = np.empty((dimensions, SHIFTS, len(fraction)))
    for axis in range(dimensions):
        unshifted = fraction * _VECTOR[axis] % 1.0
        np.add(unshifted, _shifts()[:, axis, None], out=cube[axis])
    cube -= np.floor(cube)
    half_step = 2.0**-53
    return np.clip(cube, half_step, 1 - half_step, out=cube)
