"""Plain figures of what is compared rather than followed over time: spending, burdens, lengths, base rates, the Harmel questions."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator, PercentFormatter

from dualtrack.analysis.border import STATED_KM
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, STATES, TEXT, new_figure, styled
from dualtrack.wording import listed, percent

# Points in time, each with a marker and a colour of its own.
TIMES = (("o", "#222222"), ("s", "#332288"), ("D", "#117733"), ("^", "#882255"))
LIKE = {"alike": ("alike", "#dcefe2"), "partly": ("partly", "#f3eed6"), "unlike": ("unlike", "#4a4a4a"), "unknown": ("unknown", "#ffffff")}
TOUCHES = {"yes": ("yes", "#4a4a4a"), "no": ("no", "#ffffff"), "disputed": ("disputed", "#f3eed6")}


def spending(table: pd.DataFrame) -> LessonFigure:
    """Points on a scale of tens: military spending of Belarus, Ukraine and Russia in four years (table ``military_spending``)."""
    years = [2014, 2021, 2022, 2024]
    wide = table[table["year"].isin(years)].pivot(index="state", columns="year", values="musd_2023").loc[["Belarus", "Ukraine", "Russia"]].astype(float)
    figure = _points(wide, "Military spending, million dollars of 2023 (each line is ten times more)")
    with styled():
        (axes,) = figure.axes
        axes.set_xscale("log")
        axes.set_xlim(300, 300_000)
        axes.xaxis.set_major_locator(FixedLocator([1000, 10_000, 100_000]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:,.0f}"))
    said = [f"{state} from {row[2014]:,.0f} to {row[2024]:,.0f}" for state, row in wide.iterrows()]
    alt = (
        f"Points on a scale of tens: military spending in million US dollars of 2023. From 2014 to 2024: {listed(said)}. In 2024 Ukraine spends "
        f"{wide.at['Ukraine', 2024] / wide.at['Belarus', 2024]:.1f} times as much as Belarus, Russia {wide.at['Russia', 2024] / wide.at['Ukraine', 2024]:.2f} "
        f"times as much as Ukraine."
    )
    return LessonFigure(figure, alt, wide.map("{:,.0f}".format).reset_index())


def burdens(table: pd.DataFrame) -> LessonFigure:
    """Points: military spending of NATO members as a share of GDP before and after the Harmel report (table ``nato_burdens``)."""
    years = [1965, 1967, 1975, 1985]
    wide = table[table["year"].isin(years)].pivot(index="state", columns="year", values="share_of_gdp").astype(float)
    wide = wide.sort_values(1967)
    figure = _points(wide, "Military spending of NATO members, share of GDP")
    with styled():
        (axes,) = figure.axes
        axes.set_xlim(0, 0.11)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    fell, rose = ([state for state, row in wide.iterrows() if sign * (row[1975] - row[1967]) > 0] for sign in (-1, 1))
    alt = (
        f"Points for {len(wide)} NATO members in {listed(years)}: military spending as a share of GDP. From 1967 to 1975 it fell in {listed(sorted(fell))} "
        f"and rose in {listed(sorted(rose))}; in the United States from {percent(wide.at['United States', 1967])} to {percent(wide.at['United States', 1975])}."
    )
    return LessonFigure(figure, alt, wide.map(percent).reset_index())


def border_length(table: pd.DataFrame) -> LessonFigure:
    """Points: length of the border by how fine the ruler is (table ``border_length``)."""
    rows = table.assign(ruler=table["ruler_km"].fillna(table["length_km"] / table["points"]).astype(float), length=table["length_km"].astype(float))
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.13, "right": 0.97, "top": 0.78, "bottom": 0.15})
        for method, label, marker, colour in (("outline", "outline, mean length of a segment", "s", "#332288"), ("divider", "walked with a ruler", "o", "#117733")):
            own = rows[rows["method"] == method].sort_values("ruler")
            axes.plot(own["ruler"], own["length"], marker=marker, linestyle="" if method == "outline" else "--", color=colour, label=label, markersize=7)
        axes.axhline(STATED_KM, color=CONTEXT, linewidth=1.2)
        axes.text(200, STATED_KM + 12, f"{STATED_KM:,} km, as both states give it", color=TEXT, ha="left")
        axes.set_xscale("log")
        axes.set_xlim(260, 1)
        axes.set_ylim(500, 1200)
        axes.xaxis.set_major_locator(FixedLocator([200, 50, 10, 3]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:g} km"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:,.0f} km"))
        axes.set_xlabel("ruler, finer to the right")
        axes.set_title("The finer the ruler, the longer the border", pad=34)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0.2)
    shortest, longest = rows.loc[rows["length"].idxmin()], rows.loc[rows["length"].idxmax()]
    alt = (
        f"Points: length of the border of Belarus and Ukraine by ruler, from {shortest['length']:,.0f} km with a ruler of {shortest['ruler']:g} km to "
        f"{longest['length']:,.0f} km with segments of {longest['ruler']:.1f} km; both states give {STATED_KM:,} km."
    )
    shown = rows[["method", "outline", "ruler", "length"]].assign(ruler=rows["ruler"].map("{:.1f} km".format), length=rows["length"].map("{:,.1f} km".format))
    return LessonFigure(figure, alt, shown)


def recurrence(table: pd.DataFrame) -> LessonFigure:
    """Points: shares of disputes that came back within one, two and five years (table ``dispute_recurrence``)."""
    columns = {"again_within_1_year": "within 1 year", "again_within_2_years": "2 years", "again_within_5_years": "5 years"}
    wide = table.set_index("group")[list(columns)].rename(columns=columns).astype(float)
    wide.index = [f"{group} ({dyads})" for group, dyads in zip(table["group"], table["dyads"], strict=True)]
    figure = _points(wide[::-1], "Pairs of states with a new dispute, by how the last one went", left=0.53)
    with styled():
        (axes,) = figure.axes
        axes.set_xlim(0, 0.8)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    display = table[table["group"] == "peak: display of force"].iloc[0]
    shares = [percent(display[column]) for column in columns]
    alt = (
        f"Points for {len(table)} groups of disputes, 1946 to 2010: how often the same two states had a new one. After a display of force "
        f"({display['dyads']} pairs): {shares[0]} within a year, {shares[1]} within two, {shares[2]} within five."
    )
    return LessonFigure(figure, alt, wide.map(percent).rename_axis("group (pairs)").reset_index())


def harmel(table: pd.DataFrame) -> LessonFigure:
    """A grid: which questions are answered alike for NATO then and Belarus now, and whether a difference touches the mechanism."""
    figure = new_figure()
    figure.set_size_inches(7.2, 0.3 * len(table) + 1.2)
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.44, "right": 0.97, "top": 1 - 0.95 / figure.get_size_inches()[1], "bottom": 0.02})
        for line, row in enumerate(table.itertuples()):
            for column, (looks, value) in enumerate(((LIKE, row.alike), (TOUCHES, row.touches_mechanism))):
                word, colour = looks[value]
                axes.fill_between([column - 0.48, column + 0.48], line - 0.42, line + 0.42, color=colour, linewidth=0)
                axes.text(column, line, word, ha="center", va="center", color="white" if colour == "#4a4a4a" else TEXT)
        axes.set_yticks(range(len(table)), [f"{row.dimension}{' *' if row.core else ''}" for row in table.itertuples()])
        axes.set_xticks([0, 1], ["NATO then,\nBelarus now", "a difference touches\nthe mechanism"])
        axes.xaxis.tick_top()
        axes.set_xlim(-0.5, 1.5)
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.grid(False)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        figure.text(0.01, 0.985, f"{len(table)} questions\n(* core)", weight="bold", size=12, va="top", color=TEXT)
    counts = table["alike"].value_counts()
    touching = table[table["touches_mechanism"] == "yes"]["dimension"].tolist()
    alt = (
        f"Grid of {len(table)} questions asked of NATO after 1967 and of Belarus in 2024: {listed([f'{counts[name]} {name}' for name in LIKE if name in counts])}. "
        f"A difference is held to touch the mechanism in {listed(touching)}; in {int((table['touches_mechanism'] == 'disputed').sum())} more that is disputed."
    )
    return LessonFigure(figure, alt, table[["dimension", "question", "alike", "touches_mechanism"]].rename(columns={"touches_mechanism": "touches mechanism"}))


def _points(wide: pd.DataFrame, heading: str, left: float = 0.2):
    """A row for each index, a marker for each column, a thin line from the first to the last."""
    figure = new_figure()
    figure.set_size_inches(7.2, max(3.0, 0.31 * len(wide) + 1.3))
    height = figure.get_size_inches()[1]
    with styled():
        axes = figure.subplots(gridspec_kw={"left": left, "right": 0.95, "top": 1 - 0.75 / height, "bottom": 0.38 / height})
        for line, (_name, row) in enumerate(wide.iterrows()):
            axes.plot([row.min(), row.max()], [line, line], color=STATES["Germany"].colour, linewidth=1, zorder=1)
        for column, (marker, colour) in zip(wide.columns, TIMES, strict=False):
            axes.plot(wide[column], range(len(wide)), marker=marker, color=colour, linestyle="", markersize=7, label=str(column), zorder=2)
        axes.set_yticks(range(len(wide)), [str(name) for name in wide.index])
        axes.set_ylim(-0.6, len(wide) - 0.4)
        axes.grid(True, axis="x")
        axes.grid(False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=len(wide.columns), frameon=False, borderaxespad=0.2, handletextpad=0.1)
        figure.suptitle(heading, x=0.02, y=1 - 0.08 / height, ha="left", va="top", weight="bold", size=12)
    return figure
