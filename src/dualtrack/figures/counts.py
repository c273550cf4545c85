"""Drones over Belarus by month, by two counters; beside them what was counted or claimed, by whom, for which days and over which area."""

from __future__ import annotations

import pandas as pd

from dualtrack.figures.accessible import LessonFigure, html_table, plain_table
from dualtrack.figures.style import MILITARY, STATES, TEXT, new_figure, styled
from dualtrack.wording import listed, month_name

MONTHS = [f"2024-{month:02d}" for month in range(7, 13)]
MONITOR, AIR_FORCE = "Belaruski Hajun", "Ukraine's Air Force"
LOOKS = {MONITOR: (MILITARY, "^", -0.12), AIR_FORCE: (STATES["Ukraine"].colour, STATES["Ukraine"].marker, 0.12)}
HEADINGS = {"drones": "Drones on one day: 9 August 2024", "troops": "Troops near the border"}
NOT_FOUND, NONE_NAMED = "not found", "none named"


class CountsAndClaims(LessonFigure):
    """Monthly counts of drones over Belarus, July to December 2024, above tables of what else was counted or claimed.

    Parameters: ``counts`` has subject, counted, speaker, side, days, area, words, count, month, note and source; ``crossed`` maps a month to the drones
    that Ukraine's bulletins name as crossing into Belarus (none named is no zero). ``.claims`` are the tables, by subject; ``.line`` says what is missing.
    """

    def __init__(self, counts: pd.DataFrame, crossed: pd.Series):
        monthly = counts[counts["month"].notna()].set_index("month")
        series = {MONITOR: monthly["count"].reindex(MONTHS), AIR_FORCE: crossed.reindex(MONTHS).replace(0, pd.NA)}
        words = {MONITOR: monthly["words"].reindex(MONTHS).fillna(NOT_FOUND), AIR_FORCE: series[AIR_FORCE].astype("string").fillna(NONE_NAMED)}
        rest = counts[counts["month"].isna()]
        self.claims = {subject: _told(rest[rest["subject"] == subject]) for subject in HEADINGS}
        table = pd.DataFrame({"month": MONTHS} | {name: list(said) for name, said in words.items()})
        missing = listed([month_name(pd.Period(month)) for month in MONTHS if pd.isna(series[MONITOR][month])])
        told = listed([f"{words[MONITOR][month]} in {month_name(pd.Period(month))}" for month in MONTHS if pd.notna(series[MONITOR][month])])
        other = listed([f"{count} in {month_name(pd.Period(month))}" for month, count in series[AIR_FORCE].dropna().items()])
        self.line = (
            f"{MONITOR} counts Russian drones over Belarus: {told}; no count of it was found for {missing}. {AIR_FORCE} names as crossing into Belarus: {other}."
        )
        alt = f"Marks by month, July to December 2024: {listed(LOOKS)}; a question mark where there is no count. {self.line}"
        super().__init__(_drawn(series, words), alt, table)

    def html(self) -> str:
        """The picture, then the tables of claims."""
        tables = "".join(f"<p><b>{HEADINGS[subject]}</b></p>{html_table(claims, wrap=True)}" for subject, claims in self.claims.items())
        return f"{super().html()}{tables}"

    def __str__(self) -> str:
        return "\n\n".join([super().__str__(), *(f"{HEADINGS[subject]}\n{plain_table(claims)}" for subject, claims in self.claims.items())])


def _drawn(series: dict[str, pd.Series], words: dict[str, pd.Series]):
    figure = new_figure()
    figure.set_size_inches(7.2, 3.2)
    with styled():
        axes = figure.add_axes((0.02, 0.11, 0.96, 0.74))
        top = max(float(values.max()) for values in series.values())
        axes.set(xlim=(-0.6, len(MONTHS) - 0.4), ylim=(-0.03 * top, 1.18 * top), yticks=[])
        axes.spines["left"].set_visible(False)
        axes.grid(False)
        axes.set_xticks(range(len(MONTHS)), [month_name(pd.Period(month)) for month in MONTHS])
        axes.tick_params(axis="x", length=0)
        for name, (colour, marker, aside) in LOOKS.items():
            axes.plot([], [], color=colour, marker=marker, markersize=8, linestyle="", label=f"{name}{' (a monitor)' if name == MONITOR else ''}")
            for place, month in enumerate(MONTHS):
                known = pd.notna(series[name][month])
                height = float(series[name][month]) if known else 0.02 * top
                axes.plot([place + aside], [height], color=colour, marker=marker if known else "$?$", markersize=8, linestyle="", clip_on=False)
                if known:
                    right = aside > 0  # one counter's numbers stand beside its marks, the other's above them
                    at = (place + aside + 0.1, height) if right else (place + aside, height + 0.06 * top)
                    axes.text(*at, words[name][month], color=TEXT, ha="left" if right else "center", va="center" if right else "bottom")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.02), ncols=2, frameon=False, borderaxespad=0, handletextpad=0.1)
    return figure


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """Claims as a table to read: who, what is counted, how many, for which days, over which area."""
    who = rows["speaker"] + rows["side"].map(lambda side: "" if side == "none" else f" ({side})")
    note = rows["note"].map(lambda note: "" if pd.isna(note) else f" {note}")
    number = rows["words"] + ("." + note).where(note != "", "")
    columns = {"who counts": who, "what": rows["counted"], "how many": number, "days": rows["days"], "area": rows["area"], "source": rows["source"]}
    return pd.DataFrame(columns).reset_index(drop=True)
