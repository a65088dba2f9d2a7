"""The parts of a report."""

import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_serializer,
    model_validator,
)

from geo.errors import ReportError
from geo.measure import compass, quantity
from geo.measure.quantity_words import Bound
from geo.report.fields import (
    Bearing,
    Date,
    Distance,
    Latitude,
    Longitude,
    SpreadDeg,
    SpreadKm,
    Text,
    Url,
    Zone,
    number,
)
from geo.text import shown

MOST_MISSILES = 1_000
_SEVERAL = frozenset({"multiple", "several", "a number of"})
_SEVERAL |= {"複数", "複数発", "数発", "여러 발", "수 발", "수발"}


class Part(BaseModel):
    """A frozen mapping with known keys, which may have a short form."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, coerce_numbers_to_str=True
    )
    # For the JSON Schema: the short form, and what else holds for the long one.
    short_form: ClassVar[dict[str, object] | None] = None
    also_holds: ClassVar[dict[str, object]] = {}

    @classmethod
    def _from_short(cls, _value: object) -> dict[str, object] | None:
        """The keys that a value other than a mapping stands for."""
        return None

    @model_validator(mode="before")
    @classmethod
    def _keys(cls, value: object) -> object:
        if isinstance(value, cls):
            return value
        given = value if isinstance(value, Mapping) else cls._from_short(value)
        if given is None:
            raise ReportError(
                f"{shown(value)}: expected keys and values: write one of the keys "
                f"{', '.join(cls.model_fields)}, a colon and its value"
            )
        return {
            key: entry
            for key, entry in given.items()
            if entry is not None and not (isinstance(entry, str) and not entry.strip())
        }

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        mapping = handler.resolve_ref_schema(handler(schema)) | cls.also_holds
        if cls.short_form is None:
            return mapping
        described = {"description": mapping.pop("description", "")}
        return described | {"anyOf": [cls.short_form, mapping]}


class Count(Part):
    """How many missiles were fired."""

    short_form: ClassVar = {
        "type": ["integer", "string"],
        "examples": [1, "at least 1", "multiple"],
    }

    n: Annotated[int, Field(ge=1, le=MOST_MISSILES)]
    bound: Bound = "exact"

    @classmethod
    def _from_short(cls, value: object) -> dict[str, object] | None:
        if isinstance(value, str) and value.strip().lower() in _SEVERAL:
            return {"n": 2, "bound": "at_least"}
        taken = quantity.take(value, "count", (), "")
        n = float(taken.numbers[0][0])
        return {"n": int(n) if n.is_integer() else n, "bound": taken.bound}

    @model_serializer
    def _written(self) -> int | str:
        return self.n if self.bound == "exact" else f"{self.bound.replace('_', ' ')} {self.n}"


class Launch(Part):
    """Where it was fired from: a place, a region, or lon and lat."""

    short_form: ClassVar = {"type": "string", "examples": ["Pyongyang"]}
    also_holds: ClassVar = {
        "oneOf": [{"required": keys} for keys in (["place"], ["region"], ["lon", "lat"])]
    }

    place: Text | None = Field(None, description="A place of the gazetteer.")
    region: Text | None = Field(None, description="A named area or coast of the gazetteer.")
    lon: Longitude | None = None
    lat: Latitude | None = None
    spread_km: SpreadKm | None = Field(
        None, description="Standard deviation on each axis, in km; for a place or for lon and lat."
    )
    platform: Literal["land", "ship", "submarine"] | None = Field(
        None, description="What it was fired from. On land unless a ship or submarine is said."
    )

    @classmethod
    def _from_short(cls, value: object) -> dict[str, object] | None:
        return {"place": value} if isinstance(value, str) else None

    @model_validator(mode="before")
    @classmethod
    def _not_swapped(cls, value: object) -> object:
        lon = lat = math.nan
        if isinstance(value, Mapping):
            with suppress(ReportError):
                lon, lat = number(value.get("lon")), number(value.get("lat"))
        if 90 < abs(lat) <= 180 and abs(lon) <= 90:
            raise ReportError(
                f"lat {lat:g} is beyond the pole and lon {lon:g} would be a latitude; expected lon "
                f"before lat, they look swapped: write {{lon: {lat:g}, lat: {lon:g}}}"
            )
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.place is not None, self.region is not None, self.point is not None]
        half = (self.lon is None) != (self.lat is None)
        if sum(ways) != 1 or half:
            raise ReportError(
                f"{shown(self.model_dump(exclude_none=True))}: expected exactly one of place, "
                "region, or lon with lat: write {place: Pyongyang}, {region: …} or "
                "{lon: 125.95, lat: 39.05}"
            )
        if self.region is not None and self.spread_km is not None:
            raise ReportError("spread_km goes with place or with lon and lat: leave it out here")
        return self

    @property
    def kind(self) -> Literal["place", "region", "point"]:
        """Which of the three ways was used."""
        if self.place is not None:
            return "place"
        return "point" if self.region is None else "region"

    @property
    def point(self) -> tuple[float, float] | None:
        """(lon, lat) in degrees where these were given."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)

    @property
    def from_sea(self) -> bool:
        """Whether a ship or a submarine was said."""
        return self.platform in {"ship", "submarine"}


