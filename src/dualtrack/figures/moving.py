"""A figure that moves: its background is drawn once and kept, and only what a control changes is drawn anew."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import chain

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dualtrack.figures.accessible import LessonFigure, encode
from dualtrack.figures.style import palette, styled

FRAMES_KEPT = 24


def drawing_area(figure: Figure, width: float, height: float) -> Axes:
    """The whole of a figure as a place to draw in, measured from the upper left corner, without an axis."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xticks=[], yticks=[], xlim=(0, width), ylim=(height, 0))
    return axes


class MovingFigure(LessonFigure):
    """One figure for all states of an explorer, in layers.

    ``moving`` are the artists that ``show`` of a subclass changes; they are drawn each time. ``framing`` are groups of
    artists that change now and then (headings, an axis with other years): a subclass says in ``frame`` how each group
    stands, and sets it in ``lay_out``; the latest frames are kept. All else is background and drawn once.

    ``line`` is the plain-language line, which ``show`` sets with ``alt`` and ``table``.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist], framing: Iterable[Iterable[Artist]] = ()):
        super().__init__(figure, "", pd.DataFrame())
        self.line = ""
        self._moving = list(moving)
        self._framing = [list(group) for group in framing]
        self._kept: dict[tuple, object] = {}
        for artist in chain(self._moving, *self._framing):
            artist.set_animated(True)

    def frame(self) -> tuple[Hashable, ...]:
        """How each framing group stands; the same value brings it back without drawing."""
        return ()

    def lay_out(self) -> None:
        """Set the framing groups as ``frame`` says."""

    def forget(self) -> None:
        """Draw everything anew at the next picture."""
        self._kept.clear()

    def png(self) -> bytes:
        """The picture as PNG bytes; what stands as it stood before is not drawn again."""
        canvas = self.figure.canvas
        frame = self.frame()
        with styled():
            self.lay_out()
            if () not in self._kept:
                canvas.draw()
                self._kept[()] = canvas.copy_from_bbox(self.figure.bbox)
            canvas.restore_region(self._kept[()])
            for depth, group in enumerate(self._framing, start=1):
                if frame[:depth] in self._kept:
                    canvas.restore_region(self._kept[frame[:depth]])
                else:
                    self._draw(group)
                    self._keep(frame[:depth])
            self._draw(self._moving)
        return encode(self.figure, effort=1, palette=palette())

    def html(self) -> str:
        """The picture as a notebook keeps it: nobody waits for it, so it may take longer to become small."""
        self.png()
        return self._kept_as_html(encode(self.figure, effort=9, palette=palette()))

    def _keep(self, frame: tuple) -> None:
        if len(self._kept) > FRAMES_KEPT:
            self._kept.pop(list(self._kept)[1])  # the oldest but the background
        self._kept[frame] = self.figure.canvas.copy_from_bbox(self.figure.bbox)

    def _draw(self, artists: Iterable[Artist]) -> None:
        for artist in artists:
            if artist.get_visible():
                artist.axes.draw_artist(artist)
