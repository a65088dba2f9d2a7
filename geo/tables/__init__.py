"""Tables of launches: CSV, Excel, JSON, Parquet and GeoPackage, read and written in chunks."""

from geo.tables.files import SUFFIXES, Sink, check_suffix, read, write
from geo.tables.source import Rows, Source

__all__ = ["SUFFIXES", "Rows", "Sink", "Source", "check_suffix", "read", "write"]
