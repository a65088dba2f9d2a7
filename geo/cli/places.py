"""The gazetteer."""

from typing import Annotated

import typer

from geo.errors import PlaceError

app = typer.Typer(no_args_is_help=True, help="The gazetteer of launch sites and landmarks.")

_ALIKE_PERCENT = 50.0


@app.command("find")
def find_place(name: Annotated[str, typer.Argument(help="A name, in any spelling.")]) -> None:
    """Places, regions and seas whose names resemble a name."""
    from geo import places

    matches = [match for match in places.search(name) if match.score >= _ALIKE_PERCENT]
    for match in matches:
        record = match.place
        where = (
            f"{record.lat:.3f},{record.lon:.3f} ± {record.spread_km:g} km"
            if isinstance(record, places.Place)
            else record.kind
        )
        names = " / ".join(record.names.values())
        typer.echo(f"{match.score:3.0f} %  {names}  ({where}; {record.source})")
    if not matches:
        raise PlaceError(
            f"no place resembles {name!r}; expected a name of the gazetteer: give --launch LAT,LON "
            "instead"
        )
