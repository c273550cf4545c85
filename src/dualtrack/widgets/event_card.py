"""The card of an event: what, when, who states it and from where; what speakers said it was for once the reader has said so."""

from __future__ import annotations

import html
from datetime import date

import ipywidgets
import pandas as pd

from dualtrack.analysis.public_record import Record, about, cut, sides
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import html_table, plain_table
from dualtrack.figures.lanes import said_day
from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.tables.package import resource
from dualtrack.widgets.explorer import READABLE, bundle, labelled, paragraph
from dualtrack.wording import day_in_words, listed

CHOOSE = ""
WHAT_FOR = "What was it for, do you think?"
NOBODY = "Nobody's account of what it was for was found in the sources that were searched."
NOTHING = "No source that is dated by then is entered for it."


def the_record() -> Record:
    """The whole record: events, evidence with who speaks in it, accounts of purpose, sources."""
    evidence = load("evidence").dropna(subset=["event_id"]).merge(load("origins").rename(columns={"id": "origin"}), on="origin")
    return Record(load("events"), evidence, load("purposes"), load("sources"))


def purposes_listed() -> list[str]:
    """The purposes that the table allows, in its order."""
    (field,) = [field for field in resource("purposes")["schema"]["fields"] if field["name"] == "purpose"]
    return field["constraints"]["enum"]


def as_day(day: str | date, where: str) -> pd.Timestamp:
    """A day from text such as "2024-06-30"; raises CourseError for what is none, naming where it was asked for."""
    try:
        return pd.to_datetime(day, format="%Y-%m-%d") if isinstance(day, str) else pd.Timestamp(day).normalize()
    except (ValueError, TypeError):
        raise CourseError(f"{where}: found {day!r}, allowed is a day like 2024-06-30.") from None


