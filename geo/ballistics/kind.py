"""What kind of shot it was, and what class of missile a range makes."""

from typing import Literal

from geo.ballistics import kepler

Kind = Literal["lofted", "near_minimum_energy", "depressed", "depressed_or_gliding"]
Class = Literal["SRBM", "MRBM", "IRBM", "ICBM"]

# Apogee over that of the slowest arc with the same range. Between three quarters and four thirds
# a missile needs at most 2 % more speed than the least: no report tells such shots apart. Below a
# half it would need 3 to 11 % more, and shots reported so low have been gliders or pulled up.
LOFTED_FROM = 4 / 3
DEPRESSED_TO = 3 / 4
GLIDING_TO = 1 / 2

_CLASSES: tuple[tuple[float, Class], ...] = ((1000.0, "SRBM"), (3000.0, "MRBM"), (5500.0, "IRBM"))


def loft(range_km: float, apogee_km: float) -> float:
    """Apogee over that of the slowest arc with the same range.

    >>> print(f"{loft(1100, 100):.2f} {loft(998, 3724.9):.1f}")
    0.38 15.6
    """
    return float(apogee_km / kepler.minimum_energy(range_km).apogee_km)


def of(range_km: float, apogee_km: float) -> Kind:
    """The kind of shot.

    >>> of(998, 3724.9), of(3700, 770), of(600, 100), of(1100, 100)
    ('lofted', 'near_minimum_energy', 'depressed', 'depressed_or_gliding')
    """
    ratio = loft(range_km, apogee_km)
    if ratio > LOFTED_FROM:
        return "lofted"
    if ratio >= DEPRESSED_TO:
        return "near_minimum_energy"
    return "depressed" if ratio >= GLIDING_TO else "depressed_or_gliding"


def class_of(standard_km: float) -> Class:
    """The class of a missile by its range on a standard trajectory.

    >>> class_of(999), class_of(5500)
    ('SRBM', 'ICBM')
    """
    return next((name for below_km, name in _CLASSES if standard_km < below_km), "ICBM")
