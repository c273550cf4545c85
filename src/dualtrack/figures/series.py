"""Plain figures of the series over time: one function a table, a frame in, an accessible figure out."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import OTHERS, STATES, TEXT, new_figure, spread, styled
from dualtrack.wording import listed, percent, span

NEIGHBOURS = ("Russia", "Ukraine", "Poland", "China", "Kazakhstan", "United States")
INLAND = ("Volyn", "Rivne", "Zhytomyr", "Kyiv")
LABEL_GAP = 0.07
FEW_VOTES = 20


def recent_agreement(table: pd.DataFrame) -> LessonFigure:
    """Lines: how often Belarus cast the same vote as chosen states by year, from the UN's own extract (table ``unga_recent``)."""
    rows = table[(table["votes"] == "all") & table["partner"].isin(NEIGHBOURS)]
    counts = rows.groupby(["year", "partner"])[["n", "same"]].sum()
    enough = counts["n"].groupby("year").min()
    counts = counts.loc[enough.index[enough >= FEW_VOTES]]
    shares = (counts["same"] / counts["n"]).unstack()
    heading = "Same vote as Belarus, UN extract, emergency session included"
    figure, said = _lines(shares, heading, PercentFormatter(1, decimals=0, symbol=" %"), percent)
    left_out = [str(year) for year in enough.index[enough < FEW_VOTES]]
    alt = (
        f"Lines by year, {span(shares.index[0], shares.index[-1])}: share of UN votes in which Belarus voted like the other state. In {shares.index[-1]}: {said}."
        + (f" Left out for want of votes: {listed(left_out)}." if left_out else "")
    )
    return LessonFigure(figure, alt, shares.map(percent).reset_index())


def distances(table: pd.DataFrame) -> LessonFigure:
    """Lines: distance of states' ideal points to Belarus's by year (table ``ideal_points``)."""
    rows = table[table["state"].isin(NEIGHBOURS) & table["distance_to_belarus"].notna()]
    points = rows.pivot(index="year", columns="state", values="distance_to_belarus").astype(float)
    figure, said = _lines(points, "Distance to Belarus on the main line of UN voting", FuncFormatter(lambda value, _at: f"{value:g}"), "{:.2f}".format)
    alt = (
        f"Lines by year, {span(points.index[0], points.index[-1])}: distance between each state's ideal point and Belarus's, "
        f"in standard deviations. In the last year: {said}."
    )
    return LessonFigure(figure, alt, points.map("{:.2f}".format).reset_index())


def border_events(table: pd.DataFrame) -> LessonFigure:
    """Lines: events by month in the four oblasts that border Belarus but not Russia, and in Chernihiv (table ``border_events``)."""
    wide = table.pivot(index="month", columns="oblast", values="events")
    four, chernihiv = wide[list(INLAND)].sum(axis=1), wide["Chernihiv"]
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.09, "right": 0.96, "top": 0.8, "bottom": 0.12})
        for name, values, look in (("Volyn, Rivne, Zhytomyr and Kyiv oblasts", four, STATES["Ukraine"]), ("Chernihiv oblast", chernihiv, STATES["Russia"])):
            axes.plot(range(len(values)), values, color=look.colour, marker=look.marker, markersize=4, linestyle=look.line, label=name)
        axes.set_yscale("symlog", linthresh=1)
        axes.set_ylim(0, 1000)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:g}"))
        starts = [place for place, month in enumerate(wide.index) if month.endswith("-01")]
        axes.set_xticks(starts, [wide.index[place][:4] for place in starts])
        axes.set_title("Conflict events by month (each line up is ten times as many)", pad=34)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0.2)
    peak = four.idxmax()
    following = four.index[four.index.get_loc(peak) + 1]
    alt = (
        f"Lines by month, {wide.index[0]} to {wide.index[-1]}: events in the four oblasts that border Belarus but not Russia, and in Chernihiv oblast, which "
        f"borders both. The four peak in {peak} with {four[peak]}, fall to {four[following]} in {following} and stand at {four.iloc[-2]} in {wide.index[-2]}; "
        f"Chernihiv peaks in {chernihiv.idxmax()} with {chernihiv.max()}."
    )
    shown = pd.DataFrame({"month": wide.index, "four oblasts": four.values, "Chernihiv": chernihiv.values, "all Ukraine": wide["all Ukraine"].values})
    return LessonFigure(figure, alt, shown.astype("string"))


