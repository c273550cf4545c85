"""The regression edition: the composed notebook, executed, in normal form, beside its master."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dualtrack import places
from dualtrack.codebook_notes import computed_for_codebook
from dualtrack.errors import CourseError, one_of
from dualtrack.files import replace_file
from dualtrack.lessons.exercises import compose_exercises
from dualtrack.lessons.master import compose, masters, new_notebook
from dualtrack.lessons.working_copy import serialised
from dualtrack.marking.bank import bank_paths, read_bank
from dualtrack.tables.codebook import codebook, codebook_path
from dualtrack.widgets.explorer import WIDGET_VIEW

CELL_SECONDS = 120


def originals() -> list[Path]:
    """What notebooks are made from, in order: the lessons' masters, then the exercises' banks."""
    return [*masters(), *bank_paths()]


def find_originals(names: list[str]) -> list[Path]:
    """The masters and banks with these names, a lesson and its unit sharing one (all of them where none is named)."""
    known = originals()
    stems = list(dict.fromkeys(path.stem for path in known))
    unknown = [name for name in names if name not in stems]
    if unknown:
        raise CourseError(f"There is no lesson {unknown[0]!r}. The lessons are: {one_of(stems)}.")
    return [path for path in known if not names or path.stem in names]


def composed(original: Path) -> NotebookNode:
    """The notebook that a master or a bank gives, without outputs."""
    return compose(original) if original.suffix == ".md" else compose_exercises(read_bank(original))


def notebook_path(original: Path) -> Path:
    """Where the notebook of a master or a bank stands: beside it."""
    return original.with_suffix(".ipynb")


def build(original: Path) -> bool:
    """Compose, execute and write one notebook; returns whether the file changed."""
    return _write(notebook_path(original), serialised(executed(composed(original), original)))


def build_codebook() -> bool:
    """Write data/README.md from the descriptor; returns whether the file changed."""
    return _write(codebook_path(), codebook(computed=computed_for_codebook()))


def differences(original: Path) -> list[str]:
    """How the notebook's cells differ from what its master or bank gives; executes nothing."""
    path = notebook_path(original)
    if not path.exists():
        return [f"{path.name} is missing: run dualtrack build."]
    built = nbformat.read(path, as_version=4)
    try:
        fresh = composed(original)
    except CourseError as error:
        return [str(error)]
    found = []
    if len(built.cells) != len(fresh.cells):
        found.append(f"{path.name} has {len(built.cells)} cells, {original.name} gives {len(fresh.cells)}: run dualtrack build.")
    for number, (old, new) in enumerate(zip(built.cells, fresh.cells, strict=False), start=1):
        if (old.cell_type, old.source, old.metadata.get("tags", [])) != (new.cell_type, new.source, new.metadata.get("tags", [])):
            found.append(f"{path.name}, cell {number}: {_first_difference(old.source, new.source)}: run dualtrack build.")
            break
        if old.id != new.id:
            found.append(f"{path.name}, cell {number}: its id is not made from its content: run dualtrack build.")
            break
    return found


def codebook_differs() -> list[str]:
    """Whether data/README.md is what the descriptor gives."""
    path = codebook_path()
    current = path.read_text(encoding="utf-8") if path.exists() else ""
    return [] if current == codebook(computed=computed_for_codebook()) else ["data/README.md differs from datapackage.json and the tables: run dualtrack build."]


def executed(notebook: NotebookNode, original: Path) -> NotebookNode:
    """Run all cells in a fresh kernel with a fresh folder for answers."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    with tempfile.TemporaryDirectory() as answers, _environment(places.ANSWERS_VARIABLE, answers):
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            coalesce_streams=True,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(original.parent)}},
        )
        try:
            client.execute()
        except CellExecutionError as error:
            raise CourseError(f"{original.name}: a cell failed.\n{error}") from None
    return normalised(notebook)


def normalised(notebook: NotebookNode) -> NotebookNode:
    """Leave out what differs from run to run and from Python to Python: times, versions, widget state, random model ids."""
    notebook.metadata = new_notebook([]).metadata
    number = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get(WIDGET_VIEW)
            if view:
                number += 1
                view["model_id"] = f"{number:032d}"
    return notebook


def _first_difference(old: str, new: str) -> str:
    for before, now in zip(old.splitlines(), new.splitlines(), strict=False):
        if before != now:
            return f"found {before[:80]!r}, the master gives {now[:80]!r}"
    return "it differs from its master"


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name)
        else:
            os.environ[name] = before


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_bytes() == text.encode("utf-8"):
        return False
    replace_file(path, text)
    return True
