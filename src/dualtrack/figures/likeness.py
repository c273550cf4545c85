"""Cases compared question by question: where a reader and the reference place them between unlike and alike, and what a total of that is worth."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.artist import Artist

from dualtrack.analysis.comparison import DISPUTED, LIKENESS, NO, YES, left_out, nearer, total, touching
from dualtrack.figures.moving import MovingFigure, drawing_area
from dualtrack.figures.style import CONTEXT, OTHERS, TEXT, new_figure, styled
from dualtrack.wording import in_words, listed, percent

CODES = tuple(LIKENESS)
TOUCHES = (YES, DISPUTED, NO)
# From left to right, as the total of likeness grows.
LIKE_AT, TOUCHES_AT = CODES[::-1], TOUCHES[::-1]
ALL, THOSE_THAT_TOUCH = "all", "touching"
WIDTH, FIRST, PITCH = 720, 66, 29
NAMES_END, SCALE, TOUCH_SCALE = 246, (282, 365, 448), (548, 618, 688)
PROVES_NOTHING = "A total proves nothing: one difference that touches the mechanism can outweigh all the rest."
Scores = Mapping[str, tuple[str, str]]


class Board(MovingFigure):
    """A drawing area measured in hundredths of an inch from the upper left corner, with a row for each dimension.

    A subclass makes its artists in ``make``, which gives those that move.
    """

    def __init__(self, rows: pd.DataFrame, height: int):
        self.rows = rows
        figure = new_figure()
        figure.set_size_inches(WIDTH / 100, height / 100)
        with styled():
            self._axes = drawing_area(figure, WIDTH, height)
            self._band = self._axes.axhspan(0, 1, color=OTHERS, alpha=0.2, linewidth=0, zorder=0)
            moving = self.make()
        super().__init__(figure, [self._band, *moving])

    def make(self) -> list[Artist]:
        """The artists that move."""
        raise NotImplementedError

    def text(self, x: float, y: float, said: str, **look: object) -> Artist:
        """A text at a place, centred in height."""
        return self._axes.text(x, y, said, **{"va": "center", "color": TEXT} | look)

    def marks(self, marker: str, filled: bool, size: float = 10) -> Artist:
        """Marks without places yet."""
        look = {"color": TEXT, "marker": marker, "markersize": size, "markerfacecolor": TEXT if filled else "white", "markeredgewidth": 1.8, "linestyle": ""}
        return self._axes.plot([], [], **look)[0]

    def scale(self, places: tuple[int, ...], names: tuple[str, ...], rows: int) -> None:
        """Names over places, each with a line down the rows."""
        for x, name in zip(places, names, strict=True):
            self._axes.plot([x, x], [FIRST - 20, FIRST + PITCH * (rows - 1) + 16], color=OTHERS, linewidth=1, zorder=0.5)
            self.text(x, FIRST - 30, name, ha="center")

    def names(self) -> list[Artist]:
        """The dimensions, numbered, at the left."""
        return [self.text(NAMES_END, FIRST + PITCH * at, f"{at + 1} {name}", ha="right") for at, name in enumerate(self.rows["dimension"])]

    def choose(self, at: int) -> None:
        """Shade the row that is read."""
        self._band.set_y(FIRST + PITCH * at - PITCH / 2)
        self._band.set_height(PITCH)


class LikenessByQuestion(Board):
    """NATO then beside Belarus now on each question: where the reader placed them beforehand and, when asked for, where the reference does.

    ``rows`` is as ``widgets.harmel_questions.questions`` gives it. ``show`` changes the question that is read (its place, from 0), the reader's codes by
    dimension and whether the reference is shown.
    """

    def __init__(self, rows: pd.DataFrame):
        super().__init__(rows, FIRST + PITCH * len(rows) + 22)
        self.show()

    def make(self) -> list[Artist]:
        """Names, the reader's circles, the reference's squares and what it says of the mechanism."""
        self.text(8, 14, "NATO then beside Belarus now", weight="bold")
        self.scale(SCALE, LIKE_AT, len(self.rows))
        self._names = self.names()
        self._yours, self._reference = self.marks("o", False), self.marks("s", True)
        self._head = self.text(TOUCH_SCALE[1], FIRST - 30, "touches the mechanism?", ha="center")
        self._touches = [self.text(TOUCH_SCALE[1], FIRST + PITCH * at, "", ha="center") for at in range(len(self.rows))]
        self._key = self.text(8, FIRST + PITCH * len(self.rows) + 6, "")
        return [*self._names, self._yours, self._reference, self._head, *self._touches, self._key]

    def show(self, question: int = 0, yours: Mapping[str, str] | None = None, reference: bool = False) -> None:
        """Show one state."""
        yours = {name: code for name, code in (yours or {}).items() if code in LIKENESS}
        rows = self.rows
        self.choose(question)
        side = 9 if reference else 0
        at = [place for place, name in enumerate(rows["dimension"]) if name in yours]
        self._yours.set_data([_x(yours[rows["dimension"][place]]) - side for place in at], [FIRST + PITCH * place for place in at])
        known = [place for place, code in enumerate(rows["alike"]) if code in LIKENESS] if reference else []
        self._reference.set_data([_x(rows["alike"][place]) + side for place in known], [FIRST + PITCH * place for place in known])
        self._head.set_visible(reference)
        for text, code in zip(self._touches, rows["touches_mechanism"], strict=True):
            text.set_text(code if reference else "")
        self._key.set_text(f"circle: you{'   square: the reference' if reference else ''}" if yours or reference else "")
        table = pd.DataFrame({"question": list(rows["dimension"]), "you": [yours.get(name) for name in rows["dimension"]]})
        if reference:
            table = table.assign(reference=list(rows["alike"]), touches=list(rows["touches_mechanism"]))
        self.table = table.assign(**{"NATO's sources": list(rows["nato_kinds"]), "Belarus's sources": list(rows["belarus_kinds"])}).astype("object")
        self.line = self._said(rows.iloc[question], question, yours, reference)
        placed = "; ".join(f"{name} {code}" for name, code in yours.items()) or "none yet"
        self.alt = f"Marks from unlike to alike on {listed(rows['dimension'])}, NATO then beside Belarus now. Your own: {placed}. {self.line}"

    def _said(self, row: pd.Series, question: int, yours: Mapping[str, str], reference: bool) -> str:
        name = row["dimension"]
        own = f" You said {yours[name]}." if name in yours else ""
        said = f"Question {question + 1}, {name}: sources of NATO's answer: {row['nato_kinds']}; of Belarus's: {row['belarus_kinds']}.{own}"
        if not reference:
            return said
        codes = dict(zip(self.rows["dimension"], self.rows["alike"], strict=True))
        counted = listed([f"{in_words(list(codes.values()).count(code))} {code}" for code in CODES])
        shared = sum(codes[name] == code for name, code in yours.items())
        agreed = f" You said the same on {in_words(shared)} of {in_words(len(yours))}." if yours else ""
        return f"{said} The reference says {row['alike']}; does the difference touch the mechanism: {row['touches_mechanism']}. Of all, {counted}.{agreed}"


class ScoredDimensions(Board):
    """A reader's scores of six dimensions, for likeness and for whether the difference touches the mechanism, and how a total of likeness moves.

    ``rows`` is as ``widgets.harmel_questions.questions`` gives it. ``show`` changes the dimension that is read, the scores by dimension (each two codes, empty
    where not given), which dimensions count (all, those that touch, or all but one: its name) and whether the reference is shown.
    """

    def __init__(self, rows: pd.DataFrame):
        super().__init__(rows, FIRST + PITCH * len(rows) + 104)
        self.show()

    def make(self) -> list[Artist]:
        """Names, marks of the reader and of the reference on both scales, and the total on its line."""
        self.text(SCALE[1], 14, "NATO and Belarus are", ha="center", weight="bold")
        self.text(WIDTH - 8, 14, "touches the mechanism", ha="right", weight="bold")
        self.scale(SCALE, LIKE_AT, len(self.rows))
        self.scale(TOUCH_SCALE, TOUCHES_AT, len(self.rows))
        self._names = self.names()
        self._counted, self._others, self._reference = self.marks("o", True), self.marks("o", False), self.marks("s", False, 11)
        self._base = FIRST + PITCH * len(self.rows) + 20
        self.text(NAMES_END, self._base, "total of likeness", ha="right")
        ends = (SCALE[0], TOUCH_SCALE[2])
        self._axes.plot(ends, [self._base] * 2, color=CONTEXT, linewidth=1)
        for share in (0, 0.5, 1):
            self._axes.plot([_along(ends, share)] * 2, [self._base - 6, self._base + 6], color=CONTEXT, linewidth=1)
            self.text(_along(ends, share), self._base + 20, f"{100 * share:.0f} %", ha="center")
        self._ends = ends
        (self._range,) = self._axes.plot([], [], color=OTHERS, linewidth=8, solid_capstyle="butt")
        self._whole, self._total = self.marks("o", False, 9), self.marks("D", True, 9)
        self._key = self.text(8, self._base + 48, "")
        self.text(8, self._base + 68, "total: ring all, diamond what is counted, bar with any one left out")
        return [*self._names, self._reference, self._counted, self._others, self._range, self._whole, self._total, self._key]

    def show(self, read: int = 0, scores: Scores | None = None, counted: str = ALL, reference: bool = False, note: str = "") -> None:
        """Show one state; ``note`` stands before the line."""
        rows = self.rows
        scores = {name: (scores or {}).get(name, ("", "")) for name in rows["dimension"]}
        likeness = {name: code for name, (code, _touch) in scores.items() if code}
        touches = {name: touch for name, (_code, touch) in scores.items() if touch}
        whole = {name: likeness[name] for name in likeness if name in touches}
        basis = {name: code for name, code in likeness.items() if self._counts(name, counted, likeness, touches)}
        self.choose(read)
        self._place(likeness, touches, basis, reference)
        out = list(left_out(likeness).values())
        self._range.set_data([_along(self._ends, share) for share in (min(out), max(out))] if out else [], [self._base] * 2 if out else [])
        for mark, share in ((self._whole, total(likeness.values())), (self._total, total(basis.values()))):
            mark.set_data([] if share is None else [_along(self._ends, share)], [] if share is None else [self._base])
        self._key.set_text(f"circle: you, hollow where not counted{'   square: the reference' if reference else ''}")
        self.table = self._tabled(likeness, touches, basis, reference)
        self.line = note + self._said(rows.iloc[read], read, likeness, touches, whole, basis, counted, out)
        if likeness and (reference or counted != ALL):  # before, it would tell what the reader is to find
            self.line += f" {PROVES_NOTHING}"
        placed = "; ".join(f"{name} {likeness.get(name, 'no likeness')}, {touches.get(name, 'not said')}" for name in rows["dimension"] if any(scores[name]))
        listing = f"Your scores: {placed}." if placed else f"Dimensions: {listed(rows['dimension'])}."
        told = f" By the reference: {self._reference_said()}." if reference else ""
        self.alt = f"Marks for {in_words(len(rows))} dimensions on two scales, and a total of likeness below. {listing}{told} {self.line}"

    def _counts(self, name: str, counted: str, likeness: Mapping[str, str], touches: Mapping[str, str]) -> bool:
        return name in touching(likeness, touches) if counted == THOSE_THAT_TOUCH else name != counted

    def _place(self, likeness: Mapping[str, str], touches: Mapping[str, str], basis: Mapping[str, str], reference: bool) -> None:
        side = 9 if reference else 0
        spots: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
        squares = []
        for at, row in enumerate(self.rows.itertuples()):
            y = FIRST + PITCH * at
            name = row.dimension
            spots[name in basis] += [(_x(likeness[name]) - side, y)] if name in likeness else []
            spots[name in basis] += [(_touch_x(touches[name]) - side, y)] if name in touches else []
            squares += [(_x(row.alike) + side, y)] if reference and row.alike in LIKENESS else []
            squares += [(_touch_x(row.touches_mechanism) + side, y)] if reference else []
        for artist, own in ((self._counted, spots[True]), (self._others, spots[False]), (self._reference, squares)):
            artist.set_data(*(zip(*own, strict=True) if own else ([], [])))

    def _tabled(self, likeness: Mapping[str, str], touches: Mapping[str, str], basis: Mapping[str, str], reference: bool) -> pd.DataFrame:
        rows = self.rows
        names = list(rows["dimension"])
        table = pd.DataFrame({"dimension": names, "you": [likeness.get(name) for name in names], "touches, by you": [touches.get(name) for name in names]})
        table["counted"] = ["yes" if name in basis else "no" for name in names]
        if reference:
            table = table.assign(**{"reference": list(rows["alike"]), "touches, by it": list(rows["touches_mechanism"])})
        return table.assign(**{"NATO's sources": list(rows["nato_kinds"]), "Belarus's sources": list(rows["belarus_kinds"])}).astype("object")

    def _said(self, row, read: int, likeness, touches, whole, basis, counted: str, out: list[float]) -> str:
        if not likeness:
            half = f" {in_words(len(touches)).capitalize()} scored for the mechanism only." if touches else ""
            kinds = f"sources of NATO's answer: {row['nato_kinds']}; of Belarus's: {row['belarus_kinds']}"
            chosen = "only those that touch the mechanism" if counted == THOSE_THAT_TOUCH else f"all without {counted}"
            counts = "" if counted == ALL else f" To be counted: {chosen}."
            return f"Read: {read + 1} {row['dimension']}; {kinds}. No dimension has a score of likeness yet.{half}{counts}"
        touch = touching(likeness, touches)
        named = f" ({listed(touch)})" if touch else ""
        disputed = sum(code != "alike" and touches.get(name) == DISPUTED for name, code in likeness.items())
        differ = "difference touches" if len(touch) == 1 else "differences touch"
        more = f"; {in_words(disputed)} more {'is' if disputed == 1 else 'are'} disputed" if disputed else ""
        part = f" {in_words(len(whole)).capitalize()} of {in_words(len(self.rows))} have both scores." if len(whole) < len(self.rows) else ""
        said = (
            f"Read: {read + 1} {row['dimension']}. By your scores {in_words(len(touch)).replace('none', 'no')} {differ} the mechanism{named}{more}.{part} "
            f"Total of likeness: {percent(total(likeness.values()), 0)} of what it could be"
        )
        if counted == THOSE_THAT_TOUCH:
            share = percent(total(basis.values()), 0)
            said += f"; over those alone that touch the mechanism {share}" if basis else "; no difference touches it, so nothing is counted"
        elif counted != ALL:
            share = total(basis.values())
            said += f"; without {counted} {percent(share, 0)}" if share is not None else f"; without {counted} nothing is counted"
        span = f"; with any one left out {percent(min(out), 0)} to {percent(max(out), 0)}" if out else ""
        return f"{said}{span}."

    def _reference_said(self) -> str:
        return "; ".join(f"{row.dimension} {row.alike}, {row.touches_mechanism}" for row in self.rows.itertuples())


class TwoAnalogies(Board):
    """Two likenesses to Belarus now on each question: NATO's place by the reference, Norway's by the reader; and which is nearer.

    ``rows`` is as ``widgets.harmel_questions.questions`` gives it. ``show`` changes the question that is read and the reader's codes for Norway by dimension.
    """

    def __init__(self, rows: pd.DataFrame):
        super().__init__(rows, FIRST + PITCH * len(rows) + 22)
        self.show()

    def make(self) -> list[Artist]:
        """Names, squares for NATO, circles for Norway, and the nearer one in words."""
        self.text(8, 14, "Beside Belarus now", weight="bold")
        self.text(TOUCH_SCALE[1], FIRST - 30, "nearer", ha="center")
        self.scale(SCALE, LIKE_AT, len(self.rows))
        self.text(8, FIRST + PITCH * len(self.rows) + 6, "square: NATO then, by the reference   circle: Norway then, by you")
        self._names = self.names()
        self._nato, self._norway = self.marks("s", True), self.marks("o", False)
        self._nearer = [self.text(TOUCH_SCALE[1], FIRST + PITCH * at, "", ha="center") for at in range(len(self.rows))]
        return [*self._names, self._nato, self._norway, *self._nearer]

    def show(self, question: int = 0, norway: Mapping[str, str] | None = None) -> None:
        """Show one state."""
        rows = self.rows
        norway = {name: code for name, code in (norway or {}).items() if code in LIKENESS}
        nato = {name: code for name, code in zip(rows["dimension"], rows["alike"], strict=True) if code in LIKENESS}
        found = {name: {1: "Norway", -1: "NATO", 0: "level"}[sign] for name, sign in nearer(norway, nato).items()}
        self.choose(question)
        for artist, codes, side in ((self._nato, nato, 9), (self._norway, norway, -9)):
            spots = [(_x(codes[name]) + side, FIRST + PITCH * at) for at, name in enumerate(rows["dimension"]) if name in codes]
            artist.set_data(*(zip(*spots, strict=True) if spots else ([], [])))
        for text, name in zip(self._nearer, rows["dimension"], strict=True):
            text.set_text(found.get(name, ""))
        names = list(rows["dimension"])
        columns = {"question": names, "NATO, by the reference": list(rows["alike"]), "Norway, by you": [norway.get(name) for name in names]}
        columns |= {"nearer": [found.get(name) for name in names], "Norway's sources": list(rows["norway_kinds"])}
        self.table = pd.DataFrame(columns).astype("object")
        self.line = self._said(rows.iloc[question], question, norway, found)
        placed = "; ".join(f"{name} {code}" for name, code in norway.items()) or "none yet"
        self.alt = (
            f"Marks from unlike to alike for {in_words(len(rows))} questions. NATO beside Belarus by the reference: "
            f"{'; '.join(f'{name} {code}' for name, code in nato.items())}. Norway beside Belarus by you: {placed}. {self.line}"
        )

    def _said(self, row: pd.Series, question: int, norway: Mapping[str, str], found: Mapping[str, str]) -> str:
        said = f"Question {question + 1}, {row['dimension']}: sources of Norway's answer: {row['norway_kinds']}."
        if not found:
            return f"{said} Norway has no code of yours yet."
        sides = {side: [name for name, where in found.items() if where == side] for side in ("Norway", "NATO", "level")}
        told = [f"{side} is nearer on {listed(sides[side])}" for side in ("Norway", "NATO") if sides[side]]
        told += [f"they are level on {listed(sides['level'])}"] if sides["level"] else []
        return f"{said} By your codes for Norway, with the reference's for NATO: {'; '.join(told)}. How many is not the question: which of them touch the mechanism?"


def _x(code: str) -> float:
    return SCALE[LIKE_AT.index(code)]


def _touch_x(code: str) -> float:
    return TOUCH_SCALE[TOUCHES_AT.index(code)]


def _along(ends: tuple[float, float], share: float) -> float:
    return ends[0] + share * (ends[1] - ends[0])


