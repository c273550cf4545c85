"""Colours can be told apart with three kinds of colour blindness, or the marker and the line differ; text stands out from its ground."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from matplotlib import colormaps
from matplotlib.colors import to_rgb

from dualtrack.figures import style, un_record

# Distances are in CAM02-UCS, where 1 is just noticeable; colour vision as Machado, Oliveira and Fernandes (2009) model it.
KINDS = [None, "protanomaly", "deuteranomaly", "tritanomaly"]
CLEARLY_APART, APART = 40, 15
TEXT_CONTRAST = 4.5
MAIN = ("Belarus", "Russia", "Ukraine")


def seen(colour: str, kind: str | None) -> np.ndarray:
    """A colour as someone without one kind of cone sees it."""
    if kind is None:
        return np.array(to_rgb(colour))
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return np.clip(cspace_convert(to_rgb(colour), space, "sRGB1"), 0, 1)


def distance(one: str, other: str, kind: str | None) -> float:
    return float(deltaE(seen(one, kind), seen(other, kind), input_space="sRGB1"))


def contrast(one: object, other: object) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    channels = np.array([to_rgb(one), to_rgb(other)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    dark, light = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_colours_that_carry_the_meaning_are_clearly_apart(kind):
    assert distance(style.MILITARY, style.CONTACTS, kind) > CLEARLY_APART


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("one", "other"), list(combinations(MAIN, 2)))
def test_the_three_states_of_most_figures_are_apart(kind, one, other):
    assert distance(style.STATES[one].colour, style.STATES[other].colour, kind) > APART


@pytest.mark.parametrize("kind", KINDS)
def test_no_state_looks_like_another_in_colour_marker_and_line(kind):
    for one, other in combinations(style.STATES, 2):
        a, b = style.STATES[one], style.STATES[other]
        assert a.marker != b.marker, (one, other)
        assert a.line != b.line or distance(a.colour, b.colour, kind) > APART / 2, (one, other, kind)


@pytest.mark.parametrize("name", [*style.STATES, "MILITARY", "CONTACTS", "TEXT", "CONTEXT"])
def test_lines_and_labels_stand_out_from_white(name):
    colour = style.STATES[name].colour if name in style.STATES else getattr(style, name)
    assert contrast(colour, "white") >= (3 if name == "MILITARY" else TEXT_CONTRAST)


def test_letters_and_numbers_stand_out_from_what_they_stand_on():
    for vote, (_letter, ground) in un_record.MARKS.items():
        assert contrast("white" if vote == "no" else style.TEXT, ground) >= TEXT_CONTRAST, vote
    for side, (_label, ground, _hatch) in un_record.SIDES.items():
        assert contrast(style.TEXT if side == "abstained" else "white", ground) >= TEXT_CONTRAST, side
    for share in np.linspace(0, 1, 101):
        ground = colormaps[style.SHARES](share / style.SHARES_FULL)
        assert contrast(style.TEXT, ground[:3]) >= TEXT_CONTRAST, share
