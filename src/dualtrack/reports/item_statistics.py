"""What a class's marks say of the items: difficulty, discrimination, wrong options chosen, agreement in coding, calibration of forecasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from dualtrack.analysis.coder_agreement import alpha_of_counts, strength
from dualtrack.marking.folder import natural_text
from dualtrack.marking.harmless import brief
from dualtrack.marking.items import EventCodingItem, ForecastItem, Item, MatchingItem, MultipleChoiceItem, NumberItem, ShortTextItem, SingleChoiceItem, WrittenItem
from dualtrack.marking.items.forecast import brier
from dualtrack.marking.marks import Result

# With fewer sheets a share says more about who was there than about the item.
FEW = 5
# With fewer, a correlation is mostly chance: at 30 its standard error is still near 0.18.
FEW_FOR_CORRELATION = 30
FEW_FORECASTS = 20
# Calibration is about many outcomes: those of one or two questions put every forecast at the top or at the bottom.
FEW_QUESTIONS = 3
BINS = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 100))
MOST_WRONG = 3
OTHERS = "other wrong answers"
CHOICES = (SingleChoiceItem, MultipleChoiceItem)
TYPED = (NumberItem.TYPE, ShortTextItem.TYPE)


@dataclass(frozen=True)
class ItemRow:
    """One item: sheets whose mark is known (``n``) and who answered, mean share of the points, correlation with the rest of the sheet."""

    item: Item
    n: int
    answered: int
    difficulty: float | None
    discrimination: float | None
    why_not: str = ""


@dataclass(frozen=True)
class OptionRow:
    """One possible answer: how many gave it, whether it is right, and the misconception it stands for."""

    text: str
    count: int
    key: bool
    misconception: str = ""


@dataclass(frozen=True)
class Choices:
    """How the answers to one item, in one form or in one part, were spread; ``n`` answered it."""

    item: Item
    part: str
    n: int
    options: tuple[OptionRow, ...]


@dataclass(frozen=True)
class Agreement:
    """How far students agreed when they coded the same statements in one field."""

    field_name: str
    items: tuple[str, ...]
    coders: int
    alpha: float | None
    says: str


@dataclass(frozen=True)
class Bin:
    """Forecasts between two bounds in per cent: how many, their mean, and in how many of them it happened."""

    low: int
    high: int
    n: int
    mean: float | None
    happened: float | None


@dataclass
class Forecasts:
    """All forecasts with a known outcome, pooled."""

    n: int = 0
    questions: int = 0
    known_before: int = 0
    brier: float | None = None
    best: float | None = None
    worst: float | None = None
    base_rate: float | None = None
    bins: list[Bin] = field(default_factory=list)


def item_rows(results: list[Result]) -> list[ItemRow]:
    """Each item that counts, in the order of the unit.

    Difficulty is the mean share of the item's points, as in classical test theory: 1 is an item that all solve; who left it open earned nothing.
    Discrimination is the correlation of the item's points with those of the other items that are marked by rule (corrected, so that
    an item is not set against itself); for an item with two outcomes it is the point-biserial one.
    """
    if not results:
        return []
    width = len(results[0].marked)
    by_rule = [not isinstance(entry.item, WrittenItem) for entry in results[0].marked]
    points = np.array([[np.nan if entry.mark.points is None else entry.mark.points for entry in result.marked] for result in results], dtype=float)
    total = points[:, by_rule].sum(axis=1) if any(by_rule) else np.zeros(len(results))
    rows = []
    for place in range(width):
        item = results[0].marked[place].item
        known = ~np.isnan(points[:, place])
        own = points[known, place]
        rest = total[known] - (own if by_rule[place] else 0.0)
        answered = sum(result.marked[place].value is not None for result in results)
        # While some wait to be read, those that are marked are no fair sample: those left open are marked first.
        whole = len(own) == len(results)
        difficulty = float(own.mean() / item.points) if whole and len(own) >= FEW and item.points else None
        discrimination, why = _correlation(own, rest) if whole else (None, "not all read")
        rows.append(ItemRow(item, len(own), answered, difficulty, discrimination, why))
    return rows


def _correlation(own: np.ndarray, rest: np.ndarray) -> tuple[float | None, str]:
    """Pearson's correlation, or why there is none."""
    if len(own) < FEW_FOR_CORRELATION:
        return None, f"needs {FEW_FOR_CORRELATION} sheets"
    if own.std() < 1e-9 or rest.std() < 1e-9:
        return None, "all alike"
    return float(np.corrcoef(own, rest)[0, 1]), ""


def choices(results: list[Result]) -> list[Choices]:
    """How answers were spread over options, codes and matches; of numbers and short texts the wrong ones given most often."""
    given: dict[int, list[object]] = {}
    items: dict[int, Item] = {}
    wrong: dict[int, Counter] = {}
    for result in results:
        for entry in result.marked:
            if entry.value is None:
                continue
            items.setdefault(id(entry.item), entry.item)
            given.setdefault(id(entry.item), []).append(entry.value)
            if entry.item.TYPE in TYPED and entry.mark.points == 0:
                wrong.setdefault(id(entry.item), Counter())[entry.said] += 1
    order = {entry.item.id: place for place, entry in enumerate(results[0].marked)} if results else {}
    forms = Counter(item.id for item in items.values())
    found = []
    for number in sorted(items, key=lambda number: (order[items[number].id], items[number].stem)):
        item, values = items[number], given[number]
        for part, options in _spread(item, values, wrong.get(number, Counter())):
            form = "" if forms[item.id] == 1 else item.stem
            found.append(Choices(item, part or form, len(values), tuple(options)))
    return found


