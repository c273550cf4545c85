"""A folder that is written whole or not at all, and never over what was there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dualtrack import places
from dualtrack.errors import CourseError


@contextmanager
def new_folder(to: Path, force: bool) -> Iterator[Path]:
    """A folder to write into; it takes its name once the block ends well, and is gone where it does not.

    Raises CourseError for a folder that is not empty, unless ``force``: then what was there is kept under another name (``put_aside`` says
    which), so nothing is lost and nothing old is mixed with the new.
    """
    if kept_as(to) and not force:
        raise CourseError(f"{to}: there is something already. Name a folder that is new or empty, or say --force: then what is there is put aside.")
    _keep_out_of_the_course(to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    except OSError as error:
        raise CourseError(f"{to}: nothing can be written there ({error.strerror or error}). Name another folder with --to.") from None
    try:
        yield new
        new.chmod(0o755)  # mkdtemp makes it for its owner alone
        if kept_as(to):
            to.rename(put_aside(to))
        elif to.exists():
            to.rmdir()
        new.rename(to)
    except OSError as error:
        raise CourseError(f"{to}: it could not be written ({error.strerror or error}). Name another folder with --to.") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def kept_as(to: Path) -> str:
    """The name under which what stands there, a file or a folder that holds something, will be kept; empty where there is nothing to keep.

    >>> kept_as(Path("no-such-folder"))
    ''
    """
    return put_aside(to).name if to.exists() and (not to.is_dir() or any(to.iterdir())) else ""


def put_aside(to: Path) -> Path:
    """The free name under which what stands in the way is kept.

    >>> put_aside(Path("no-such-folder")).name
    'no-such-folder.before-1'
    """
    number = 1
    while (kept := to.with_name(f"{to.name}.before-{number}")).exists():
        number += 1
    return kept


def _keep_out_of_the_course(to: Path) -> None:
    """Refuse to put the course itself aside, or to write into one of its own folders."""
    root, to = places.course().resolve(), to.resolve()
    own = (root / name for name in ("src", "data", "notebooks", "exercises", "tests"))
    if root.is_relative_to(to) or places.PACKAGE.is_relative_to(to) or any(to.is_relative_to(folder) for folder in own):
        raise CourseError(f"{to}: the course itself lies there. Name a folder of its own with --to.")
