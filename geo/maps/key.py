"""The key of a map: what it shows, in the order in which it is read."""

from collections.abc import Iterator
from typing import Any

from geo import wording
from geo.maps import track, waters
from geo.maps.picture import Picture
from geo.zones import states

_LIMITS = ("200nm", "median", "treaty", "12nm", "entitlement")


def of(picture: Picture) -> list[dict[str, Any]]:
    """Symbols and what they mean; a contested one with the look of its waters."""
    rows = [*_flight(picture), *_waters(picture), *_lines(picture)]
    return [{"symbol": symbol, "text": text} | more for symbol, text, more in rows]


Row = tuple[str, str, dict[str, Any]]


def _flight(picture: Picture) -> Iterator[Row]:
    finding, shapes, says = picture.finding, picture.shapes, picture.says
    low, high = (f"{km:,.0f}" for km in finding.range_interval_km)
    if shapes.regions:
        yield "region-50", says["region_50"], {}
        yield "region-90", says["region_90"], {}
    if shapes.track is not None:
        yield "track", says["track"], {}
    if track.of(finding) is not None:
        yield "minute", says["minutes_key"], {}
    if shapes.windows:
        state = states.name(finding.zone, picture.lang)
        yield "windows", says["windows"].format(state=state), {}
    if shapes.ring is not None:
        yield "ring", says["ring"].format(km=f"{finding.ring_km:,.0f}"), {}
    if shapes.annulus is not None:
        yield "annulus", says["annulus"].format(low=low, high=high), {}
    region = finding.report.launch.region is not None
    yield "launch", says["launch_area" if region else "launch_95"], {}
    if finding.landmarks:
        yield "landmark", says["landmark"], {}


def _waters(picture: Picture) -> Iterator[Row]:
    finding, zones, says = picture.finding, picture.zones, picture.says
    grounds = {waters.ground(picture, row) for row in picture.rows}
    if "asked" in grounds:
        state = states.name(finding.zone, picture.lang)
        view = wording.view(finding, picture.lang)
        yield "asked", says["asked"].format(state=state, view=view), {}
    if grounds - {"asked", ""}:
        yield "others", says["others"], {}
    contested = [row for row in picture.rows if len(zones.claimants[row]) > 1]
    denied = [row for row in picture.rows if zones.disputed_by[row]]
    for text, rows in ((says["contested"], contested), (says["denied"], denied)):
        if rows:
            yield "contested", text, {"zone": waters.look(picture, rows[0])}
    if not picture.rows:
        yield "no-data", says["no_data"], {}


def _lines(picture: Picture) -> Iterator[Row]:
    limits = zip(picture.zones.limits.type, picture.base.limits, strict=True)
    types = {kind for kind, line in limits if not line.is_empty}
    for kind in _LIMITS:
        if kind in types:
            yield kind, picture.says[f"limit_{kind}"], {}
    if not picture.base.data_edge.is_empty:
        yield "data-edge", picture.says["data_edge"], {}