def _spread(item: Item, values: list, wrong: Counter) -> Iterable[tuple[str, list[OptionRow]]]:
    if isinstance(item, CHOICES):
        counts = Counter(letter for value in values for letter in value)
        yield "", [OptionRow(option.text, counts[option.letter], option.key, option.misconception) for option in item.options]
    elif isinstance(item, MatchingItem):
        for pair in item.pairs:
            counts = Counter(value[pair.letter] for value in values)
            yield pair.text, [OptionRow(match, counts[match], match == pair.match) for match in item.matches]
    elif isinstance(item, EventCodingItem):
        for one in item.fields:
            counts = Counter(value[one.name] for value in values)
            yield one.name, [OptionRow(code, counts[code], code in one.accepts) for code in one.codes]
    elif item.TYPE in TYPED and item.points:
        right = len(values) - sum(wrong.values())
        often = sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WRONG]
        others = sum(wrong.values()) - sum(count for _said, count in often)
        rows = [OptionRow("right", right, True), *[OptionRow(brief(said), count, False) for said, count in often if count > 1 or len(wrong) <= MOST_WRONG]]
        others += sum(count for _said, count in often) - sum(row.count for row in rows[1:])
        yield "", [*rows, *([OptionRow(OTHERS, others, False)] if others else [])]


def misconceptions(spread: list[Choices]) -> list[tuple[str, str, int, int]]:
    """Misconception, item, how many chose it, and of how many who answered; most frequent share first. Forms of an item are added up."""
    counts: Counter = Counter()
    answered: Counter = Counter()
    for one in spread:
        names = {option.misconception for option in one.options if option.misconception}
        for name in names:
            answered[name, one.item.id] += one.n
        for option in one.options:
            if option.misconception:
                counts[option.misconception, one.item.id] += option.count
    rows = [(name, item_id, count, answered[name, item_id]) for (name, item_id), count in counts.items() if count]
    return sorted(rows, key=lambda row: (-row[2] / row[3], -row[2], row[0]))


def agreement(results: list[Result]) -> list[Agreement]:
    """Krippendorff's alpha for each field in which students coded two statements or more, codes without an order."""
    counts: dict[tuple[str, tuple[str, ...]], dict[str, Counter]] = {}
    coders: Counter = Counter()
    for result in results:
        seen = set()
        for entry in (*result.given, *result.marked):
            if entry.item.TYPE == EventCodingItem.TYPE and entry.value is not None:
                for one in entry.item.fields:
                    name = (one.name, one.codes)
                    counts.setdefault(name, {}).setdefault(entry.item.id, Counter())[entry.value[one.name]] += 1
                    seen.add(name)
        coders.update(seen)
    rows = []
    for (name, codes), items in counts.items():
        ids = tuple(sorted(items, key=natural_text))
        value = None
        if coders[name, codes] < 2:
            says = "needs two students or more"
        elif len(ids) < 2:
            says = "one statement alone: agreement beyond chance can't be told"
        else:
            value = alpha_of_counts(np.array([[items[item_id][code] for code in codes] for item_id in ids]))
            value = None if np.isnan(value) else value
            says = "no statement was coded twice" if value is None else strength(value)
        rows.append(Agreement(name, ids, coders[name, codes], value, says))
    return rows


def forecasts(results: Iterable[Result]) -> Forecasts:
    """Forecasts whose outcome is known, pooled over students and questions; who knew it already is left out and counted."""
    pooled: list[tuple[float, bool]] = []
    questions, known_before = set(), 0
    for result in results:
        for entry in (*result.given, *result.marked):
            if entry.item.TYPE != ForecastItem.TYPE or entry.value is None or entry.item.happened is None:
                continue
            if entry.value.get("knew") is True:
                known_before += 1
                continue
            pooled.append((float(entry.value["probability"]), bool(entry.item.happened)))
            questions.add(entry.item.id)
    found = Forecasts(len(pooled), len(questions), known_before)
    if not pooled:
        return found
    scores = [brier(percent, happened) for percent, happened in pooled]
    found.brier, found.best, found.worst = sum(scores) / len(scores), min(scores), max(scores)
    found.base_rate = sum(happened for _percent, happened in pooled) / len(pooled)
    for low, high in BINS:
        inside = [one for one in pooled if low <= one[0] < high or one[0] == high == 100]
        mean = sum(percent for percent, _happened in inside) / len(inside) if inside else None
        happened = 100 * sum(happened for _percent, happened in inside) / len(inside) if inside else None
        found.bins.append(Bin(low, high, len(inside), mean, happened))
    return found


def by_unit(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Results by unit, in order."""
    units: dict[str, list[Result]] = {}
    for result in results:
        units.setdefault(result.unit, []).append(result)
    return dict(sorted(units.items()))
