"""Published estimates of how far lofted missiles would go on a standard trajectory.

What the allowance for lofting is fitted to. The estimates leave out the Earth's rotation and hold
for the payload that was flown. Launch points and bearings are from a public catalogue, ranges and
apogees from the announcements of the day.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A lofted shot and what somebody made of it.

    Attributes:
        date: of the launch.
        lon, lat: of the launch, in degrees.
        bearing_deg: of the impact.
        range_km, apogee_km: as announced.
        standard_km: the estimate.
        at_least: whether the estimate is a lower bound ("more than 13,000 km").
        fitted: whether the allowance rests on it.
        source: who says so, and where.
    """

    date: str
    lon: float
    lat: float
    bearing_deg: float
    range_km: float
    apogee_km: float
    standard_km: float
    at_least: bool
    fitted: bool
    source: str


ESTIMATES: tuple[Estimate, ...] = (
    Estimate(
        *("2017-05-14", 125.2, 40.0, 71.0, 787.0, 2111.5, 4500.0, False, True),
        "38 North, 14 May 2017 (J. Schilling), quoted by hidabroot.com/north-korea-launches-new-"
        "type-of-missile",
    ),
    Estimate(
        *("2017-07-04", 125.2, 39.9, 86.0, 933.0, 2802.0, 6700.0, False, True),
        "D. Wright, Union of Concerned Scientists, quoted by vice.com/en/article/59545d",
    ),
    Estimate(
        *("2017-07-28", 126.43, 40.61, 70.0, 998.0, 3724.9, 10_400.0, False, True),
        "D. Wright, Union of Concerned Scientists, quoted by kdvr.com/news/scientist-north-koreas-"
        "latest-missile-test-could-reach-denver-other-major-u-s-cities",
    ),
    Estimate(
        *("2017-11-29", 125.87, 39.28, 76.0, 950.0, 4475.0, 13_000.0, True, True),
        "D. Wright, blog.ucsusa.org/david-wright/nk-longest-missile-test-yet",
    ),
    # A bound below what the same speed reaches by itself says nothing about lofting.
    Estimate(
        *("2022-03-24", 125.67, 39.2, 72.0, 1090.0, 6248.5, 15_000.0, True, False),
        "Japan's Minister of Defense Kishi, 25 March 2022, upi.com/7061648201444",
    ),
    Estimate(
        *("2022-11-18", 125.67, 39.2, 70.0, 999.2, 6040.9, 15_000.0, True, False),
        "Japan's Minister of Defense Hamada, 18 November 2022, thedefenderngr.com/?p=75182",
    ),
    Estimate(
        *("2024-10-31", 126.0, 39.1, 62.0, 1001.2, 7687.5, 15_000.0, True, False),
        "Japan's Chief Cabinet Secretary Hayashi, 31 October 2024, phnewlook.com/hot-news/japan-"
        "warns-north-koreas-new-icbm-could-reach-us",
    ),
)
