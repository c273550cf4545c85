"""A figure that moves: its background is drawn once and kept, and only what a control changes is drawn anew."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from dualtrack.figures.accessible import LessonFigure, encode
from dualtrack.figures.style import styled


class MovingFigure(LessonFigure):
    """One figure for all states of an explorer.

    ``moving`` are the artists that ``show`` of a subclass changes; all else is background. Where a state needs another
    background (other years on the axis, say), the subclass names it in ``frame`` and lays it out in ``lay_out``.
    ``line`` is the plain-language line, which ``show`` sets with ``alt`` and ``table``.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist]):
        super().__init__(figure, "", pd.DataFrame())
        self.line = ""
        self._moving = list(moving)
        self._kept: tuple[Hashable, object] | None = None
        for artist in self._moving:
            artist.set_animated(True)

    def frame(self) -> Hashable:
        """What the background depends on; the same value keeps it."""
        return None

    def lay_out(self) -> None:
        """Make the axes fit the frame before the background is drawn."""

    def forget(self) -> None:
        """Draw the background anew at the next picture."""
        self._kept = None

    def png(self) -> bytes:
        """The picture as PNG bytes; while the frame stays, only what moves is drawn."""
        canvas = self.figure.canvas
        with styled():
            if self._kept is None or self._kept[0] != self.frame():
                self.lay_out()
                canvas.draw()
                self._kept = self.frame(), canvas.copy_from_bbox(self.figure.bbox)
            canvas.restore_region(self._kept[1])
            for artist in self._moving:
                artist.axes.draw_artist(artist)
        return encode(self.figure)
