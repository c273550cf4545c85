"""Where the texts of a drawn figure stand: which of them overlap, and which are cut off."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

# Two boxes that share an edge do not overlap, nor do they where rounding to pixels lets them touch.
TOUCH = 1.0


def visible_texts(figure: Figure) -> list[Text]:
    """All texts of a drawn figure; tick labels outside the view are none."""
    outside = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels()  # puts the labels where the axis has its ticks now, drawn or not
            low, high = sorted(axis.get_view_interval())
            margin = 1e-9 * max(high - low, 1)
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not low - margin <= tick.get_loc() <= high + margin:
                    outside |= {tick.label1, tick.label2}
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in outside]


def corners(text: Text) -> np.ndarray:
    """The four corners of a text's box in pixels (4 x 2), turned as the text is."""
    box = text.get_window_extent()
    angle = text.get_rotation()
    centre = np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2
    if angle:
        text.set_rotation(0)
        flat = text.get_window_extent()
        text.set_rotation(angle)
    else:
        flat = box
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [flat.width / 2, flat.height / 2]
    turn = np.deg2rad(angle)
    return half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + centre


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """The pairs of texts whose boxes overlap."""
    boxes = [(text.get_text(), corners(text)) for text in visible_texts(figure)]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if _meet(a, b)]


def cut_off(figure: Figure) -> list[str]:
    """The texts that reach beyond the picture."""
    width, height = figure.canvas.get_width_height()
    beyond = []
    for text in visible_texts(figure):
        (left, bottom), (right, top) = corners(text).min(axis=0), corners(text).max(axis=0)
        if left < -TOUCH or bottom < -TOUCH or right > width + TOUCH or top > height + TOUCH:
            beyond.append(text.get_text())
    return beyond


def _meet(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two rectangles overlap by more than a touch: no edge's direction keeps them apart."""
    if (one.max(axis=0) <= other.min(axis=0)).any() or (other.max(axis=0) <= one.min(axis=0)).any():
        return False
    for box in (one, other):
        for edge in (box[1] - box[0], box[2] - box[1]):
            normal = np.array([-edge[1], edge[0]]) / max(np.hypot(*edge), 1e-9)
            a, b = one @ normal, other @ normal
            if a.max() - TOUCH <= b.min() or b.max() - TOUCH <= a.min():
                return False
    return True