class EventCard:
    """An event: what, when, who states it, what bears on it by origin; what speakers said it was for once the reader's own code is given.

    With a ``day``, such as "2024-06-30", only what was public by then. ``purpose`` gives the reader's code at once. ``.controls`` has ``purpose`` and the
    button ``compare``; ``.compared`` says whether the speakers' accounts are shown; ``str()`` is the card as text. Raises CourseError for an event
    that there is not, or not yet on that day. The card holds no verdict: what speakers said is theirs.

    >>> card = EventCard("e-101")
    >>> "reassurance" in str(card)
    False
    """

    def __init__(self, event_id: str, day: str | date | None = None, purpose: str = CHOOSE, record: Record | None = None):
        whole = the_record() if record is None else record
        self.day = None if day is None else as_day(day, "event(day=...)")
        self.record = cut(about(whole, {event_id}), self.day)
        events = self.record.events.set_index("id")
        if event_id not in events.index:
            when = "" if self.day is None else f" that was public by {day_in_words(self.day)}"
            raise CourseError(f"There is no event {event_id!r}{when} in events.csv. They are numbered e-001, e-002 and so on.")
        self.event_id, self.event = event_id, events.loc[event_id]
        self.evidence, self.accounts = self.record.evidence, self.record.purposes
        self.compared = False
        self.citations = Citations(self.record.sources).among([*self.evidence["source_id"], *self.accounts["source_id"]])
        options = [("choose", CHOOSE), *((name, name) for name in purposes_listed())]
        self.controls = {
            "purpose": labelled(ipywidgets.Dropdown, WHAT_FOR, options=options, value=CHOOSE),
            "compare": ipywidgets.Button(description="Compare", tooltip="Set your code beside what speakers said it was for"),
        }
        self.status, self.view = ipywidgets.HTML(), ipywidgets.HTML(layout={"width": "100%"})
        self.controls["compare"].on_click(lambda _button: self.compare())
        row = ipywidgets.HBox(list(self.controls.values()), layout={"flex_flow": "row wrap"})
        self.widget = ipywidgets.VBox([self.view, row, self.status], layout={"width": "100%"})
        self._say("What speakers said it was for shows once you have chosen.")
        if purpose:
            self._give(purpose)
        self._show()

    def compare(self) -> None:
        """Show what speakers said it was for, if the reader has chosen; else say so."""
        self.compared = bool(self.controls["purpose"].value)
        self._say("Your code stands beside what speakers said." if self.compared else "Choose a purpose first.")
        self._show()

    def _give(self, purpose: str) -> None:
        allowed = purposes_listed()
        if purpose not in allowed:
            raise CourseError(f"purpose: found {purpose!r}, allowed is one of: {one_of(allowed)}.")
        self.controls["purpose"].value = purpose
        self.compare()

    def _say(self, text: str) -> None:
        self.said = text
        self.status.value = paragraph(text, live=True)

    def _show(self) -> None:
        self.view.value = self._html()

    def _used(self) -> list[str]:
        return list(dict.fromkeys([*self.evidence["source_id"], *(self.accounts["source_id"] if self.compared else [])]))

    def _facts(self) -> list[tuple[str, str]]:
        told = sides(self.record)
        speakers = told.loc[told["event_id"] == self.event_id, "speaker"]
        facts = [("Date", said_day(self.event)), ("Basis", self.event["basis"])]
        if self.day is None and pd.notna(self.event["public_on"]):
            facts.insert(1, ("Public on", f"{self.event['public_on']:%Y-%m-%d}"))
        if len(speakers):
            facts.append(("Stated or borne out by", listed(dict.fromkeys(speakers))))
        if pd.notna(self.event["contested_by"]):
            facts.append(("Contested by", self.event["contested_by"]))
        return facts

    def _bearing(self) -> list[tuple[str, str]]:
        """What bears on it by origin, so that many reports of one statement stand as one: who speaks, and what is said by which source."""
        rows = []
        for _origin, own in self.evidence.groupby("origin", sort=False):
            who = own.iloc[0]
            side = "" if who["side"] in ("none", who["speaker"]) else f" ({who['side']})"
            reports = f", {len(own)} reports of one origin" if len(own) > 1 else ""
            said = " ".join(f"{row.says} ({self.citations.short(row.source_id)}{', which is weak' if row.confidence == 'low' else ''})" for row in own.itertuples())
            rows.append((f"{who['speaker']}{side}{reports}", said))
        return rows

    def _purposes(self) -> pd.DataFrame:
        yours = pd.DataFrame([{"who": "you", "purpose": self.controls["purpose"].value, "in other words": "-", "source": "-"}])
        theirs = [
            {"who": row.speaker, "purpose": row.purpose, "in other words": row.says, "source": self.citations.short(row.source_id)}
            for row in self.accounts.itertuples()
        ]
        return pd.concat([yours, pd.DataFrame(theirs, columns=yours.columns)], ignore_index=True)

    def _none_told(self) -> str:
        return "" if len(self.accounts) else NOBODY if self.day is None else f"{NOBODY.removesuffix('.')} and are dated by {day_in_words(self.day)}."

    def _head(self) -> str:
        known = "" if self.day is None else f", as it was known on {day_in_words(self.day)}"
        return f"{self.event_id}{known}"

    def _html(self) -> str:
        facts = "".join(f"<li><b>{html.escape(name)}:</b> {html.escape(text)}</li>" for name, text in self._facts())
        bearing = "".join(f"<li><b>{html.escape(who)}:</b> {html.escape(said)}</li>" for who, said in self._bearing())
        parts = [
            f"<p><b>{html.escape(self._head())}</b></p><blockquote>{html.escape(self.event['what'])}</blockquote><ul>{facts}</ul>",
            f"<p>What bears on it, by origin:</p><ul>{bearing}</ul>" if bearing else f"<p>{NOTHING}</p>",
        ]
        if self.compared:
            none = self._none_told()
            parts.append(f"<p>What it was for:</p>{html_table(self._purposes(), wrap=True)}{f'<p>{none}</p>' if none else ''}")
        references = "".join(f"<li>{self.citations.html(source_id)}</li>" for source_id in self._used())
        parts.append(f"<details><summary>Sources of this card</summary><ul>{references}</ul></details>" if references else "")
        return f'<div style="{READABLE};max-width:50em">{"".join(parts)}</div>'

    def __str__(self) -> str:
        lines = [self._head(), self.event["what"], *[f"{name}: {text}" for name, text in self._facts()], *[f"- {who}: {said}" for who, said in self._bearing()]]
        if self.evidence.empty:
            lines.append(NOTHING)
        if self.compared:
            lines += [plain_table(self._purposes()), *([self._none_told()] if self._none_told() else [])]
        lines += [self.citations.plain(source_id) for source_id in self._used()]
        return "\n".join([*lines, f"[{self.said}]"])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, self._html(), str(self))
