"""The Earth that a missile flies round: its shape, its pull and its turning.

Gravity is that of a point mass at the centre; the flattening of the gravity field and the air are
left out. Vectors are earth-centred and turn with the Earth, shape (…, 3), in km.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.geodesy import EQUATOR_RADIUS_KM, FLATTENING, Floats

MU_KM3_S2 = 398_600.4418  # WGS84: gravitational constant times the Earth's mass, air included
ROTATION_RAD_S = 7.292115e-5  # WGS84
SPHERE_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Earth:
    """An ellipsoid of revolution that turns.

    Attributes:
        radius_km: at the equator.
        flattening: 0 for a sphere.
        mu_km3_s2: gravitational constant times the mass.
        rotation_rad_s: eastward, 0 for an Earth that stands still.
    """

    radius_km: float = EQUATOR_RADIUS_KM
    flattening: float = FLATTENING
    mu_km3_s2: float = MU_KM3_S2
    rotation_rad_s: float = ROTATION_RAD_S

    def position(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Points on the surface."""
        squared = self.flattening * (2 - self.flattening)
        phi = np.radians(lat)
        normal_km = self.radius_km / np.sqrt(1 - squared * np.sin(phi) ** 2)
        scale = np.broadcast_arrays(normal_km, normal_km, normal_km * (1 - squared))
        return np.asarray(self.up(lon, lat) * np.stack(scale, axis=-1))

    def up(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Unit vectors along the plumb line of the ellipsoid."""
        lam, phi = np.broadcast_arrays(np.radians(lon), np.radians(lat))
        level = np.cos(phi)
        return np.stack([level * np.cos(lam), level * np.sin(lam), np.sin(phi)], axis=-1)

    def geodetic(self, position_km: Floats) -> tuple[Floats, Floats, Floats]:
        """Longitude and latitude in degrees and height in km of points.

        Bowring (1985), "The accuracy of geodetic latitude and height equations", Survey Review
        28, 202-206: errs by less than 1e-6 m up to 10,000 km.
        """
        x, y, z = np.moveaxis(position_km, -1, 0)
        squared = self.flattening * (2 - self.flattening)
        polar_km = self.radius_km * (1 - self.flattening)
        level, far = np.hypot(x, y), np.sqrt(x * x + y * y + z * z)
        reduced = np.arctan2(
            polar_km * z * (1 + squared / (1 - squared) * polar_km / far), self.radius_km * level
        )
        lat = np.arctan2(
            z + squared / (1 - squared) * polar_km * np.sin(reduced) ** 3,
            level - squared * self.radius_km * np.cos(reduced) ** 3,
        )
        sin, cos = np.sin(lat), np.cos(lat)
        flat = self.radius_km * np.sqrt(1 - squared * sin * sin)
        return np.degrees(np.arctan2(y, x)), np.degrees(lat), level * cos + z * sin - flat

    def turned(self, vector: Floats, minutes: ArrayLike) -> Floats:
        """Vectors carried along by the turning Earth for some minutes."""
        angle = self.rotation_rad_s * 60 * np.asarray(minutes, dtype=float)
        x, y, z = np.moveaxis(vector, -1, 0)
        cos, sin = np.cos(angle), np.sin(angle)
        return np.stack(np.broadcast_arrays(cos * x - sin * y, sin * x + cos * y, z), axis=-1)

    def ground_speed(self, position_km: Floats) -> Floats:
        """Velocities in km/s of points that stand still on, or above, the turning Earth."""
        x, y, _ = np.moveaxis(position_km, -1, 0)
        return self.rotation_rad_s * np.stack([-y, x, np.zeros_like(x)], axis=-1)


WGS84 = Earth()
SPHERE = Earth(SPHERE_RADIUS_KM, 0.0)
"""The sphere of the published tables and textbooks, turning."""
