"""The UN vote explorer, driven from Python as a student would drive it by hand."""

from __future__ import annotations

import re

import pytest

from dualtrack import un_votes
from dualtrack.errors import CourseError


def test_each_control_moves_figure_line_and_view():
    explorer = un_votes(years=(2014, 2021))
    for name, value in [("to", 2018), ("from", 2015), ("issue", "human rights"), ("votes", "opposed"), ("measure", "opposite"), ("China", True)]:
        line, view = explorer.figure.line, explorer.view.value
        explorer.controls[name].value = value
        assert explorer.figure.line != line, name
        assert explorer.view.value != view, name
        assert explorer.figure.line in explorer.view.value


def test_reset_goes_back_to_the_start():
    explorer = un_votes(years=(2014, 2021), votes="opposed")
    start = str(explorer)
    explorer.controls["from"].value = 2021
    explorer.controls["issue"].value = "nuclear"
    explorer.controls["Russia"].value = False
    explorer.controls["table"].value = True
    assert str(explorer) != start
    explorer.reset()
    assert str(explorer) == start
    assert explorer.figure.line in explorer.view.value


def test_several_controls_are_set_with_one_redraw(monkeypatch: pytest.MonkeyPatch):
    explorer = un_votes(years=(2014, 2021), votes="opposed")
    explorer.controls["from"].value = 2018
    explorer.controls["issue"].value = "nuclear"
    drawn = []
    monkeypatch.setattr(explorer, "show", lambda: drawn.append(1))
    explorer.reset()
    assert len(drawn) == 1


def test_years_stay_in_order():
    explorer = un_votes(years=(2005, 2010))
    explorer.controls["from"].value = 2015
    assert explorer.controls["to"].value == 2015
    explorer.controls["to"].value = 2001
    assert explorer.controls["from"].value == 2001


def test_the_table_is_shown_only_when_asked_for():
    explorer = un_votes()
    assert "<table>" not in explorer.view.value
    explorer.controls["table"].value = True
    assert "<table>" in explorer.view.value
    explorer.controls["to"].value = 2010
    assert "<table>" in explorer.view.value


def test_the_line_is_a_live_region_and_the_picture_has_alt_text():
    view = un_votes().view.value
    assert 'role="status" aria-live="polite"' in view
    assert re.search(r'alt="Line chart by year', view)


def test_every_control_has_a_label():
    assert all(control.description for control in un_votes().controls.values())


def test_without_a_partner_it_asks_for_one():
    explorer = un_votes(partners=[])
    assert explorer.figure.line == "Choose at least one partner."


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"partners": ["Russland"]}, "found 'Russland', allowed is one of: Russia"),
        ({"years": (1980, 2021)}, "found 1980, allowed is one of: 1992"),
        ({"votes": "close"}, "found 'close', allowed is one of: all, contested, opposed"),
        ({"measure": "mean"}, "found 'mean', allowed is one of: same"),
        ({"issue": "fish"}, "found 'fish', allowed is one of: all"),
    ],
)
def test_a_wrong_start_is_answered_with_what_is_allowed(settings, said):
    with pytest.raises(CourseError, match=re.escape(said)):
        un_votes(**settings)


def test_the_bundle_works_without_a_kernel():
    bundle = un_votes()._repr_mimebundle_()
    assert "<img" in bundle["text/html"]
    assert "Run this cell" in bundle["text/html"]
    assert "together" in bundle["text/plain"]
