"""What a notebook calls by bare name."""

from __future__ import annotations

from dualtrack import places
from dualtrack.errors import CourseError
from dualtrack.widgets.question import Gate, Question, said_when_saved
from dualtrack.marking.session import Session

_session: Session | None = None


def start(student: str = "me") -> None:
    """Say whose answers these are (an identifier, no name) and take up what was saved before."""
    global _session
    session = Session(student, places.answers())
    found = session.answers_found()
    _session = session
    for note in session.notes:
        print(note)
    before = "No answers yet." if not found else f"Answers found from before: {found}."
    print(f"Your answers are kept under the identifier {student!r}. {before}")


def ask(item_id: str) -> Question:
    """Show an item as a question that saves its answer."""
    session = _started()
    return Question(session, session.item(item_id))


def answer(item_id: str, value: object) -> None:
    """Answer an item from Python; says when it is saved."""
    session = _started()
    item = session.item(item_id)
    print(said_when_saved(item, session.save(item, value)))


def after(item_id: str, view, recall: bool = False) -> Gate:
    """Keep an explorer or a figure closed until the item is answered; ``recall`` puts the answer above it."""
    session = _started()
    return Gate(session, session.item(item_id), view, recall)


def _started() -> Session:
    if _session is None:
        raise CourseError('Run the cell with start(student="...") first: it says whose answers these are.')
    return _session
