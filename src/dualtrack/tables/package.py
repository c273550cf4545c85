"""The data package's descriptor: which tables there are, and the schema, sources and licence of each."""

from __future__ import annotations

import json
from pathlib import Path

from dualtrack import places
from dualtrack.errors import CourseError, one_of


def data_folder() -> Path:
    """The folder of the course's data package."""
    return places.course() / "data"


def descriptor(folder: Path | None = None) -> dict:
    """Read datapackage.json (a Frictionless Data Package) of a folder, the course's own by default."""
    path = (folder or data_folder()) / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise CourseError(f"{path}: there is no such file. A data folder holds datapackage.json beside its tables.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: it can't be read as text in UTF-8 ({error}).") from None
    except json.JSONDecodeError as error:
        raise CourseError(f"{path}, line {error.lineno}: this is not JSON ({error.msg}).") from None
    tables = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(tables, list) or not all(isinstance(table, dict) and {"name", "path"} <= set(table) for table in tables):
        raise CourseError(f"{path}: allowed is an object whose 'resources' list the tables, each with 'name' and 'path'.")
    return package


def table_names(folder: Path | None = None) -> list[str]:
    """The names of all tables, in the package's order.

    >>> "unga_resolutions" in table_names()
    True
    """
    return [resource["name"] for resource in descriptor(folder)["resources"]]


def resource(name: str, folder: Path | None = None) -> dict:
    """One table's descriptor; an unknown name is answered with the names there are."""
    for candidate in descriptor(folder)["resources"]:
        if candidate["name"] == name:
            return candidate
    raise CourseError(f"There is no table {name!r}. The tables are: {one_of(table_names(folder))}.")