class Direction(Part):
    """Where it flew: a compass word, or degrees."""

    short_form: ClassVar = {"type": ["string", "number"], "examples": ["north-east", "ENE", 58]}
    also_holds: ClassVar = {
        "required": [],
        "anyOf": [{"required": ["deg"]}, {"required": ["word"]}],
    }

    word: Text | None = Field(None, description="A compass word: north-east, ENE, 北東, 북동.")
    deg: Bearing = Field(description="Degrees clockwise from true north.")
    spread_deg: SpreadDeg | None = Field(
        None, description="Standard deviation in degrees; the default for its kind if left out."
    )

    @classmethod
    def _from_short(cls, value: object) -> dict[str, object] | None:
        with suppress(ReportError):
            return {"deg": number(value.rstrip("° ") if isinstance(value, str) else value)}
        return {"word": value} if isinstance(value, str) else None

    @model_validator(mode="before")
    @classmethod
    def _degrees_of_word(cls, value: object) -> object:
        given = value if isinstance(value, Mapping | cls) else cls._from_short(value)
        if isinstance(given, Mapping) and isinstance(word := given.get("word"), str):
            deg = given.get("deg")
            return {**given, "deg": compass.point(word).deg if deg is None else deg}
        return given if given is not None else value

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.word is not None and compass.point(self.word).deg != self.deg:
            raise ReportError(
                f"word {shown(self.word)} is {compass.point(self.word).deg:g}°, not "
                f"{self.deg:g}°; expected one of word and deg: leave the other out"
            )
        return self

    @model_serializer
    def _written(self) -> str | dict[str, object]:
        spread = {} if self.spread_deg is None else {"spread_deg": self.spread_deg}
        if self.word is not None:
            return {"word": self.word, **spread} if spread else self.word
        return {"deg": self.deg, **spread}

    @property
    def points(self) -> Literal[8, 16] | None:
        """How many points the rose of its compass word has; None for degrees."""
        return None if self.word is None else compass.point(self.word).points


class Near(Part):
    """A landmark near which it came down."""

    short_form: ClassVar = {"type": "string", "examples": ["Okushiri"]}

    place: Text = Field(description="A place of the gazetteer.")
    km: Distance | None = Field(None, description="Distance from the landmark.")
    direction: Direction | None = Field(None, description="Direction seen from the landmark.")

    @classmethod
    def _from_short(cls, value: object) -> dict[str, object] | None:
        return {"place": value} if isinstance(value, str) else None


class Landing(Part):
    """Where it came down."""

    short_form: ClassVar = {"type": "string", "examples": ["Sea of Japan"]}

    sea: Text | None = Field(None, description="A sea of the gazetteer.")
    aimed: bool = Field(False, description="Whether it is only said to have been fired toward it.")
    near: Near | None = None
    area: Text | None = Field(None, description="Where it was said to be, in words; not used.")

    @classmethod
    def _from_short(cls, value: object) -> dict[str, object] | None:
        return {"sea": value} if isinstance(value, str) else None


class ToldBy(Part):
    """Who told single values, where that is not who reported the launch."""

    launch: Text | None = None
    range: Text | None = None
    apogee: Text | None = None
    flight: Text | None = None
    direction: Text | None = None
    sea: Text | None = Field(None, description="Who told the sea of the landing.")
    near: Text | None = Field(None, description="Who told the landmark of the landing.")


class Claim(Part):
    """What somebody said about a zone."""

    by: Text = Field(description="Who said so.")
    zone: Zone = Field("JPN", description="Three letters of the state whose waters are meant.")
    verdict: Literal["inside", "outside", "overflew", "unknown"] = Field(
        description="Where it came down, seen from the zone."
    )
    certainty: Literal["stated", "estimated", "possible", "none_seen", "corrected"] = Field(
        "stated",
        description="How sure they were. 'possible' was said while it was in flight; 'none seen' "
        "says that no arrival was noticed.",
    )

    @model_validator(mode="before")
    @classmethod
    def _underscored(cls, value: object) -> object:
        if isinstance(value, Mapping) and isinstance(said := value.get("certainty"), str):
            return {**value, "certainty": said.strip().lower().replace(" ", "_")}
        return value


class Source(Part):
    """Where the report was read."""

    title: Text = Field(description="Its title.")
    url: Url | None = Field(None, description="Its web address.")
    published: Date | None = Field(None, description="The day on which it was published.")
    licence: Text | None = Field(None, description="The terms under which it can be used.")