def launches(table: pd.DataFrame) -> LessonFigure:
    """Bars: weapons launched from Belarus and crossing into it by month, above the share of unknown launch places (table ``launches``)."""
    figure = new_figure()
    with styled():
        layout = {"left": 0.1, "right": 0.97, "top": 0.8, "bottom": 0.1, "height_ratios": [3, 2], "hspace": 0.28}
        above, below = figure.subplots(2, 1, sharex=True, gridspec_kw=layout)
        places = range(len(table))
        above.bar([place - 0.22 for place in places], table["launched_from_belarus"], width=0.44, color=STATES["Russia"].colour, label="launched from Belarus")
        into = {"color": OTHERS, "hatch": "///", "edgecolor": TEXT, "linewidth": 0.4}
        above.bar([place + 0.22 for place in places], table["crossed_into_belarus"], width=0.44, label="crossed into Belarus", **into)
        above.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        above.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0.2)
        below.bar(places, table["share_place_unknown"].astype(float), color=OTHERS, width=0.8)
        below.set_ylim(0, 1)
        below.set_yticks([0, 0.5, 1])
        below.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        below.text(0, 1.06, "Rows without a launch place", transform=below.transAxes, color=TEXT)
        starts = [place for place, month in enumerate(table["month"]) if month.endswith("-01")]
        below.set_xticks(starts, [table["month"].iloc[place][:4] for place in starts])
        figure.suptitle("Missiles and drones in Ukrainian bulletins, by month", x=0.02, y=0.98, ha="left", weight="bold", size=12)
    here = table[table["rows_from_belarus"] > 0]
    each = [f"{row.month} ({row.launched_from_belarus})" for row in here.itertuples()]
    unknown = 1 - table["rows_place_known"].sum() / table["rows"].sum()
    alt = (
        f"Bars by month, {table['month'].iloc[0]} to {table['month'].iloc[-1]}: weapons launched from Belarus, in {listed(each)} and in no later month; "
        f"weapons said to have crossed into Belarus, {table['crossed_into_belarus'].sum()} in all. No launch place is given in {percent(unknown)} of the rows."
    )
    columns = {"launched_from_belarus": "from Belarus", "crossed_into_belarus": "into Belarus", "share_place_unknown": "place unknown", "rows": "rows"}
    shown = table[["month", *columns]].rename(columns=columns)
    shown["place unknown"] = shown["place unknown"].map(percent)
    return LessonFigure(figure, alt, shown.astype("string"))


def trade(table: pd.DataFrame) -> LessonFigure:
    """Points: Ukraine's share in Belarus's trade by year, one marker for each total that it is a share of (table ``trade_shares``)."""
    rows = table[table["partner"] == "Ukraine"].sort_values("year")
    kinds = {
        "exports to the fifteen partners of the extract": ("of exports to fifteen partners", "s", "-"),
        "exports to all partners of the data set": ("of exports to all partners", "D", ""),
        "turnover with all partners": ("of exports and imports together", "^", ""),
        "exports to all partners": ("of exports, by the prime minister", "X", ""),
    }
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.1, "right": 0.97, "top": 0.74, "bottom": 0.1})
        for (total, (label, marker, line)), colour in zip(kinds.items(), ("#117733", "#332288", "#8A6D00", "#882255"), strict=True):
            own = rows[rows["total_of"] == total]
            axes.plot(own["year"], own["share"].astype(float), color=colour, marker=marker, linestyle=line, markersize=7, label=label)
        axes.set_ylim(0, 0.3)
        axes.set_xlim(2004.5, 2021.5)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.xaxis.set_major_locator(MaxNLocator(9, integer=True))
        axes.set_title("Ukraine's share in Belarus's trade depends on the total", pad=54)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0.2)
    last = rows[rows["total_of"] == "exports to the fifteen partners of the extract"].iloc[-1]
    same = rows[(rows["total_of"] == "exports to all partners of the data set") & (rows["year"] == last["year"])].iloc[0]
    years = span(rows["year"].min(), rows["year"].max())
    alt = (
        f"Points by year, {years}: Ukraine's share in Belarus's trade. In {last['year']} it is {percent(last['share'])} of exports to fifteen partners and "
        f"{percent(same['share'])} of exports to all; later years have single figures of other kinds, and some have none."
    )
    shown = rows[["year", "share", "total_of"]].rename(columns={"total_of": "share of"}).assign(share=rows["share"].map(percent))
    return LessonFigure(figure, alt, shown.astype("string"))


def _lines(wide: pd.DataFrame, heading: str, formatter, said) -> tuple:
    """A line for each column by year, its name at the right end; the figure, and the last values in words."""
    wide = wide[[name for name in NEIGHBOURS if name in wide]]
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.1, "right": 0.8, "top": 0.88, "bottom": 0.1})
        ceiling = float(wide.max().max()) * 1.08
        ends = wide.ffill().iloc[-1]
        heights = spread(ends.tolist(), LABEL_GAP * ceiling, 0, ceiling)
        for name, height in zip(wide.columns, heights, strict=True):
            look = STATES[name]
            axes.plot(wide.index, wide[name], color=look.colour, marker=look.marker, linestyle=look.line)
            axes.text(wide.index[-1] + 0.02 * len(wide.index), height, f" {name}", color=look.colour, weight="bold", va="center")
        axes.set_ylim(0, ceiling)
        axes.set_xlim(wide.index[0] - 0.3, wide.index[-1] + 0.01 * len(wide.index))
        axes.yaxis.set_major_formatter(formatter)
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.set_title(heading)
    return figure, listed([f"{name} {said(value)}" for name, value in ends.sort_values(ascending=False).items()])
