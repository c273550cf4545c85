"""The accessible figure: a picture, the words that replace it, and the table behind it, kept together."""

from __future__ import annotations

import base64
import html
import io

import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from dualtrack.figures.style import styled

COLOURS_IN_PICTURE = 64
SPACED = ' style="padding:2px 10px;text-align:left;white-space:nowrap"'
WRAPPED = ' style="padding:2px 10px;text-align:left;vertical-align:top;line-height:1.4;overflow-wrap:break-word"'
# A wide table scrolls in a place of its own, which the keyboard can reach.
SCROLLS = 'tabindex="0" role="region" aria-label="Table" style="overflow-x:auto;contain:inline-size"'


class LessonFigure:
    """One figure with its alt text and the table that it plots.

    In a notebook it shows as an image with that alt text and a table to open; as plain text it is the alt text and the
    table, so that a regression test compares what the figure says.

    Parameters: ``figure`` a matplotlib Figure, ``alt`` names variables and main finding in a sentence or two, ``table``
    the plotted frame, already rounded for reading. ``of_data`` is False for a figure of a model, which shows no table of the course.
    """

    of_data = True

    def __init__(self, figure: Figure, alt: str, table: pd.DataFrame):
        self.figure = figure
        self.alt = alt
        self.table = table

    def png(self) -> bytes:
        """The picture as PNG bytes."""
        with styled():
            self.figure.canvas.draw()
        return encode(self.figure)

    def html(self) -> str:
        """The picture with alt text, and the table behind a disclosure."""
        return self._kept_as_html(self.png())

    def _kept_as_html(self, png: bytes) -> str:
        return f"<figure style='margin:0'>{picture(png, self.alt)}<details><summary>Show as table</summary>{html_table(self.table)}</details></figure>"

    def __str__(self) -> str:
        return f"{self.alt}\n\n{plain_table(self.table)}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}


def encode(figure: Figure, effort: int = 6, palette: Image.Image | None = None) -> bytes:
    """The drawn canvas as a small PNG: a palette is enough for line art.

    ``effort`` from 1 (quick) to 9 (smallest) makes it smaller; a ``palette`` that is given is much quicker than one made for the picture.
    """
    canvas = figure.canvas
    pixels = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    out = io.BytesIO()
    rgb = pixels.convert("RGB")
    if palette is None:
        few = rgb.quantize(COLOURS_IN_PICTURE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    else:
        few = rgb.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=effort)
    return out.getvalue()


def picture(png: bytes, alt: str) -> str:
    """An HTML image that carries its alt text and needs no file."""
    data = base64.b64encode(png).decode("ascii")
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}" style="max-width:100%;height:auto">'


def html_table(table: pd.DataFrame, wrap: bool = False, height: str = "") -> str:
    """A frame as a plain HTML table with header cells; missing values are said, not left blank.

    ``wrap`` lets sentences run over several lines; with a ``height`` (CSS, such as "20em") a longer table scrolls.
    """
    spaced = WRAPPED if wrap else SPACED
    heading = WRAPPED.removesuffix('"') + ';font-weight:normal"' if wrap else SPACED  # a whole sentence in bold is hard to read
    scrolls = SCROLLS.removesuffix('"') + f';max-height:{height};overflow-y:auto"' if height else SCROLLS
    head = "".join(f'<th scope="col"{spaced}>{html.escape(str(name))}</th>' for name in table.columns)
    rows = []
    for values in table.itertuples(index=False):
        first, *rest = (html.escape(_cell(value)) for value in values)
        rows.append(f'<tr><th scope="row"{heading}>{first}</th>' + "".join(f"<td{spaced}>{value}</td>" for value in rest) + "</tr>")
    body = "".join(rows)
    return f"<div {scrolls}><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def plain_table(table: pd.DataFrame) -> str:
    """A frame as aligned text of our own, so that it reads the same under every version of pandas.

    >>> print(plain_table(pd.DataFrame({"year": [2014, 2015], "share": ["71.3 %", None]})))
    year   share
    2014  71.3 %
    2015       -
    """
    cells = [[str(name) for name in table.columns]]
    cells += [[_cell(value) for value in values] for values in table.itertuples(index=False)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    numeric = [all(row[i][:1].isdigit() or row[i] == "-" for row in cells[1:]) for i in range(len(widths))]
    lines = []
    for row in cells:
        padded = (cell.rjust(w) if right else cell.ljust(w) for cell, w, right in zip(row, widths, numeric, strict=True))
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _cell(value: object) -> str:
    return "-" if pd.isna(value) else str(value)
