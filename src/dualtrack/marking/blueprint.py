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
        f"Unit {bank.unit}, version {bank.version}: {bank.title}",
        f"{len(bank.marked)} items, {points:g} points, {minutes:g} minutes; types: " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())),
    ]
    for name, text in bank.objectives.items():
        items = [item for item in bank.marked if item.objective == name]
        levels = ", ".join(f"{item.id} {item.level}" for item in items) or "no item"
        lines.append(f"  {name} ({sum(item.points for item in items):g} points) {text}: {levels}")
    return "\n".join(lines)
