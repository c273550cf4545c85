"""What a notebook calls by bare name."""

from __future__ import annotations

from dualtrack import places
from dualtrack.errors import CourseError
from dualtrack.marking.bank import unit_of
from dualtrack.marking.session import Session
from dualtrack.widgets.question import Gate, Question, said_when_saved
from dualtrack.widgets.weigh_evidence import WeighExplorer

_session: Session | None = None
_last_unit: str = ""


def start(student: str = "me") -> None:
    """Say whose answers these are (an identifier, no name) and take up what was saved before."""
    global _session
    session = Session(student, places.answers())
    found = session.answers_found()
    if _session is not None and _session.student != student:
        _session.followed_by = student
    _session = session
    for note in session.notes:
        print(note)
    before = "No answers yet." if not found else f"Answers found from before: {found}."
    print(f"Your answers are kept under the identifier {student!r}. {before}")


def ask(item_id: str) -> Question:
    """Show an item as a question that saves its answer."""
    global _last_unit
    session = _started()
    item = session.item(item_id)
    _last_unit = unit_of(item_id)
    return Question(session, item)


def answer(item_id: str, value: object) -> None:
    """Answer an item from Python; says when it is saved."""
    session = _started()
    item = session.item(item_id)
    print(said_when_saved(session, item, session.save(item, value)))


def after(item_id: str, view, recall: bool = False) -> Gate:
    """Keep an explorer or a figure closed until the item is answered; ``recall`` puts the answer above it."""
    session = _started()
    return Gate(session, session.item(item_id), view, recall)


def weigh_evidence(explanandum: str = "missiles", account: str = "persuasion", rival: str = "military", keep: str = "") -> WeighExplorer:
    """Weigh four pieces of evidence with probabilities of one's own; ``keep`` names the table item in which they can be kept, once."""
    if not keep:
        return WeighExplorer(explanandum, account, rival)
    session = _started()
    return WeighExplorer(explanandum, account, rival, session, session.item(keep))


def hand_in(unit: str = "") -> None:
    """Note on the sheet that the unit is handed in; say what is not answered, which file to give to the lecturer, and the receipt code.

    Without a unit it is the one that was asked last.
    """
    session = _started()
    unit = unit_of(f"{unit}.") if unit else _last_unit
    if not unit:
        raise CourseError('Say which unit you hand in, for example hand_in("01").')
    unanswered, code = session.hand_in(unit)
    if unanswered:
        print(f"Not answered: {', '.join(unanswered)}. You can still answer and hand in again.")
    print(f"Handed in: {session.sheet(unit).path.name}, in your folder of answers. Give this file to your lecturer.\nYour receipt: {code}.")


def _started() -> Session:
    if _session is None:
        raise CourseError('Run the cell with start(student="...") first: it says whose answers these are.')
    return _session
