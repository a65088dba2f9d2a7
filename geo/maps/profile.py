"""The trajectory in the panel: sentences, and height over time as a small picture."""

from typing import Any

import numpy as np

from geo.ballistics.trajectory import Track
from geo.flight import words as flightwords
from geo.maps import track
from geo.maps.picture import Picture

WIDTH, HEIGHT = 328.0, 142.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 10.0, 20.0, 26.0
_MOST_LINES = 4  # across, in height


def of(picture: Picture) -> dict[str, Any] | None:
    """What the panel says about the trajectory; None where the finding has none."""
    finding, lang = picture.finding, picture.lang
    path = finding.trajectory
    if path is None:
        return None
    lines = [flightwords.kind(path, lang)]
    if path.ballistic:
        lines.append(flightwords.model(path, lang))
    lines += [flightwords.residual(finding, lang), flightwords.reentry(path, lang)]
    same = path.equivalent
    standard: dict[str, Any] | None = None
    if same is not None:
        standard = {
            "lines": [
                flightwords.standard(same, lang),
                flightwords.widths(same, lang),
                flightwords.caveat(same, lang),
            ],
            "summary": picture.says["by_bearing"],
            "bearings": flightwords.by_bearing(same, lang),
        }
    drawn = track.of(finding)
    return {
        "title": flightwords.text(lang)["heading"],
        "lines": [line for line in lines if line],
        "standard": standard,
        "profile": None if drawn is None else _profile(picture, drawn, path.reported_min),
    }


def _profile(picture: Picture, drawn: Track, reported_min: float | None) -> dict[str, Any]:
    """Height over time, in the units of a picture `WIDTH` by `HEIGHT`."""
    says = picture.says
    model_min, top_km = float(drawn.minutes[-1]), float(drawn.height_km.max())
    longest = max(model_min, reported_min or 0.0)
    across = (WIDTH - _LEFT - _RIGHT) / longest
    up = (HEIGHT - _TOP - _BOTTOM) / top_km

    def x(minute: float) -> float:
        return round(_LEFT + across * minute, 1)

    def y(km: float) -> float:
        return round(HEIGHT - _BOTTOM - up * km, 1)

    highest = int(np.argmax(drawn.height_km))
    apogee_min, step_min = float(drawn.minutes[highest]), track.step_min(drawn)
    ticks = np.arange(0.0, longest, step_min)
    units = ["{minute}"] * (len(ticks) - 1) + [says["minutes_tick"]]
    top = says["minute_mark"].format(minute=f"{apogee_min:.0f}", km=f"{top_km:,.0f}")
    said = says["profile"].format(
        km=f"{top_km:,.0f}", minute=f"{apogee_min:.0f}", whole=f"{model_min:.1f}"
    )
    if reported_min is not None:
        said += " " + says["profile_reported"].format(minute=f"{reported_min:.3g}")
    return {
        "label": said,
        "box": [WIDTH, HEIGHT],
        "ground": y(0.0),
        "sides": [_LEFT, WIDTH - _RIGHT],
        "curve": [
            [x(float(minute)), y(float(km))]
            for minute, km in zip(drawn.minutes, drawn.height_km, strict=True)
        ],
        "heights": [[y(float(km)), f"{km:,.0f}"] for km in np.arange(0.0, top_km, _step(top_km))],
        "minutes": [
            [x(float(minute)), unit.format(minute=f"{minute:.0f}")]
            for minute, unit in zip(ticks, units, strict=True)
        ],
        "top": [x(apogee_min), y(top_km), top],
        "reported": None
        if reported_min is None
        else [x(reported_min), says["reported_mark"].format(minute=f"{reported_min:.3g}")],
    }


def _step(top_km: float) -> float:
    """A round height of which the apogee is two to four."""
    tens = 10.0 ** np.floor(np.log10(max(top_km, 1.0) / _MOST_LINES))
    return float(next(s * tens for s in (1, 2, 2.5, 5, 10) if top_km / (s * tens) <= _MOST_LINES))
