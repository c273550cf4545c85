"""Working copies: the notebooks without outputs and without check cells, in a folder of the student's own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from dualtrack import places
from dualtrack.errors import CourseError, one_of
from dualtrack.files import replace_file
from dualtrack.lessons.master import CHECK, READING

RECORD = ".delivered.json"
START = "00_start_here.ipynb"


@dataclass
class Delivery:
    """What was done with each notebook: laid down new, renewed, or kept because the student had worked on it."""

    folder: Path
    new: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)


def deliver(renew: Iterable[str] = ()) -> Delivery:
    """Lay the working copies into the work folder; a file that the student changed is never overwritten.

    ``renew`` names notebooks that the student wants fresh: the old ones are renamed beside them first.
    """
    folder = places.work()
    originals = course_notebooks()
    wanted = {Path(name).name.removesuffix(".ipynb") + ".ipynb" for name in renew}
    for name in sorted(wanted - set(originals)):
        raise CourseError(f"There is no notebook {name.removesuffix('.ipynb')!r}. The notebooks are: {one_of(Path(n).stem for n in originals)}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _deliver(folder, originals, wanted)
    except OSError as error:
        raise CourseError(f"{folder}: the working copies can't be written ({error.strerror or error}).") from None


def course_notebooks() -> dict[str, Path]:
    """The course's notebooks by the name that their working copies bear: lessons as they are, exercises with their prefix."""
    lessons = sorted((places.course() / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    exercises = sorted((places.course() / "exercises").glob("[0-9][0-9]_*.ipynb"))
    return {path.name: path for path in lessons} | {f"{path.stem}_exercises.ipynb": path for path in exercises}


def student_copy(path: Path, left_out: Iterable[str] = ()) -> str:
    """A notebook's text without outputs, execution counts, check cells and those for the reading edition; ``left_out`` names further tags whose cells go."""
    notebook = nbformat.read(path, as_version=4)
    gone = {CHECK, READING, *left_out}
    notebook.cells = [cell for cell in notebook.cells if not gone.intersection(cell.metadata.get("tags", []))]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return serialised(notebook)


def serialised(notebook: nbformat.NotebookNode) -> str:
    """The notebook as text, in one fixed form."""
    return nbformat.writes(notebook, version=4, indent=1).rstrip("\n") + "\n"


def _deliver(folder: Path, originals: dict[str, Path], renew: set[str]) -> Delivery:
    delivery = Delivery(folder)
    record = _read_record(folder)
    for name, original in originals.items():
        target, text = folder / name, student_copy(original)
        if name in renew and target.exists():
            spare = _spare_name(target)
            target.rename(spare)
            delivery.moved[name] = spare.name
        if not target.exists() or _digest(target.read_bytes()) in (record.get(name), _digest(text.encode("utf-8"))):
            if not target.exists() or target.read_bytes() != text.encode("utf-8"):
                replace_file(target, text)
                delivery.new.append(name)
            record[name] = _digest(text.encode("utf-8"))
        elif record.get(name) != _digest(text.encode("utf-8")):
            delivery.kept.append(name)
    replace_file(folder / RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")
    return delivery


def _read_record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # without a record every file there is taken for the student's
    return record if isinstance(record, dict) else {}


def _spare_name(path: Path) -> Path:
    number = 1
    while (spare := path.with_name(f"{path.stem}.mine-{number}{path.suffix}")).exists():
        number += 1
    return spare


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
