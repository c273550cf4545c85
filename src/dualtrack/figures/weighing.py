"""Evidence weighed with a student's own numbers: step by step, and what the result hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from dualtrack.analysis.process_tracing import MOVED_BY, NO_TEST, Piece, if_not_found, kind_of_test, over_priors, posterior, ratio, sensitivity
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.moving import MovingFigure, drawing_area
from dualtrack.figures.style import CONTEXT, OTHERS, TEXT, new_figure, styled
from dualtrack.wording import in_words, listed, percent

PIECES = 4
STEPS, HANGS_ON = "step by step", "what it hangs on"
VIEWS = (STEPS, HANGS_ON)
TITLES = {
    "ground": "Why did ground forces no longer enter from Belarus?",
    "missiles": "Why were no more missiles fired from Belarus?",
    "drones": "Why were no more drones launched from Belarus?",
}
ALONE = "The two accounts are compared with each other alone: no other account has a number."
Given = tuple[float | None, float | None]

# The drawing area is measured in hundredths of an inch, from the upper left corner.
WIDTH, HEIGHT = 720, 312
PATH, FIRST_ROW, PITCH = (205, 520), 84, 42
CURVE = (52, 262, 90, 246)  # left, right, top, bottom
RANGES, FIRST_RANGE, RANGE_PITCH = (506, 688), 104, 38
RANGES_END = FIRST_RANGE + 3 * RANGE_PITCH + 22


class Weighing(MovingFigure):
    """What a student's probabilities do to a choice between two accounts of why one kind of attack from Belarus is no longer found.

    ``evidence`` and ``hypotheses`` are the tables ``weighed_evidence`` and ``weighed_hypotheses``; of the former the first four pieces of each
    explanandum are weighed. ``show`` changes explanandum, accounts, start, probabilities and view. It holds no probability of its own.
    """

    def __init__(self, evidence: pd.DataFrame, hypotheses: pd.DataFrame):
        self.evidence = evidence
        self.hypotheses = hypotheses
        figure = new_figure()
        figure.set_size_inches(WIDTH / 100, HEIGHT / 100)
        with styled():
            moving = self._make_artists(figure)
        super().__init__(figure, moving)
        self.show()

    def pieces(self, explanandum: str) -> pd.DataFrame:
        """The rows to be weighed, in their order."""
        rows = self.evidence[(self.evidence["explanandum"] == explanandum) & (self.evidence["piece"] <= PIECES)]
        return rows.sort_values("piece").reset_index(drop=True)

    def names(self, explanandum: str) -> dict[str, str]:
        """The accounts of what is to be explained: their short names by id."""
        rows = self.hypotheses[self.hypotheses["explanandum"] == explanandum]
        return dict(zip(rows["hypothesis"], rows["name"], strict=True))

    def show(
        self,
        explanandum: str = "missiles",
        account: str = "persuasion",
        rival: str = "military",
        start: float | None = None,
        given: Mapping[int, Given] | None = None,
        view: str = STEPS,
    ) -> None:
        """Show one state: ``start`` and ``given`` (by piece, if the account and if the rival is true) are probabilities, None where not given yet."""
        if explanandum not in TITLES or view not in VIEWS:
            raise CourseError(f"Found {explanandum!r} and {view!r}, allowed is one of: {one_of(TITLES)}, and one of: {one_of(VIEWS)}.")
        rows, names = self.pieces(explanandum), self.names(explanandum)
        if account not in names or rival not in names:
            raise CourseError(f"Found the accounts {account!r} and {rival!r}, allowed is one of: {one_of(names)}.")
        numbers = {piece: (given or {}).get(piece, (None, None)) for piece in rows["piece"]}
        whole = {piece: pair for piece, pair in numbers.items() if None not in pair and account != rival}
        self.table = self._tabled(rows, numbers, whole, start)
        self.line = self._said(rows, numbers, whole, start, names[account], names[rival], view)
        listing = "; ".join(f"{row.piece} {row.name} ({row.side})" for row in rows[["piece", "name", "side"]].itertuples(index=False, name="Row"))
        kind = "A path of the probability from the start over each piece, with the test" if view == STEPS else "A curve over all starts, and ranges for each piece"
        self.alt = f"{kind}. {TITLES[explanandum]} Pieces: {listing}. {self.line}"
        self._draw_state(explanandum, f"Account: {names[account]}   Rival: {names[rival]}", rows, whole, start, view)

    def _tabled(self, rows: pd.DataFrame, numbers: Mapping[int, Given], whole: Mapping[int, Piece], start: float | None) -> pd.DataFrame:
        said, now = [], start
        for row in rows.itertuples():
            pair = whole.get(row.piece)
            before = now
            if pair is not None and start is not None:
                now = posterior(now, [pair])
            others = [own for piece, own in whole.items() if piece != row.piece]
            said.append(
                {
                    "piece": f"{row.piece} {row.name}",
                    "who says it": row.side,
                    "if account": _or_not_given(numbers[row.piece][0]),
                    "if rival": _or_not_given(numbers[row.piece][1]),
                    "test": _kind(pair) if pair else None,
                    "ratio": _times(pair) if pair else None,
                    "before": percent(before, 0) if pair and before is not None else None,
                    "after": percent(now, 0) if pair and now is not None else None,
                    "left out": percent(posterior(start, others), 0) if pair and start is not None else None,
                    "not found": percent(if_not_found(posterior(start, others), *pair), 0) if pair and start is not None else None,
                }
            )
        return pd.DataFrame(said).astype("object")

    def _said(
        self, rows: pd.DataFrame, numbers: Mapping[int, Given], whole: Mapping[int, Piece], start: float | None, account: str, rival: str, view: str
    ) -> str:
        if account == rival:
            return f"Choose two different accounts to compare: now both are “{account}”."
        half = [f"{piece}" for piece, pair in numbers.items() if (pair[0] is None) != (pair[1] is None)]
        halves = f" Half given: {listed(half)}." if half else ""
        if start is None:
            opening = f"No start is given yet; {in_words(len(whole))} of {in_words(len(rows))} pieces have both probabilities."
            return f"{opening}{halves} {ALONE}"
        if not whole:
            return f"You start at {percent(start, 0)} for “{account}” against “{rival}”, and no piece has both probabilities yet: you stay there.{halves} {ALONE}"
        pieces = list(whole.values())
        after = posterior(start, pieces)
        held = sensitivity(start, pieces).assign(piece=list(whole))
        # The start that ends at an even chance: its odds are those of the pieces, turned round.
        even = f" Any start above {percent(1 - posterior(0.5, pieces), 0)} ends above 50 %." if view == HANGS_ON else ""
        return (
            f"By your numbers, which are nobody else's, “{account}” goes from {percent(start, 0)} to {percent(after, 0)} against “{rival}”."
            f"{self._weightiest(rows, held)}{even}{halves} {ALONE}"
        )

    def _weightiest(self, rows: pd.DataFrame, held: pd.DataFrame) -> str:
        most = held[held["shift"] >= held["shift"].max() - 1e-9]
        if held["shift"].max() < 1e-9:
            return " No piece moves it."
        name = rows.set_index("piece")["name"]
        if len(most) > 1:
            return f" Pieces {listed(most['piece'])} matter most, and equally."
        row = most.iloc[0]
        return f" Piece {row['piece']:.0f}, {name[row['piece']]}, matters most: without it you would be at {percent(row['without'], 0)}."

    def _make_artists(self, figure: Figure) -> list[Artist]:
        self._axes = drawing_area(figure, WIDTH, HEIGHT)
        heading = [self._text(8, 16, "", weight="bold"), self._text(8, 40, "")]
        self._title, self._accounts = heading
        self._by_view = {STEPS: self._make_steps(), HANGS_ON: self._make_hangs_on()}
        return [*heading, *chain.from_iterable(self._by_view.values())]

    def _make_steps(self) -> list[Artist]:
        bottom = FIRST_ROW + PIECES * PITCH + 18
        ticks = [PATH[0] + share * (PATH[1] - PATH[0]) for share in (0, 0.5, 1)]
        grid = [self._line([x, x], [FIRST_ROW - 24, bottom], CONTEXT if x == ticks[1] else OTHERS, 1) for x in ticks]
        grid += [self._text(x, bottom + 12, label, ha="center") for x, label in zip(ticks, ("0 %", "50 %", "100 %"), strict=True)]
        grid += [self._text(ticks[0], bottom + 30, "rival", ha="center"), self._text(ticks[2], bottom + 30, "account", ha="center")]
        grid += [self._text(PATH[0] - 24, FIRST_ROW, "start", ha="right"), self._text(548, FIRST_ROW, "test and ratio")]
        heights = [FIRST_ROW + row * PITCH for row in range(PIECES + 1)]
        self._path = self._line([], [], TEXT, 2, marker="D", markersize=7)
        self._here = [self._text(0, height - 17, "", ha="center", box=True) for height in heights]
        self._rows = [self._text(PATH[0] - 24, height, "", ha="right") for height in heights[1:]]
        self._tests = [self._text(548, height, "") for height in heights[1:]]
        self._no_start = self._text(sum(PATH) / 2, FIRST_ROW, "no start given yet", ha="center", box=True)
        return [*grid, self._path, *self._here, *self._rows, *self._tests, self._no_start]

    def _make_hangs_on(self) -> list[Artist]:
        left, right, top, bottom = CURVE
        frame = [self._text(left, 66, "After, over all starts", weight="bold"), self._text(330, 66, "What each piece is worth", weight="bold")]
        for share, label in ((0, "0 %"), (0.5, "50 %"), (1, "100 %")):
            x, y = left + share * (right - left), bottom - share * (bottom - top)
            frame += [self._line([left, right], [y, y], OTHERS, 1), self._text(left - 8, y - 4, label.removesuffix(" %"), ha="right")]
            frame += [self._text(x, bottom + 18, label, ha="center")]
            x = RANGES[0] + share * (RANGES[1] - RANGES[0])
            frame += [self._line([x, x], [FIRST_RANGE - 18, RANGES_END], OTHERS, 1), self._text(x, RANGES_END + 14, label, ha="center")]
        frame += [self._text((left + right) / 2, bottom + 38, "start", ha="center"), self._line([left, right], [bottom, top], CONTEXT, 1.2, linestyle=":")]
        frame += [self._text(WIDTH - 8, HEIGHT - 29, f"circle: left out   bar: a number moved by {100 * MOVED_BY:.0f} points", ha="right")]
        frame += [self._text(WIDTH - 8, HEIGHT - 11, "dashed: your result", ha="right")]
        self._curve = self._line([], [], TEXT, 2)
        self._point = self._line([], [], TEXT, 0, marker="D", markersize=8)
        self._told = self._text(right, bottom - 12, "", ha="right", box=True)
        self._result = self._line([], [], CONTEXT, 1.4, linestyle="--")
        heights = [FIRST_RANGE + row * RANGE_PITCH for row in range(PIECES)]
        self._worth = [self._text(RANGES[0] - 14, height, "", ha="right") for height in heights]
        self._bars = [self._line([], [], TEXT, 5, solid_capstyle="butt") for _height in heights]
        self._without = [self._line([], [], TEXT, 0, marker="o", markersize=8, markerfacecolor="white", markeredgewidth=1.8) for _height in heights]
        self._missing = self._text(sum(RANGES) / 2, FIRST_RANGE + 1.5 * RANGE_PITCH, "", ha="center", box=True)
        return [*frame, self._curve, self._point, self._told, self._result, *self._worth, *self._bars, *self._without, self._missing]

    def _draw_state(self, explanandum: str, accounts: str, rows: pd.DataFrame, whole: Mapping[int, Piece], start: float | None, view: str) -> None:
        for name, artists in self._by_view.items():
            for artist in artists:
                artist.set_visible(name == view)
        self._title.set_text(TITLES[explanandum])
        self._accounts.set_text(accounts)
        (self._draw_steps if view == STEPS else self._draw_hangs_on)(rows, whole, start)

    def _draw_steps(self, rows: pd.DataFrame, whole: Mapping[int, Piece], start: float | None) -> None:
        self._no_start.set_visible(start is None)
        path, now = ([(start, 0)] if start is not None else []), start
        for at in range(PIECES):
            row = rows.iloc[at] if at < len(rows) else None
            pair = None if row is None else whole.get(row["piece"])
            self._rows[at].set_text("" if row is None else f"{row['piece']} {row['name']}")
            self._rows[at].set_color(TEXT if pair else CONTEXT)
            self._tests[at].set_text(f"{_kind(pair)}\n{_times(pair)}" if pair else "" if row is None else "not given yet")
            self._tests[at].set_color(TEXT if pair else CONTEXT)
            if pair and now is not None:
                now = posterior(now, [pair])
                path.append((now, at + 1))
        self._path.set_data([_along(PATH, share) for share, _row in path], [FIRST_ROW + row * PITCH for _share, row in path])
        shares = {row: share for share, row in path}
        for row, text in enumerate(self._here):
            text.set_text(percent(shares[row], 0) if row in shares else "")
            text.set_x(_along(PATH, shares.get(row, 0)))

    def _draw_hangs_on(self, rows: pd.DataFrame, whole: Mapping[int, Piece], start: float | None) -> None:
        left, right, top, bottom = CURVE
        pieces = list(whole.values())
        curve = over_priors(pieces)
        self._curve.set_data([_along((left, right), share) for share in curve["prior"]], [_along((bottom, top), share) for share in curve["posterior"]])
        known = start is not None
        after = posterior(start, pieces) if known else None
        self._point.set_data([_along((left, right), start)] if known else [], [_along((bottom, top), after)] if known else [])
        self._told.set_text(f"{percent(start, 0)}, then {percent(after, 0)}" if known else "no start given yet")
        self._result.set_data([_along(RANGES, after)] * 2 if known and pieces else [], [FIRST_RANGE - 18, RANGES_END] if known and pieces else [])
        held = sensitivity(start, pieces).assign(piece=list(whole)).set_index("piece") if known and pieces else pd.DataFrame()
        for at in range(PIECES):
            row = rows.iloc[at] if at < len(rows) else None
            there = row is not None and row["piece"] in held.index
            height = FIRST_RANGE + at * RANGE_PITCH
            self._worth[at].set_text("" if row is None else f"{row['piece']} {row['name']}")
            self._worth[at].set_color(TEXT if there else CONTEXT)
            ends = [_along(RANGES, held.at[row["piece"], end]) for end in ("low", "high")] if there else []
            self._bars[at].set_data(ends, [height] * len(ends))
            self._without[at].set_data([_along(RANGES, held.at[row["piece"], "without"])] if there else [], [height] if there else [])
        self._missing.set_text("" if len(held) else "nothing to show yet")

    def _text(self, x: float, y: float, text: str, ha: str = "left", weight: str = "normal", box: bool = False):
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if box else None
        return self._axes.text(x, y, text, ha=ha, va="center", color=TEXT, weight=weight, linespacing=1.1, bbox=ground)

    def _line(self, x: list, y: list, colour: str, width: float, **how):
        return self._axes.plot(x, y, color=colour, linewidth=width, **how)[0]


def _along(ends: tuple[float, float], share: float) -> float:
    return ends[0] + share * (ends[1] - ends[0])


def _or_not_given(likelihood: float | None) -> str:
    return "not given yet" if likelihood is None else percent(likelihood, 0)


def _kind(pair: Piece) -> str:
    return kind_of_test(*pair)[0]


def _times(pair: Piece) -> str:
    """The likelihood ratio in words, for whichever it favours.

    >>> _times((0.9, 0.6)), _times((0.1, 0.8)), _times((0.5, 0.5))
    ('1.5 to 1 for account', '8 to 1 for rival', 'equal under both')
    """
    if _kind(pair) == NO_TEST:
        return "equal under both"
    times = ratio(max(pair), min(pair))
    return f"{round(times, 1):g} to 1 for {'account' if pair[0] > pair[1] else 'rival'}"
