"""What became of the statements of one text or two, one mark for each: no share, no total, no rank."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.coder_agreement import AGREED
from dualtrack.analysis.scorecard import tally
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, FAINT, TEXT, new_figure, styled

MARKS = {AGREED: ("s", CONTEXT), "coder A": ("s", "white"), "coder B": ("o", "white")}
YOURS = ("D", "white")
LINE, HEAD, STEP = 0.205, 0.62, 0.108  # inches: between rows, above them, between marks
LETTER, LONGEST = 0.115, 26  # of the head of a text: inches a letter, and letters shown
LEFT, CODE = 1.85, 3.5  # inches: where codes and where marks begin


def scorecard_figure(scored: pd.DataFrame) -> LessonFigure:
    """Marks in rows, one for each statement, by kind and code; two texts stand in columns of their own.

    ``scored`` is what ``analysis.scorecard.scores`` gives. Filled squares are agreed codes; where no firm code is to be had, the codes of coder A
    (open squares) and coder B (open circles) stand in rows of their own; codes of anybody else are open diamonds.

    >>> from dualtrack.analysis.scorecard import scores
    >>> from dualtrack.tables import load
    >>> scorecard_figure(scores(load("claims"), load("codings"))).table.iloc[0].tolist()
    ['event', 'corroborated', 'agreed', '14', '0']
    """
    counts = tally(scored)
    texts = list(dict.fromkeys(scored["text"]))
    heads = {text: _head(text) for text in texts}
    wide = {text: max(STEP * (int(counts[text].max()) + 5), LETTER * len(heads[text]) + 0.3) for text in texts}
    figure = new_figure()
    figure.set_size_inches(max(CODE + sum(wide.values()), 6.0), HEAD + LINE * (len(counts) + 0.6 * counts["kind"].nunique()))
    with styled():
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, figure.get_figwidth()), ylim=(-figure.get_figheight(), 0), xticks=[], yticks=[])
        axes.grid(False)
        for side in axes.spines.values():
            side.set_visible(False)
        starts, x = {}, CODE
        for text in texts:
            starts[text] = x
            axes.text(x - STEP / 2, -0.3, heads[text], weight="bold", color=TEXT, va="center")
            x += wide[text]
        y, kind = -HEAD + LINE / 2, ""
        for row in counts.itertuples():
            if row.kind != kind:
                y -= 0.6 * LINE if kind else 0
                kind = row.kind
                axes.axhline(y + LINE * 0.62, color=FAINT, linewidth=0.8)
                axes.text(0.1, y, kind, weight="bold", color=TEXT, va="center")
            axes.text(LEFT, y, f"{row.code}, {row.whose[-1]}" if row.whose.startswith("coder") else row.code, color=TEXT, va="center")
            marker, face = MARKS.get(row.whose, YOURS)
            for text in texts:
                count = counts.at[row.Index, text]
                places = [starts[text] + STEP * place for place in range(count)]
                axes.plot(places, [y] * count, marker=marker, linestyle="", markersize=6, color=CONTEXT, markerfacecolor=face, markeredgewidth=1.2)
                axes.text(starts[text] + STEP * count + (0.05 if count else -0.05), y, str(count), color=TEXT, va="center")
            y -= LINE
    table = counts.assign(**{text: counts[text].astype(str) for text in texts})
    return LessonFigure(figure, _alt(counts, texts), table)


def _head(text: str) -> str:
    """A text's name above its column, shortened where it is long."""
    text = text[:1].upper() + text[1:]
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _alt(counts: pd.DataFrame, texts: list[str]) -> str:
    said = []
    for text in texts:
        own = counts[counts[text] > 0]
        agreed = own[(own["whose"] != "coder A") & (own["whose"] != "coder B") & (own["code"] != "no verdict")]
        most = agreed.sort_values(text, ascending=False, kind="stable").head(3)
        parts = ", ".join(f"{row.kind} {row.code} {row.count}" for row in most.rename(columns={text: "count"}).itertuples())
        apart = int((own["whose"] == "coder A").dot(own[text]))
        said.append(f"{text.capitalize()}: most often {parts}" + (f"; {apart} statements show the codes of both coders and no verdict" if apart else ""))
    return f"Marks, one for each statement, by kind and code. {'. '.join(said)}."
