"""The questions of the Harmel comparison as its explorers show them: the cases' answers side by side, with their sources."""

from __future__ import annotations

import html

import pandas as pd

from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.explorer import close

# Each case with the column of its answers and how it is headed.
CASES = {"nato": ("nato_then", "NATO then"), "norway": ("norway_then", "Norway then"), "belarus": ("belarus_now", "Belarus now")}


def questions(ids: list[str] | None = None) -> pd.DataFrame:
    """Rows of ``harmel_matrix``, the core ones or those named, with for each case ``<case>_told`` (sources by author and year) and ``<case>_kinds``
    (kinds of sources, counted).

    >>> questions()["dimension"].tolist()
    ['actor', 'two tracks', 'publicity', 'reciprocity and answer', 'senior ally']
    """
    table = load("harmel_matrix")
    rows = table[table["core"]] if ids is None else table.set_index("id").loc[ids].reset_index()
    sources = load("sources")
    kinds = sources.set_index("id")["kind"]
    named = {case: rows[f"{case}_sources"].fillna("").str.split() for case in CASES}
    citations = Citations(sources).among([source for column in named.values() for cell in column for source in cell])
    told = {f"{case}_told": column.map(lambda cell: "; ".join(citations.short(source) for source in cell)) for case, column in named.items()}
    counted = {f"{case}_kinds": column.map(lambda cell: _counted(kinds.loc[cell])) for case, column in named.items()}
    names = table.set_index("id")["dimension"]
    why = rows["why"].str.replace(r"\bh-\d\d\b", lambda found: f"“{names[found[0]]}”", regex=True)
    return rows.assign(why=why, **told, **counted).reset_index(drop=True)


def _counted(kinds: pd.Series) -> str:
    """Kinds of sources with their counts, the most frequent first."""
    counts = kinds.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return ", ".join(f"{kind} {count}" for kind, count in counts.items()) or "none"


class Answers:
    """What the cases answer to one question: ``html()`` as columns, ``str()`` as text.

    ``number`` is the question's place in its list; with ``why`` the reason of the reference stands below.
    """

    def __init__(self, row: pd.Series, cases: tuple[str, ...], number: int, why: bool = False):
        self.heading = f"{number}. {row['question']}"
        self.table = pd.DataFrame({CASES[case][1]: [row[CASES[case][0]], f"Sources: {row[f'{case}_told']}."] for case in cases})
        self.why = f"Why, by the reference: {row['why']}" if why else ""

    def html(self) -> str:
        """The question, a column for each case with its sources, and the reason."""
        cells = [[html.escape(text) for text in self.table[name]] for name in self.table.columns]
        width = 100 / len(cells)
        style = "padding:4px 10px 4px 0;text-align:left;vertical-align:top;line-height:1.45;white-space:normal;overflow-wrap:break-word"
        head = "".join(f'<th scope="col" style="{style};width:{width:.0f}%">{name}</th>' for name in self.table.columns)
        body = "".join(f'<td style="{style}">{answer}<br><i>{told}</i></td>' for answer, told in cells)
        table = f'<table style="width:100%;table-layout:fixed;font-size:14px"><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>'
        return f"{close(self.heading, bold=True)}{table}{close(self.why) if self.why else ''}"

    def __str__(self) -> str:
        said = [f"{name}: {answer} {told}" for name, (answer, told) in self.table.items()]
        return "\n".join(filter(None, [self.heading, *said, self.why]))


def all_answers(rows: pd.DataFrame, cases: tuple[str, ...]) -> tuple[str, str]:
    """What the cases answer to all questions, as HTML and as text."""
    answers = [Answers(row, cases, number) for number, (_at, row) in enumerate(rows.iterrows(), start=1)]
    return "".join(each.html() for each in answers), "\n".join(map(str, answers))
