"""Open forecasts in one list: question, where to look it up, closing day, and the reader's own probability with its day, of lesson 05."""

from __future__ import annotations

import ipywidgets
import pandas as pd

from dualtrack.figures.accessible import html_table, plain_table
from dualtrack.marking.bank import unit_of
from dualtrack.marking.items.base import plain
from dualtrack.marking.session import Session
from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.explorer import bundle, paragraph
from dualtrack.wording import in_words

NOT_YET = "not yet given"


class OpenForecasts:
    """The questions of the table ``open_forecasts``, each with where to look it up, the latest act of the kind and closing day; yours stand beside them once saved.
    What counts as yes is said by the item that asks for the forecast.

    ``.table`` holds all of it but the day on which a forecast was saved, which the view adds; ``.line`` says how many are given and when the first closes.
    """

    def __init__(self, session: Session):
        self.session = session
        self.questions = load("open_forecasts")
        self.citations = Citations(load("sources")).among([source for row in self.questions["source_ids"].str.split() for source in row])
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self.widget = ipywidgets.VBox([self.view], layout={"width": "100%"})
        for item_id in self.questions["item"]:
            session.when_saved(item_id, self._show)
        self._show()

    @property
    def table(self) -> pd.DataFrame:
        """One row a question (columns question, look it up in, latest of the kind, closes, your forecast)."""
        return pd.DataFrame(
            {
                "question": [f"{row.item} {row.question}" for row in self.questions.itertuples()],
                "look it up in": self.questions["looked_up_in"].to_list(),
                "latest of the kind": [f"{row.background} ({self._cited(row.source_ids)})" for row in self.questions.itertuples()],
                "closes": self.questions["closes"].dt.strftime("%Y-%m-%d").to_list(),
                "your forecast": [self._own(item_id) for item_id in self.questions["item"]],
            }
        )

    @property
    def line(self) -> str:
        """How many forecasts are given, and when the first question closes."""
        given = sum(own != NOT_YET for own in self.table["your forecast"])
        return f"You have given {in_words(given)} of {in_words(len(self.questions))} forecasts. The first question closes on {self.table['closes'].min()}."

    def _own(self, item_id: str, day: bool = False) -> str:
        value = self.session.saved(self.session.item(item_id))
        if value is None:
            return NOT_YET
        saved = self.session.sheet(unit_of(item_id)).answers[item_id]["saved_at"][:10]
        return f"{plain(value['probability'])} %" + (f", saved on {saved}" if day else "")

    def _cited(self, source_ids: str) -> str:
        return "; ".join(self.citations.short(source) for source in source_ids.split())

    def _show(self, _value: object = None) -> None:
        own = [self._own(item_id, day=True) for item_id in self.questions["item"]]
        self.view.value = paragraph(self.line, live=True) + html_table(self.table.assign(**{"your forecast": own}), wrap=True)

    def __str__(self) -> str:
        return f"{self.line}\n\n{plain_table(self.table)}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, paragraph(self.line) + html_table(self.table, wrap=True), str(self))
