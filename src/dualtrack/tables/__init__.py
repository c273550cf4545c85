"""The data package: its tables as typed frames, its checks, its codebook."""

from dualtrack.tables.package import table_names
from dualtrack.tables.reader import load

__all__ = ["load", "table_names"]
