"""The blueprint: what a unit's items ask, of which objective, at which level, for how many points and minutes."""

from __future__ import annotations

from collections import Counter

from dualtrack.marking.bank import Bank


def blueprint(bank: Bank) -> str:
    """The blueprint of one unit as text; an objective that no item serves is shown with none."""
    kinds = Counter(item.TYPE for item in bank.marked)
    points = sum(item.points for item in bank.marked)
    minutes = sum(item.minutes for item in bank.marked)
    lines = [
        f"Unit {bank.unit}, version {bank.version}{'' if bank.keyed else ', graded: no keys here'}: {bank.title}",
        f"{len(bank.marked)} items, {points:g} points, {minutes:g} minutes; types: " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())),
    ]
    for name, text in bank.objectives.items():
        items = [item for item in bank.marked if item.objective == name]
        once = [item.id for item in bank.items.values() if item.is_prediction and item.objective == name]
        levels = ", ".join(f"{item.id} {item.level}" for item in items) or (f"{', '.join(once)}, which are not marked" if once else "no item")
        lines.append(f"  {name} ({sum(item.points for item in items):g} points) {text}: {levels}")
    return "\n".join(lines)


def across(banks: list[Bank]) -> str:
    """The blueprint of all units together: items of each type by unit, points, minutes and levels."""
    kinds = sorted({item.TYPE for bank in banks for item in bank.marked})
    levels = sorted({item.level for bank in banks for item in bank.marked})
    rows = [["unit", "items", "points", "minutes", *kinds, *levels]]
    for bank in banks:
        items = bank.marked
        counts = [sum(kind == item.TYPE for item in items) for kind in kinds] + [sum(item.level == level for item in items) for level in levels]
        rows.append([bank.unit, len(items), f"{bank.possible:g}", f"{sum(item.minutes for item in items):g}", *counts])
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(str(cell).rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
