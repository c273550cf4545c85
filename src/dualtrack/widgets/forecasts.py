"""What came after a decision point, beside what one forecast; and all forecasts together. Nothing of it shows before the forecasts are saved."""

from __future__ import annotations

import html

import pandas as pd

from dualtrack.analysis.forecasts import brier, mean_brier, simple_forecasts
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import html_table, plain_table
from dualtrack.figures.forecast_scores import NAMES, forecast_scores_figure
from dualtrack.marking.items.forecast import KNEW, PROBABILITY
from dualtrack.marking.session import Session
from dualtrack.tables import load
from dualtrack.widgets.explorer import READABLE, paragraph
from dualtrack.wording import day_in_words, in_words, listed, percent

RANGE = "0 is best, 1 is worst"
# What each simple forecaster is called, and the column in which its probabilities stand.
SIMPLE = {"base rate": "base_rate", "as in the last window": "last_window", "always 50 %": "even"}
LITTLE = (
    "Few forecasts, all of one chain of events, don't tell how well you forecast: who is wrong on one is likely to be wrong on the next. "
    "Pool those of the class."
)


class _Forecasts:
    """Questions with the simple forecasters' probabilities and the student's own, as far as they are saved."""

    def __init__(self, session: Session, own: bool = True):
        self.session = session
        self.own = own
        questions = load("forecast_questions")
        simple = simple_forecasts(questions, load("forecast_precedents"), load("events"))
        self.questions = questions.merge(simple, left_on="item", right_index=True)

    def saved(self, item_id: str) -> dict | None:
        """The student's forecast of one question."""
        return self.session.saved(self.session.item(item_id)) if self.own else None

    def missing(self, rows: pd.DataFrame) -> list[str]:
        """The items among these that have no forecast yet."""
        return [item_id for item_id in rows["item"] if self.own and self.saved(item_id) is None]

    def with_own(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The questions with ``own`` (0 to 1, missing where not given) and ``known`` (whether it was known beforehand)."""
        given = [self.saved(item_id) or {} for item_id in rows["item"]]
        own = [value[PROBABILITY] / 100 if value else None for value in given]
        return rows.assign(own=pd.array(own, dtype="Float64"), known=[bool(value.get(KNEW)) for value in given])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": str(self)}


class WhatHappened(_Forecasts):
    """For each question of one decision point: what came, with date and source, or that none was found; the forecast and its Brier score beside simple ones.

    ``day`` is the decision point, such as "2024-06-30"; raises CourseError for another day. It is computed when it is shown, from the answers
    saved by then, and stays closed until each forecast of that day is saved. Without ``own`` it shows the record alone, for pages on which
    nobody's forecasts stand. ``.line``, ``.table`` and ``str()`` say the same as the HTML.
    """

    def __init__(self, session: Session, day: str, own: bool = True):
        super().__init__(session, own)
        days = self.questions["opens"].dt.strftime("%Y-%m-%d")
        if day not in set(days):
            raise CourseError(f"what_happened: found {day!r}, allowed is one of: {one_of(dict.fromkeys(days))}.")
        self.day = day
        self.questions = self.questions[days == day].reset_index(drop=True)

    @property
    def closed(self) -> str:
        """What is said as long as a forecast of the day is missing; empty once it is open."""
        missing = self.missing(self.questions)
        return f"This opens once your forecasts of {day_in_words(pd.Timestamp(self.day))} are saved. Still open: {listed(missing)}." if missing else ""

    @property
    def line(self) -> str:
        """What came and how the forecast scored, a sentence or two for each question."""
        scores = "" if self.own else f" Brier scores of simple forecasters: {RANGE}."
        return self.closed or " ".join(_scored(row) for row in self.with_own(self.questions).itertuples()) + scores

    @property
    def table(self) -> pd.DataFrame:
        """One row a forecaster (the student first), with what was said of each question and its Brier score; without rows as long as it is closed."""
        rows = self.with_own(self.questions)
        columns: dict[str, list] = {"forecaster": ["your forecast", *SIMPLE] if self.own else list(SIMPLE)}
        for row in rows.itertuples():
            simple = [getattr(row, column) for column in SIMPLE.values()]
            own = [] if not self.own else [("-", "-") if pd.isna(row.own) else (_own_said(row), _own_score(row))]
            said = [*own, *((_percent(share), f"{brier(share, row.happened):.2f}") for share in simple)]
            columns[f"{row.item} said"], columns[f"{row.item} score"] = [text for text, _score in said], [score for _text, score in said]
        table = pd.DataFrame(columns)
        return table.head(0) if self.closed else table

    @property
    def counted(self) -> list[str]:
        """How the base rate of each question was counted."""
        if self.closed:
            return []
        return [
            f"{row.item}: such an act became public in {in_words(row.with_act)} of {row.windows} earlier windows of {row.days} days, "
            f"{day_in_words(row.since)} to {day_in_words(row.opens)}."
            for row in self.questions.itertuples()
        ]

    def html(self) -> str:
        """The outcomes with links to their sources, the sentence, the table and how the base rates were counted."""
        if self.closed:
            return paragraph(self.closed, live=True)
        told = "".join(
            f'<p style="{READABLE}"><strong>{html.escape(_named(row))}</strong><br>'
            f"{html.escape(_outcome(row))}{_sources(row, link=True)}</p>"
            for row in self.questions.itertuples()
        )
        return told + paragraph(self.line, live=True) + html_table(self.table) + paragraph("Base rates. " + " ".join(self.counted))

    def __str__(self) -> str:
        if self.closed:
            return f"[{self.closed}]"
        told = [f"{_named(row)}\n{_outcome(row)}{_sources(row, link=False)}" for row in self.questions.itertuples()]
        return "\n".join([*told, "", self.line, "", plain_table(self.table), "", *self.counted])


class ForecastScores(_Forecasts):
    """All forecasts together: how far each was from what came, the mean Brier score of those that count, and that of simple forecasters on the same questions.

    A forecast that was known before is left out of every mean, a missing one is named and not scored. Of a decision point of which a forecast
    is missing nothing is shown. It is computed when it is shown. Without ``own`` the simple forecasters stand alone, on all questions.
    """

    @property
    def rows(self) -> pd.DataFrame:
        """The questions of decision points whose forecasts are all saved."""
        missing = self.questions["item"].isin(self.missing(self.questions))
        open_days = self.questions.loc[missing, "opens"]
        return self.with_own(self.questions[~self.questions["opens"].isin(open_days)].reset_index(drop=True))

    @property
    def means(self) -> pd.DataFrame:
        """The mean Brier score of each forecaster (columns forecaster, mean Brier score) on the questions that count; without rows where none does."""
        rows = self.rows
        counts = rows[rows["own"].notna() & ~rows["known"]] if self.own else rows
        if counts.empty:
            return pd.DataFrame(columns=["forecaster", "mean Brier score"])
        said = ({"your forecasts": "own"} if self.own else {}) | SIMPLE
        scores = [(name, f"{mean_brier([float(share) for share in counts[column]], list(counts['happened'])):.2f}") for name, column in said.items()]
        return pd.DataFrame(scores, columns=["forecaster", "mean Brier score"])

    @property
    def figure(self):
        """A dot for each question; None as long as no decision point is complete."""
        return None if self.rows.empty else forecast_scores_figure(self.rows)

    @property
    def table(self) -> pd.DataFrame:
        """The table behind the figure; without rows as long as there is none."""
        return pd.DataFrame() if self.rows.empty else self.figure.table

    @property
    def line(self) -> str:
        """The means in words, how many were known before, and what is missing."""
        rows, said = self.rows, []
        means = dict(self.means.itertuples(index=False))
        known = list(rows.loc[rows["known"], "item"])
        own = means.pop("your forecasts", "")
        if own:
            count = len(rows) - len(known)
            said.append(f"Mean Brier score of your {in_words(count)} forecast{'' if count == 1 else 's'} that count{'s' if count == 1 else ''}: {own} ({RANGE}).")
        elif self.own:
            said.append("None of your forecasts counts yet, so there is no mean.")
        if means:
            others = listed(f"{name} {mean}" for name, mean in means.items())
            said.append(f"The simple forecasters on {'the same' if self.own else 'all'} questions: {others}{'' if self.own else f' ({RANGE})'}.")
        if known:
            said.append(f"Not counted, because you knew what came: {listed(known)}.")
        missing = self.missing(self.questions)
        if missing:
            shown = "" if rows.empty else " The questions of those days are not shown."
            said.append(f"Not given, and not scored: {listed(missing)}.{shown}")
        return " ".join([*said, LITTLE])

    def html(self) -> str:
        """The figure with its table, the sentence, and the means."""
        means = html_table(self.means) if len(self.means) else ""
        return (self.figure.html() if self.figure is not None else "") + paragraph(self.line, live=True) + means

    def __str__(self) -> str:
        shown = [str(self.figure), ""] if self.figure is not None else []
        return "\n".join([*shown, self.line, *(["", plain_table(self.means)] if len(self.means) else [])])


def _own_said(row) -> str:
    return f"{_percent(row.own)}{' (known before)' if row.known else ''}"


def _percent(share: float) -> str:
    """A probability as a person writes it.

    >>> _percent(0.5), _percent(0.0128)
    ('50 %', '1.3 %')
    """
    return percent(float(share)).replace(".0 %", " %")


def _own_score(row) -> str:
    return "not counted" if row.known else f"{brier(float(row.own), row.happened):.2f}"


def _scored(row) -> str:
    """One question in a sentence or two: what came, and the student's score where there is one."""
    came = "it happened" if row.happened else f"none found in these sources by {day_in_words(row.closes)}"
    if pd.isna(row.own):
        return f"{row.item}: {came}."
    score = "you knew what came, so it is not scored" if row.known else f"your Brier score is {_own_score(row)} ({RANGE})"
    return f"{row.item}: {came}. You said {_percent(row.own)}; {score}."


def _named(row) -> str:
    """A question in short: its item, what was asked, and by when."""
    return f"{row.item} {NAMES[row.kind]}, by {day_in_words(row.closes)}?"


def _outcome(row) -> str:
    """The act that resolves a question, with its day and basis, or that none was found and what came nearest."""
    if not row.happened:
        nearest = "" if pd.isna(row.nearest) else f" Nearest to it: {row.nearest}"
        return f"None found in these sources by {day_in_words(row.closes)}.{nearest}"
    event = load("events").set_index("id").loc[row.event_id]
    contested = "" if pd.isna(event["contested_by"]) else f"; contested by {event['contested_by']}"
    article = f"The article names it in ¶{row.in_article}." if pd.notna(row.in_article) else "The article does not name it."
    return f"It happened. {day_in_words(event['public_on'])}: {event['what']} ({event['basis'].capitalize()}{contested}.) {article}"


def _sources(row, link: bool) -> str:
    """Where it is told: publisher and date, with the address where it is known and asked for."""
    if pd.isna(row.source_ids):
        return ""
    sources = load("sources").set_index("id")
    told = []
    for source_id in row.source_ids.split():
        source = sources.loc[source_id]
        text = f"{source['publisher']}, {source['date']}{' (weak source)' if bool(source['weak']) else ''}"
        address = source["address"] if link and pd.notna(source["address"]) else ""
        shown = html.escape(text) if link else text
        told.append(f'<a href="{html.escape(address)}">{shown}</a>' if address else shown)
    return f" Source{'' if len(told) == 1 else 's'}: {'; '.join(told)}."
