"""The report on a class: one page, readable without JavaScript, with a table beside every picture."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import jinja2
import numpy as np
from markupsafe import Markup

from dualtrack.marking.bank import Bank
from dualtrack.marking.marks import Result
from dualtrack.pages import page_style
from dualtrack.reports import item_statistics as stats
from dualtrack.reports.grades import Grades

TENTHS = 10
HARD, LOW = 0.6, 0.1
TEACH = 4


@dataclass(frozen=True)
class UnitReport:
    """What the page says of one unit."""

    bank: Bank
    n: int
    pending: int
    possible: float
    points: list[float]
    tenths: list[int]
    items: list[stats.ItemRow]
    spread: list[stats.Choices]
    misconceptions: list[tuple[str, str, int, int]]
    agreement: list[stats.Agreement]
    teach: list[str]

    @property
    def enough(self) -> bool:
        """Whether there are sheets enough for shares."""
        return self.n >= stats.FEW

    @property
    def mean(self) -> float:
        """The mean of the points so far."""
        return float(np.mean(self.points))

    @property
    def median(self) -> float:
        """Their median."""
        return float(np.median(self.points))

    @property
    def deviation(self) -> float:
        """Their standard deviation."""
        return float(np.std(self.points, ddof=1))


def class_report(grades: Grades, banks: dict[str, Bank]) -> str:
    """The page as HTML. Marks are those before any deduction for lateness: it is about what was understood."""
    units = [_unit(banks[unit], results) for unit, results in stats.by_unit(grades.results).items()]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"percent": lambda share: f"{100 * share:.0f} %", "two": lambda value: f"{value:.2f}", "g": lambda value: f"{value:g}"}
    template = environment.from_string((files("dualtrack.reports") / "class_report.html").read_text(encoding="utf-8"))
    late = sum(bool(grade.late) for grade in grades.grades)
    text = template.render(
        units=units,
        forecasts=stats.forecasts(grades.results),
        sheets=len(grades.grades),
        students=len({result.student.lower() for result in grades.results}),
        missing=len(grades.missing),
        late=late,
        stats=stats,
        style=Markup(page_style()),
    )
    return text.rstrip() + "\n"


def _unit(bank: Bank, results: list[Result]) -> UnitReport:
    items, spread = stats.item_rows(results), stats.choices(results)
    found = stats.misconceptions(spread)
    points = [result.points for result in results]
    possible = results[0].possible
    pending = sum(result.pending > 0 for result in results)
    shares = np.array(points) / possible if possible else np.zeros(len(points))
    tenths = np.bincount(np.clip((shares * TENTHS).astype(int), 0, TENTHS - 1), minlength=TENTHS).tolist()
    return UnitReport(bank, len(results), pending, possible, points, tenths, items, spread, found, stats.agreement(results), _teach(items, found, spread))


def _teach(items: list[stats.ItemRow], found: list[tuple[str, str, int, int]], spread: list[stats.Choices]) -> list[str]:
    """What to take up next: the hardest items with what was thought instead, and items whose key should be looked at."""
    said = []
    for row in sorted((row for row in items if row.difficulty is not None and row.difficulty < HARD), key=lambda row: row.difficulty)[:TEACH]:
        thought = next((one for one in found if one[1] == row.item.id), None)
        often = _most_often_wrong(spread, row.item.id)
        more = f" Most often chosen instead: “{thought[0]}” ({thought[2]} of {thought[3]})." if thought else often
        said.append(f"Item {row.item.id} earned {100 * row.difficulty:.0f} % of its points (n = {row.n}).{more}")
    for row in items:
        if row.discrimination is not None and row.discrimination < 0:
            found_r = f"r = {row.discrimination:.2f}, n = {row.n}"
            said.append(f"Item {row.item.id}: who did well elsewhere did worse here ({found_r}). Look at its wording and its key first.")
    return said


def _most_often_wrong(spread: list[stats.Choices], item_id: str) -> str:
    """The wrong answer that most gave, where an item's options have no misconceptions."""
    wrong = [
        (option.count, one, option)
        for one in spread
        if one.item.id == item_id
        for option in one.options
        if not option.key and option.count and option.text != stats.OTHERS
    ]
    count, one, option = max(wrong, key=lambda row: row[0], default=(0, None, None))
    if count < 2:
        return ""
    part = f" for “{one.part}”" if one.part and one.item.TYPE not in stats.TYPED else ""
    return f" Most often given instead{part}: “{option.text}” ({count} of {one.n})."
