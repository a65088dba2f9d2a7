"""Range, apogee and flight time: the ballistic arc, and what it says.

`kepler` has the closed form over a sphere that stands still, `rotating` the arc over the turning
ellipsoid, `kind` what sort of shot it was, `equivalent` how far the same missile would go on a
standard trajectory.
"""

from geo.ballistics import equivalent, kepler, kind, rotating
from geo.ballistics.earth import SPHERE, WGS84, Earth
from geo.ballistics.kepler import Arc, from_apogee, from_launch, from_time, minimum_energy
from geo.ballistics.rotating import Shot, shoot

__all__ = [
    "SPHERE",
    "WGS84",
    "Arc",
    "Earth",
    "Shot",
    "equivalent",
    "from_apogee",
    "from_launch",
    "from_time",
    "kepler",
    "kind",
    "minimum_energy",
    "rotating",
    "shoot",
]
