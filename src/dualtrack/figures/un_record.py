"""Still figures of UN votes: siding by issue, states' own no votes, and the resolutions on Ukraine."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from dualtrack.analysis.agreement import SMALL_N, own_votes, siding
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import STATES, TEXT, new_figure, spread, styled
from dualtrack.wording import listed, percent, span

SIDES = {
    "with_russia": ("with Russia", STATES["Russia"].colour, ""),
    "abstained": ("abstained", "#d9d9d9", ""),
    "with_ukraine": ("with Ukraine", STATES["Ukraine"].colour, "///"),
}
SHORT = {
    "territorial integrity": "integrity",
    "human rights in Crimea": "human rights",
    "militarisation of Crimea": "militarisation",
    "emergency session": "emergency",
    "nuclear safety": "nuclear safety",
}
VOTERS = ("Belarus", "Russia", "Ukraine", "Armenia", "Serbia", "China", "Kazakhstan", "Poland")
MARKS = {"yes": ("Y", "#dcefe2"), "no": ("N", "#4a4a4a"), "abstain": ("A", "#f3eed6"), "absent": ("–", "#ffffff"), "not seen": ("?", "#ffffff")}


def require_years(table: pd.DataFrame, years: tuple[int, int], name: str = "years") -> None:
    """Refuse a span of years that holds no row of a table (columns year or date)."""
    column = table["year"] if "year" in table else table["date"].dt.year
    if not (isinstance(years, tuple | list) and len(years) == 2 and column.between(*years).any()):
        raise CourseError(f"{name}: found {years!r}, allowed is a pair like (2014, 2018) with votes between {column.min()} and {column.max()}.")


def siding_by_issue(opposed: pd.DataFrame, years: tuple[int, int], state: str = "Belarus") -> LessonFigure:
    """Bars: with whom a state voted, by issue, when Russia and Ukraine were opposed (table ``unga_opposed``).

    >>> from dualtrack.tables import load
    >>> figure = siding_by_issue(load("unga_opposed"), (2014, 2018))
    >>> figure.table.query("issue == 'human rights'").iloc[0].tolist()
    ['human rights', '46', '45', '1', '0', '97.8 %']
    """
    if state not in set(opposed["state"]):
        raise CourseError(f"state: found {state!r}, allowed is one of: {one_of(sorted(opposed['state'].unique()))}.")
    require_years(opposed[(opposed["state"] == state) & (opposed["issue"] != "all")], years)
    totals = siding(opposed, years, state=state, issue=None)
    issues = totals.drop(index=["all", "outside disarmament"]).sort_values(["share", "n"], ascending=False)
    totals = totals.loc[["all", "outside disarmament", *issues.index]]
    enough = issues[issues["n"] >= SMALL_N]
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.3, "right": 0.95, "top": 0.84, "bottom": 0.1})
        left = pd.Series(0.0, index=totals.index)
        for side, (label, colour, hatch) in SIDES.items():
            share = totals[side] / totals["n"]
            bars = axes.barh(range(len(totals)), share, left=left, color=colour, hatch=hatch, edgecolor="white", label=label, height=0.72)
            _number_bars(axes, bars, totals[side], share, TEXT if side == "abstained" else "white")
            left += share
        axes.set_yticks(range(len(totals)), [f"{issue} ({'only ' if n < SMALL_N else ''}{n})" for issue, n in totals["n"].items()])
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.grid(False)
        axes.tick_params(axis="y", length=0)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, borderaxespad=0, handlelength=1.2, columnspacing=1.4)
        figure.suptitle(f"How {state} voted when Russia and Ukraine were opposed, {span(*years)}", x=0.02, y=0.98, ha="left", weight="bold", size=12)
    table = pd.DataFrame(
        {
            "issue": totals.index,
            "votes": totals["n"].astype(str).values,
            **{label: totals[side].astype(str).values for side, (label, _colour, _hatch) in SIDES.items()},
            "share with Russia": [percent(share) for share in totals["share"]],
        }
    )
    if len(enough):
        most, least = enough.iloc[0], enough.iloc[-1]
        extremes = (
            f"; most often on {most.name} ({most['with_russia']:.0f} of {most['n']:.0f}), "
            f"least often on {least.name} ({least['with_russia']:.0f} of {least['n']:.0f})"
        )
    else:
        extremes = f"; no issue has {SMALL_N} votes"
    alt = (
        f"Bars by issue, {span(*years)}: with whom {state} voted when Russia and Ukraine were opposed. Over all issues with Russia in "
        f"{percent(totals.at['all', 'share'])} of {totals.at['all', 'n']} votes{extremes}."
    )
    return LessonFigure(figure, alt, table)


def no_votes(cast: pd.DataFrame, first: tuple[int, int], second: tuple[int, int], states=("Belarus", "Russia", "Ukraine")) -> LessonFigure:
    """Lines: each state's share of no among its own votes by year, two periods set apart (table ``unga_votes_cast``).

    >>> from dualtrack.tables import load
    >>> print(no_votes(load("unga_votes_cast"), (2005, 2013), (2014, 2021)).table.to_string(index=False))
      state 2005–2013 2014–2021
    Belarus     4.7 %     7.7 %
     Russia     7.7 %    21.1 %
    Ukraine    13.6 %    18.1 %
    """
    require_years(cast, first, "first")
    require_years(cast, second, "second")
    rows = cast[cast["year"].between(first[0], second[1])]
    shares = {state: (own["year"], own["no"] / own["n"]) for state, own in rows[rows["state"].isin(states)].groupby("state")}
    ceiling = max(share.max() for _years, share in shares.values()) * 1.15
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.1, "right": 0.84, "top": 0.88, "bottom": 0.1})
        heights = spread([shares[state][1].iloc[-1] for state in states], 0.07 * ceiling, 0, ceiling)
        for state, height in zip(states, heights, strict=True):
            look = STATES[state]
            axes.plot(*shares[state], color=look.colour, marker=look.marker, linestyle=look.line)
            axes.text(second[1] + 0.4, height, state, color=look.colour, weight="bold", va="center")
        axes.axvline(second[0] - 0.5, color=TEXT, linewidth=1)
        axes.text(second[0] - 0.35, ceiling * 0.97, f"{second[0]} on", color=TEXT, va="top")
        axes.set_ylim(0, ceiling)
        axes.set_xlim(first[0] - 0.4, second[1] + 0.2)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.xaxis.set_major_locator(MaxNLocator(9, integer=True))
        axes.set_title("Share of “no” among a state's own votes")
    periods = {span(*years): own_votes(cast, years)["share_no"] for years in (first, second)}
    table = pd.DataFrame({"state": list(states), **{name: [percent(share[state]) for state in states] for name, share in periods.items()}})
    said = [f"{row.state} from {row[2]} to {row[3]}" for row in table.itertuples()]
    alt = f"Lines by year, {first[0]} to {second[1]}: share of no votes among each state's own votes. From {span(*first)} to {span(*second)}: {listed(said)}."
    return LessonFigure(figure, alt, table)


def resolution_votes(resolutions: pd.DataFrame, years: tuple[int, int], states: tuple[str, ...] = VOTERS) -> LessonFigure:
    """A grid of votes: one row a resolution on Ukraine or Crimea, one column a state (table ``unga_resolutions``)."""
    require_years(resolutions, years)
    rows = resolutions[resolutions["date"].dt.year.between(*years)].sort_values(["series", "date"], ascending=[False, True])
    rows = rows.reset_index(drop=True)
    figure = new_figure()
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.36, "right": 0.93, "top": 0.8, "bottom": 0.02})
        for line, (_index, row) in enumerate(rows.iterrows()):
            for column, state in enumerate(states):
                vote = "not seen" if pd.isna(row[state.lower()]) else row[state.lower()]
                letter, colour = MARKS[vote]
                axes.fill_between([column - 0.46, column + 0.46], line - 0.44, line + 0.44, color=colour, linewidth=0)
                axes.text(column, line, letter, ha="center", va="center", color="white" if vote == "no" else TEXT)
        axes.set_yticks(range(len(rows)), [_row_label(row) for _index, row in rows.iterrows()])
        axes.set_xticks(range(len(states)), states, rotation=35, ha="left", rotation_mode="anchor")
        axes.xaxis.tick_top()
        axes.set_xlim(-0.5, len(states) - 0.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.grid(False)
        axes.tick_params(length=0)
        for start in _series_starts(rows)[1:]:
            axes.axhline(start - 0.5, color=TEXT, linewidth=1.2)
        axes.spines[:].set_visible(False)
        figure.text(0.01, 0.99, "Votes on Ukraine and Crimea", weight="bold", size=12, va="top", color=TEXT)
        figure.text(0.01, 0.925, "Y yes, N no, A abstain,\n– cast no vote", va="top", color=TEXT)
    words = rows[[state.lower() for state in states]].astype("string").fillna("not seen")
    words.columns = list(states)
    table = pd.DataFrame({"resolution": rows["resolution"], "date": rows["date"].dt.strftime("%Y-%m-%d"), "series": rows["series"]}).join(words)
    tally = [f"{state} {(words[state] == 'no').sum()}" for state in states]
    alt = (
        f"Grid of votes on {len(rows)} UN General Assembly resolutions on Ukraine and Crimea, {span(*years)}, in "
        f"{rows['series'].nunique()} series. Times that each state voted no: {listed(tally)}."
    )
    return LessonFigure(figure, alt, table)


def _number_bars(axes, bars, counts: pd.Series, shares: pd.Series, colour: str) -> None:
    """Write the count into each bar that has room for it."""
    for bar, count, share in zip(bars, counts, shares, strict=True):
        if share >= 0.05:
            box = {"facecolor": bar.get_facecolor(), "edgecolor": "none", "pad": 2.5}
            axes.text(bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2, str(count), ha="center", va="center", color=colour, bbox=box)


def _row_label(row: pd.Series) -> str:
    name = row["resolution"].removeprefix("A/RES/").partition(",")[0]  # "not seen, 2025-12-03" where the number was not
    return f"{name} ({row['date'].year}) {SHORT[row['series']]}"


def _series_starts(rows: pd.DataFrame) -> list[int]:
    return [line for line in range(len(rows)) if line == 0 or rows.at[line, "series"] != rows.at[line - 1, "series"]]
