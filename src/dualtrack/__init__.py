"""Between Deterrence and Dialogue: a published security-policy argument put to the test against the record.

Names are imported when they are first used, so that ``import dualtrack`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dualtrack.gallery import look
    from dualtrack.notebook import (
        after,
        answer,
        ask,
        beliefs_changed,
        claim_explorer,
        compare_codes,
        hand_in,
        open_forecasts,
        scorecard,
        start,
        transfer,
        weigh_evidence,
    )
    from dualtrack.tables import load
    from dualtrack.widgets.beliefs import ClassChange as class_change
    from dualtrack.widgets.border_events import BorderEventsExplorer as border_events
    from dualtrack.widgets.border_map import BorderMapExplorer as border_map
    from dualtrack.widgets.border_ruler import BorderRulerExplorer as border_ruler
    from dualtrack.widgets.cards import CitationCard as cite
    from dualtrack.widgets.cards import SourceCard as source
    from dualtrack.widgets.claim_card import ClaimCard as claim
    from dualtrack.widgets.grounds import GroundsExplorer as grounds
    from dualtrack.widgets.ideal_points import IdealPointExplorer as ideal_points
    from dualtrack.widgets.implications import ImplicationsExplorer as implications
    from dualtrack.widgets.neutrality_index import NeutralityIndexExplorer as neutrality_index
    from dualtrack.widgets.snapshots import Snapshots as snapshots
    from dualtrack.widgets.un_votes import UnVoteExplorer as un_votes

__version__ = "0.1.0"
__all__ = [
    "after",
    "answer",
    "ask",
    "beliefs_changed",
    "border_events",
    "border_map",
    "border_ruler",
    "cite",
    "claim",
    "claim_explorer",
    "class_change",
    "compare_codes",
    "grounds",
    "hand_in",
    "ideal_points",
    "implications",
    "load",
    "look",
    "neutrality_index",
    "open_forecasts",
    "scorecard",
    "snapshots",
    "source",
    "start",
    "transfer",
    "un_votes",
    "weigh_evidence",
]

_HOMES = {
    "after": ("dualtrack.notebook", "after"),
    "answer": ("dualtrack.notebook", "answer"),
    "ask": ("dualtrack.notebook", "ask"),
    "beliefs_changed": ("dualtrack.notebook", "beliefs_changed"),
    "border_events": ("dualtrack.widgets.border_events", "BorderEventsExplorer"),
    "border_map": ("dualtrack.widgets.border_map", "BorderMapExplorer"),
    "border_ruler": ("dualtrack.widgets.border_ruler", "BorderRulerExplorer"),
    "cite": ("dualtrack.widgets.cards", "CitationCard"),
    "claim": ("dualtrack.widgets.claim_card", "ClaimCard"),
    "claim_explorer": ("dualtrack.notebook", "claim_explorer"),
    "class_change": ("dualtrack.widgets.beliefs", "ClassChange"),
    "compare_codes": ("dualtrack.notebook", "compare_codes"),
    "grounds": ("dualtrack.widgets.grounds", "GroundsExplorer"),
    "hand_in": ("dualtrack.notebook", "hand_in"),
    "ideal_points": ("dualtrack.widgets.ideal_points", "IdealPointExplorer"),
    "implications": ("dualtrack.widgets.implications", "ImplicationsExplorer"),
    "look": ("dualtrack.gallery", "look"),
    "load": ("dualtrack.tables", "load"),
    "neutrality_index": ("dualtrack.widgets.neutrality_index", "NeutralityIndexExplorer"),
    "open_forecasts": ("dualtrack.notebook", "open_forecasts"),
    "scorecard": ("dualtrack.notebook", "scorecard"),
    "snapshots": ("dualtrack.widgets.snapshots", "Snapshots"),
    "source": ("dualtrack.widgets.cards", "SourceCard"),
    "start": ("dualtrack.notebook", "start"),
    "transfer": ("dualtrack.notebook", "transfer"),
    "un_votes": ("dualtrack.widgets.un_votes", "UnVoteExplorer"),
    "weigh_evidence": ("dualtrack.notebook", "weigh_evidence"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'dualtrack' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
