"""Practice and graded releases: the course as a folder for students, with its own package, installable by one line."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata
from importlib.resources import files
from pathlib import Path

import jinja2

from dualtrack import __version__, places
from dualtrack.errors import CourseError, one_of
from dualtrack.lessons.exercises import compose_exercises
from dualtrack.lessons.master import PRACTICE as PRACTICE_ONLY
from dualtrack.lessons.working_copy import serialised, student_copy
from dualtrack.marking.bank import GRADED, PRACTICE, Bank, bank_paths, read_bank
from dualtrack.marking.graded import graded_bank
from dualtrack.marking.quality import unreachable
from dualtrack.release.addresses import descriptor_without_addresses, notebook_without_addresses, table_without_addresses, without_addresses
from dualtrack.release.folder import kept_as, new_folder

KINDS = (PRACTICE, GRADED)
# What a package is made of; anything else that lies in its folder is not taken along.
PACKAGE_FILES = {".py", ".html", ".css", ".json", ".j2", ".mplstyle"}
WITHOUT_ADDRESSES = {".csv": table_without_addresses, ".json": descriptor_without_addresses, ".ipynb": notebook_without_addresses}


@dataclass(frozen=True)
class Release:
    """What was written: the folder, lessons, units, and under which name an earlier folder is kept (empty where there was none)."""

    folder: Path
    lessons: int
    units: int
    kept: str = ""


def write_release(kind: str, to: Path, links: bool = True, force: bool = False) -> Release:
    """Write a practice or a graded release into a folder; nothing is left where it fails.

    A graded release holds no key, hint, misconception or outcome of any item. Without ``links`` no address of a source is in it.
    Raises CourseError for a bank that is wrong, and for a folder that is not empty unless ``force``.
    """
    if kind not in KINDS:
        raise CourseError(f"Found {kind!r} as release, allowed is one of: {one_of(KINDS)}.")
    banks = [_sound(path) for path in bank_paths()]
    lessons = sorted((places.course() / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    to = to.expanduser().absolute()
    kept = kept_as(to)
    with new_folder(to, force) as new:
        texts = _texts(kind, banks, lessons)
        if not links:
            licences = _licences()
            texts = {name: WITHOUT_ADDRESSES.get(Path(name).suffix, partial(without_addresses, kept=licences))(text) for name, text in texts.items()}
        texts["LICENSE"] = (places.course() / "LICENSE").read_text(encoding="utf-8")
        texts[".gitignore"] = "/work/\n__pycache__/\n*.egg-info/\n"
        for name, text in (texts | _front(kind, links)).items():
            _write(new / name, text)
        _copy_package(new / "src" / "dualtrack")
    return Release(to, len(lessons), len(banks), kept)


def _sound(path: Path) -> Bank:
    bank = read_bank(path)
    if not bank.keyed:
        raise CourseError(f"{path.name} is of a graded release and holds no keys. Make releases where the whole banks are.")
    faults = unreachable(bank)
    if faults:
        raise CourseError("\n".join(["Nothing was written.", *faults]))
    return bank


def _texts(kind: str, banks: list[Bank], lessons: list[Path]) -> dict[str, str]:
    """The course's texts by their place in the folder: data, lessons, exercises."""
    root = places.course()
    left_out = () if kind == PRACTICE else (PRACTICE_ONLY,)
    texts = {f"data/{path.name}": path.read_text(encoding="utf-8") for path in sorted((root / "data").iterdir()) if path.suffix in (".csv", ".json", ".md")}
    texts |= {f"notebooks/{path.name}": student_copy(path, left_out) for path in lessons}
    for bank in banks:
        texts[f"exercises/{bank.path.name}"] = bank.path.read_text(encoding="utf-8") if kind == PRACTICE else graded_bank(bank)
        texts[f"exercises/{bank.path.stem}.ipynb"] = serialised(compose_exercises(bank, kind, checks=False))
    texts |= {f"exercises/{path.name}": path.read_text(encoding="utf-8") for path in sorted((root / "exercises").glob("*.csv"))}
    if kind == PRACTICE:
        texts |= {f"exercises/{path.name}": path.read_text(encoding="utf-8") for path in sorted((root / "exercises").glob("*.md"))}
    return texts


def _front(kind: str, links: bool) -> dict[str, str]:
    """README and pyproject.toml of the folder."""
    try:
        about = metadata("dualtrack")
    except PackageNotFoundError:
        raise CourseError("A release is made by an installed package: pip install -e . first.") from None
    needs = [need for need in about.get_all("Requires-Dist") or [] if "extra ==" not in need]
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    said = {"kind": kind, "links": links, "version": __version__, "summary": about["Summary"], "python": about["Requires-Python"], "needs": needs}
    templates = files("dualtrack.release") / "templates"
    return {name: environment.from_string((templates / f"{name}.j2").read_text(encoding="utf-8")).render(said) for name in ("README.md", "pyproject.toml")}


def _licences() -> set[str]:
    """The addresses of licences, which stay: giving them is asked for by the licences themselves."""
    package = json.loads((places.course() / "data" / "datapackage.json").read_text(encoding="utf-8"))
    named = [*package.get("licenses", []), *(licence for resource in package["resources"] for licence in resource.get("licenses", []))]
    return {licence["path"] for licence in named if "path" in licence}


def _copy_package(to: Path) -> None:
    """The package itself, without the course that a wheel packs into it."""
    for path in sorted(places.PACKAGE.rglob("*")):
        inside = path.relative_to(places.PACKAGE)
        if path.is_file() and path.suffix in PACKAGE_FILES and inside.parts[0] != "course" and "__pycache__" not in inside.parts:
            (to / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to / inside)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
