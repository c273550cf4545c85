"""What kinds of statements two texts are made of, and how far they hedge."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import PercentFormatter

from dualtrack.analysis.coder_agreement import LEFT_OPEN, settled
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, TEXT, new_figure, styled
from dualtrack.wording import listed

KINDS = ("event", "statement reported", "description", "inference", "evaluation", "prediction")
HEDGES = {"plain": (CONTEXT, ""), "hedged": ("#d9d9d9", "////"), "attributed": ("#ffffff", "...."), LEFT_OPEN: ("#ffffff", "")}
ROOM = 0.05  # a count is written into a bar that is at least this share of its text


def statement_kinds(codings: pd.DataFrame) -> LessonFigure:
    """Bars: how many statements of each kind and hedge the article and the counter-text hold, by the agreed codes (table ``codings``).

    A bar's length is a share of the text's own statements, so that a long text and a short one can be compared; the number is a count.

    >>> from dualtrack.tables import load
    >>> statement_kinds(load("codings")).table.iloc[3].tolist()[:5]
    ['inference', '38', '26', '9', '0']
    """
    coded = settled(codings, "kind").join(settled(codings, "hedge")["code"].rename("hedge"))
    counts = {text: _counts(own) for text, own in coded.groupby("text")}
    figure = new_figure()
    with styled():
        panels = figure.subplots(1, len(counts), sharey=True, gridspec_kw={"left": 0.225, "right": 0.97, "top": 0.76, "bottom": 0.12, "wspace": 0.1})
        longest = max((table.sum(axis=1) / table.to_numpy().sum()).max() for table in counts.values())
        for axes, (text, table) in zip(panels, counts.items(), strict=True):
            _bars(axes, table, longest)
            axes.set_title(f"{text.capitalize()}: {table.to_numpy().sum()} statements")
        panels[0].set_yticks(range(len(KINDS)), KINDS)
        panels[0].invert_yaxis()
        figure.legend(*panels[0].get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(0.215, 0.93), ncols=len(HEDGES), frameon=False)
        figure.suptitle("What the two texts are made of", x=0.02, y=0.985, ha="left", weight="bold", size=12)
    return LessonFigure(figure, _alt(coded, counts), _table(counts))


def _counts(own: pd.DataFrame) -> pd.DataFrame:
    """How many statements of each kind (rows) have each hedge (columns)."""
    return pd.crosstab(own["code"], own["hedge"]).reindex(index=KINDS, columns=list(HEDGES), fill_value=0)


def _bars(axes, table: pd.DataFrame, longest: float) -> None:
    whole = table.to_numpy().sum()
    left = pd.Series(0.0, index=table.index)
    for hedge, (colour, hatch) in HEDGES.items():
        share = table[hedge] / whole
        axes.barh(range(len(table)), share, left=left, color=colour, hatch=hatch, edgecolor=TEXT, linewidth=0.6, height=0.7, label=hedge)
        for place, (start, width, count) in enumerate(zip(left, share, table[hedge], strict=True)):
            if width >= ROOM and hedge == "plain":
                axes.text(start + width / 2, place, str(count), ha="center", va="center", color="white")
        left += share
    for place, (end, count) in enumerate(zip(left, table.sum(axis=1), strict=True)):
        axes.text(end + 0.008, place, str(count), va="center", weight="bold", color=TEXT)
    axes.set_xlim(0, longest * 1.15)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    axes.set_xlabel("share of its statements")
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", length=0)


def _table(counts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    columns: dict[str, list[str]] = {"kind": list(KINDS)}
    for text, table in counts.items():
        columns[text] = [str(count) for count in table.sum(axis=1)]
        columns |= {f"{text}, {hedge}": [str(count) for count in table[hedge]] for hedge in HEDGES if hedge != LEFT_OPEN}
        columns[f"{text}, hedge left open"] = [str(count) for count in table[LEFT_OPEN]]
    return pd.DataFrame(columns)


def _alt(coded: pd.DataFrame, counts: dict[str, pd.DataFrame]) -> str:
    said = []
    for text, table in counts.items():
        kinds = table.sum(axis=1)
        most = kinds[kinds > 0].sort_values(ascending=False, kind="stable").index[:2]
        said.append(
            f"{text.capitalize()}, {kinds.sum()} statements: most often {listed(f'{kind} ({kinds[kind]})' for kind in most)}; event {kinds['event']}; "
            f"of {kinds['inference']} with the kind inference {table.at['inference', 'plain']} are plain."
        )
    differ = f"The two coders differed on the kind of {coded['differ'].sum()} of {len(coded)}."
    return f"Bars by kind of statement, parted by hedge, in two texts. {' '.join(said)} {differ}"
