"""How each water and limit is drawn: whose tint, whose stripes, which limits are asked about."""

from geo.maps import style
from geo.maps.picture import Ground


def ground(picture: Ground, row: int) -> str:
    """The tint of a row of the zones: that of its owner in the view, or nothing."""
    zones, asked = picture.zones, picture.zone
    owner = zones.owner(row, picture.view)
    if owner == asked:
        return "asked"
    contested = len(zones.claimants[row]) > 1 or zones.disputed_by[row]
    return "" if owner is None or contested else style.tint(owner, asked)


def stripes(picture: Ground, row: int) -> list[str]:
    """The inks of a contested row: one for each claimant that the ground does not show."""
    zones = picture.zones
    if len(zones.claimants[row]) == 1 and not zones.disputed_by[row]:
        return []
    inks = [style.tint(code, picture.zone) for code in zones.claimants[row]]
    shown = ground(picture, row)
    return [ink for ink in inks if ink != shown] or inks


def look(picture: Ground, row: int) -> dict[str, str | list[str]]:
    """Ground and stripes of a row."""
    return {"ground": ground(picture, row), "stripes": stripes(picture, row)}


def asked(picture: Ground) -> list[bool]:
    """Which limits bound the waters asked about, as `geo.assess` measures margins."""
    zones = picture.zones
    keys = {
        f"{'|'.join(zones.claimants[row])} {zones.kind[row]}"
        for row in zones.rows(picture.zone, picture.view)
    }
    return [(a in keys) != (b in keys) for a, b in zones.limits.sides]
