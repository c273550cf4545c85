"""What a notebook calls by bare name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from dualtrack import places
from dualtrack.errors import CourseError
from dualtrack.marking.bank import bank_paths, unit_of
from dualtrack.marking.items import Item
from dualtrack.marking.session import Session
from dualtrack.widgets.beliefs import BeliefsChanged
from dualtrack.widgets.claim_explorer import ClaimExplorer
from dualtrack.widgets.codes_compared import CodesCompared
from dualtrack.widgets.counter_analogy import CounterAnalogyExplorer
from dualtrack.widgets.forecasts import ForecastScores, WhatHappened
from dualtrack.widgets.open_forecasts import OpenForecasts
from dualtrack.widgets.question import Gate, Question, Questions, said_when_saved
from dualtrack.widgets.reciprocity import ReciprocityExplorer
from dualtrack.widgets.scorecard import Scorecard
from dualtrack.widgets.six_dimensions import SixDimensionsExplorer
from dualtrack.widgets.transfer import Transfer
from dualtrack.widgets.weigh_evidence import WeighExplorer

_session: Session | None = None
_last_unit: str = ""


def start(student: str = "me") -> None:
    """Say whose answers these are (an identifier, no name) and take up what was saved before.

    Raises CourseError for anything but 1 to 40 letters, digits, - and _. Every other function of this module raises one that says what to run
    first where it has not been called; an id that is no item's is answered with those that are near to it.
    """
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


def ask(*item_ids: str) -> Question | Questions:
    """Show an item as a question that saves its answer, or several below each other: ``ask("00.p1", "00.p2")``."""
    global _last_unit
    session = _started()
    if not item_ids:
        raise CourseError('Say which item, for example ask("01.p1").')
    items = [session.item(item_id) for item_id in item_ids]
    _last_unit = unit_of(item_ids[-1])
    return Question(session, items[0]) if len(items) == 1 else Questions(session, items)


def answer(item_id: str, value: object) -> None:
    """Answer an item from Python; says when it is saved.

    ``value`` is what the item's type takes (a letter, a number, a list, a mapping, a text, or a frame for a table). Raises CourseError with
    what was found and what is allowed where it does not fit, and for a prediction that was saved otherwise before.
    """
    session = _started()
    item = session.item(item_id)
    print(said_when_saved(session, item, session.save(item, value)))


def after(item_ids: str | Sequence[str], view, recall: bool = False) -> Gate:
    """Keep a view closed until an item, or each item of a list, is answered; ``recall`` puts the answers above it.

    ``view`` is an explorer, a card, a figure or another object with ``.widget`` or ``.html()``; raises CourseError for one that has neither.
    """
    session = _started()
    ids = [item_ids] if isinstance(item_ids, str) else list(item_ids)
    return Gate(session, [session.item(item_id) for item_id in ids], view, recall)


def compare_codes(item_ids: Sequence[str]) -> CodesCompared:
    """Set your codes of some statements beside those of the two coders; to be kept closed by ``after`` until all are saved.

    ``item_ids`` are event coding items, each with a claim.
    """
    session = _started()
    return CodesCompared(session, [session.item(item_id) for item_id in item_ids])


def claim_explorer(lesson: str = "00") -> ClaimExplorer:
    """Look through the statements that a lesson may show; those that you have coded by then, or code later, show their codes."""
    session = _started()
    explorer = ClaimExplorer(lesson)
    units = [path.name[:2] for path in bank_paths() if path.name[:2] <= lesson]
    for item in [item for unit in units for item in session.bank(unit).items.values() if getattr(item, "claim", "")]:
        take_up = partial(explorer.code, item.claim)
        session.when_saved(item.id, take_up)
        if session.saved(item) is not None:
            take_up(session.saved(item))
    return explorer


def weigh_evidence(explanandum: str = "missiles", account: str = "persuasion", rival: str = "military", keep: str = "") -> WeighExplorer:
    """Weigh four pieces of evidence with probabilities of one's own; ``keep`` names the table item in which they can be kept, once.

    Raises CourseError for an explanandum, an account or a rival that there is not.
    """
    return WeighExplorer(explanandum, account, rival, *_kept_in(keep))


def what_happened(day: str, own: bool = True) -> WhatHappened:
    """What came after a decision point, such as "2024-06-30", beside your forecasts of that day; ``own=False`` shows the record alone.

    Raises CourseError for a day that is none of the decision points.
    """
    return WhatHappened(_started(), day, own)


def forecast_scores(own: bool = True) -> ForecastScores:
    """All your forecasts together, with their mean Brier score and that of simple forecasters; ``own=False`` shows these alone."""
    return ForecastScores(_started(), own)


def reciprocity(keep: str = "") -> ReciprocityExplorer:
    """Let two states answer each other's perceived moves; ``keep`` names the table item in which a pair of settings can be saved, once."""
    return ReciprocityExplorer(*_kept_in(keep))


def six_dimensions(keep: str = "") -> SixDimensionsExplorer:
    """Score six dimensions of the Harmel comparison; ``keep`` names the table item in which the scores can be kept, once, before the reference opens."""
    return SixDimensionsExplorer(*_kept_in(keep))


def counter_analogy(keep: str = "") -> CounterAnalogyExplorer:
    """Set Norway beside NATO by the same five questions; ``keep`` names the coding item in which the codes for Norway can be kept, once."""
    return CounterAnalogyExplorer(*_kept_in(keep))


def beliefs_changed() -> BeliefsChanged:
    """Your five beliefs before the course and now; to be kept closed by ``after`` until the second survey is saved."""
    return BeliefsChanged(_started())


def scorecard(keep: str = "") -> Scorecard:
    """What became of each statement of article and counter-text; ``keep`` names the table item in which overruled codes can be kept, once."""
    return Scorecard(*_kept_in(keep))


def open_forecasts() -> OpenForecasts:
    """The open forecasts in one list, with closing day and where to look them up, and yours once they are saved."""
    return OpenForecasts(_started())


def transfer(path: str = "", begin: bool = False) -> Transfer:
    """The tools of the course on another text, from a CSV of its claims beside the notebook; without a path the two invented rows of the template.

    With ``begin`` a file that is not there yet is made from the template; one that is there is never touched.
    """
    template = places.course() / "exercises" / "transfer_template.csv"
    if path and begin and not Path(path).exists():
        try:
            Path(path).write_text(template.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
        except OSError as error:
            raise CourseError(f"{Path(path).name} can't be written here ({error.strerror or error}).") from None
    return Transfer(path or template)


def hand_in(unit: str = "") -> None:
    """Note on the sheet that the unit is handed in; say what is not answered, which file to give to the lecturer, and the receipt code.

    Without a unit it is the one that was asked last.
    """
    session = _started()
    if not (unit or _last_unit):
        raise CourseError('Say which unit you hand in, for example hand_in("01").')
    unit = str(unit).zfill(2) if unit else _last_unit
    unanswered, code = session.hand_in(unit)
    if unanswered:
        print(f"Not answered: {', '.join(unanswered)}. You can still answer and hand in again.")
    print(f"Handed in: {session.sheet(unit).path.name}, in your folder of answers. Give this file to your lecturer.\nYour receipt: {code}.")


def _started() -> Session:
    if _session is None:
        raise CourseError('Run the cell with start(student="...") first: it says whose answers these are.')
    return _session


def _kept_in(item_id: str) -> tuple[()] | tuple[Session, Item]:
    """The session and the item in which a view keeps what stands in it; nothing where no item is named."""
    return (_started(), _started().item(item_id)) if item_id else ()
