"""The neutrality index of lesson 01, with weights of one's own."""

from __future__ import annotations

import ipywidgets

from dualtrack.analysis.index import AGGREGATIONS, NORMALISATIONS, indicator_scores
from dualtrack.figures.neutrality_index import NeutralityIndex
from dualtrack.tables import load
from dualtrack.widgets.explorer import Explorer, labelled

WEIGHTS = (0, 1, 2, 3)


class NeutralityIndexExplorer(Explorer):
    """Weights from 0 to 3 for each indicator, a normalisation, an aggregation; the index of five states and how stable it is.

    >>> explorer = NeutralityIndexExplorer()
    >>> explorer.figure.line.split(";")[0]
    'With your choices Belarus has 0.31 and place 3 of 5'
    """

    def __init__(self):
        scores = indicator_scores(load("unga_opposed"), load("unga_resolutions"), load("neutrality_indicators"))
        self.indicators = list(scores.columns)
        controls = {name: labelled(ipywidgets.Dropdown, name, options=WEIGHTS, value=1) for name in self.indicators}
        controls["normalisation"] = labelled(ipywidgets.Dropdown, "Normalisation", options=NORMALISATIONS, value=NORMALISATIONS[0])
        controls["aggregation"] = labelled(ipywidgets.Dropdown, "Aggregation", options=AGGREGATIONS, value=AGGREGATIONS[0])
        super().__init__(NeutralityIndex(scores), controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """The weights, then how they are put together."""
        wrap = {"flex_flow": "row wrap"}
        weights = [self.controls[name] for name in self.indicators]
        return [
            ipywidgets.HBox([ipywidgets.Label("Your weights:"), *weights], layout=wrap),
            ipywidgets.HBox([self.controls["normalisation"], self.controls["aggregation"]], layout=wrap),
        ]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        weights = {name: self.controls[name].value for name in self.indicators}
        self.figure.show(weights, self.controls["normalisation"].value, self.controls["aggregation"].value)
