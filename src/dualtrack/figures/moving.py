"""A figure that moves: its background is drawn once and kept, and only what a control changes is drawn anew."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from dualtrack.figures.accessible import LessonFigure, encode
from dualtrack.figures.style import styled

FRAMES_KEPT = 16


class MovingFigure(LessonFigure):
    """One figure for all states of an explorer, in three layers.

    ``moving`` are the artists that ``show`` of a subclass changes; they are drawn each time. ``framing`` are those that only
    another frame changes (an axis with other years, say): a subclass says in ``frame`` which frame it is in, and puts it
    up in ``lay_out``; the latest frames are kept. All else is background and drawn once.

    ``line`` is the plain-language line, which ``show`` sets with ``alt`` and ``table``.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist], framing: Iterable[Artist] = ()):
        super().__init__(figure, "", pd.DataFrame())
        self.line = ""
        self._moving, self._framing = list(moving), list(framing)
        self._background = None
        self._framed: dict[Hashable, object] = {}
        for artist in [*self._moving, *self._framing]:
            artist.set_animated(True)

    def frame(self) -> Hashable:
        """What the framing artists depend on; the same value brings them back without drawing."""
        return None

    def lay_out(self) -> None:
        """Make the axes fit the frame."""

    def forget(self) -> None:
        """Draw everything anew at the next picture."""
        self._background = None
        self._framed.clear()

    def png(self) -> bytes:
        """The picture as PNG bytes; what neither moves nor belongs to another frame is not drawn again."""
        canvas = self.figure.canvas
        with styled():
            self.lay_out()
            if self._background is None:
                canvas.draw()
                self._background = canvas.copy_from_bbox(self.figure.bbox)
            frame = self.frame()
            if frame not in self._framed:
                canvas.restore_region(self._background)
                self._draw(self._framing)
                if len(self._framed) == FRAMES_KEPT:
                    self._framed.pop(next(iter(self._framed)))
                self._framed[frame] = canvas.copy_from_bbox(self.figure.bbox)
            canvas.restore_region(self._framed[frame])
            self._draw(self._moving)
        return encode(self.figure, effort=1)

    def _draw(self, artists: Iterable[Artist]) -> None:
        for artist in artists:
            if artist.get_visible():
                artist.axes.draw_artist(artist)
