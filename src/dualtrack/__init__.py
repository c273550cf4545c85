"""Between Deterrence and Dialogue: a published security-policy argument put to the test against the record.

Names are imported when they are first used, so that ``import dualtrack`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dualtrack.gallery import look, same_paths
    from dualtrack.notebook import (
        after,
        answer,
        ask,
        beliefs_changed,
        claim_explorer,
        compare_codes,
        counter_analogy,
        forecast_scores,
        hand_in,
        open_forecasts,
        reciprocity,
        scorecard,
        six_dimensions,
        start,
        transfer,
        weigh_evidence,
        what_happened,
    )
    from dualtrack.tables import load
    from dualtrack.widgets.beliefs import ClassChange as class_change
    from dualtrack.widgets.beside import BesideExplorer as beside
    from dualtrack.widgets.border_events import BorderEventsExplorer as border_events
    from dualtrack.widgets.border_map import BorderMapExplorer as border_map
    from dualtrack.widgets.border_ruler import BorderRulerExplorer as border_ruler
    from dualtrack.widgets.cards import CitationCard as cite
    from dualtrack.widgets.cards import SourceCard as source
    from dualtrack.widgets.claim_card import ClaimCard as claim
    from dualtrack.widgets.counts import counts_and_claims
    from dualtrack.widgets.event_card import EventCard as event
    from dualtrack.widgets.five_questions import FiveQuestionsExplorer as five_questions
    from dualtrack.widgets.grounds import GroundsExplorer as grounds
    from dualtrack.widgets.ideal_points import IdealPointExplorer as ideal_points
    from dualtrack.widgets.implications import ImplicationsExplorer as implications
    from dualtrack.widgets.lags import LagsExplorer as lags
    from dualtrack.widgets.neutrality_index import NeutralityIndexExplorer as neutrality_index
    from dualtrack.widgets.record_lanes import KnownOnExplorer as known_on
    from dualtrack.widgets.record_lanes import WhoseWordExplorer as whose_word
    from dualtrack.widgets.security_dilemma import SecurityDilemmaExplorer as security_dilemma
    from dualtrack.widgets.snapshots import Snapshots as snapshots
    from dualtrack.widgets.un_votes import UnVoteExplorer as un_votes

__version__ = "0.1.0"
__all__ = [
    "after",
    "answer",
    "ask",
    "beliefs_changed",
    "beside",
    "border_events",
    "border_map",
    "border_ruler",
    "cite",
    "claim",
    "claim_explorer",
    "class_change",
    "compare_codes",
    "counter_analogy",
    "counts_and_claims",
    "event",
    "five_questions",
    "forecast_scores",
    "grounds",
    "hand_in",
    "ideal_points",
    "implications",
    "known_on",
    "lags",
    "load",
    "look",
    "neutrality_index",
    "open_forecasts",
    "reciprocity",
    "same_paths",
    "scorecard",
    "security_dilemma",
    "six_dimensions",
    "snapshots",
    "source",
    "start",
    "transfer",
    "un_votes",
    "weigh_evidence",
    "what_happened",
    "whose_word",
]

_HOMES = {
    "after": ("dualtrack.notebook", "after"),
    "answer": ("dualtrack.notebook", "answer"),
    "ask": ("dualtrack.notebook", "ask"),
    "beliefs_changed": ("dualtrack.notebook", "beliefs_changed"),
    "beside": ("dualtrack.widgets.beside", "BesideExplorer"),
    "border_events": ("dualtrack.widgets.border_events", "BorderEventsExplorer"),
    "border_map": ("dualtrack.widgets.border_map", "BorderMapExplorer"),
    "border_ruler": ("dualtrack.widgets.border_ruler", "BorderRulerExplorer"),
    "cite": ("dualtrack.widgets.cards", "CitationCard"),
    "claim": ("dualtrack.widgets.claim_card", "ClaimCard"),
    "claim_explorer": ("dualtrack.notebook", "claim_explorer"),
    "class_change": ("dualtrack.widgets.beliefs", "ClassChange"),
    "compare_codes": ("dualtrack.notebook", "compare_codes"),
    "counter_analogy": ("dualtrack.notebook", "counter_analogy"),
    "counts_and_claims": ("dualtrack.widgets.counts", "counts_and_claims"),
    "event": ("dualtrack.widgets.event_card", "EventCard"),
    "five_questions": ("dualtrack.widgets.five_questions", "FiveQuestionsExplorer"),
    "forecast_scores": ("dualtrack.notebook", "forecast_scores"),
    "grounds": ("dualtrack.widgets.grounds", "GroundsExplorer"),
    "hand_in": ("dualtrack.notebook", "hand_in"),
    "ideal_points": ("dualtrack.widgets.ideal_points", "IdealPointExplorer"),
    "implications": ("dualtrack.widgets.implications", "ImplicationsExplorer"),
    "known_on": ("dualtrack.widgets.record_lanes", "KnownOnExplorer"),
    "lags": ("dualtrack.widgets.lags", "LagsExplorer"),
    "load": ("dualtrack.tables", "load"),
    "look": ("dualtrack.gallery", "look"),
    "neutrality_index": ("dualtrack.widgets.neutrality_index", "NeutralityIndexExplorer"),
    "open_forecasts": ("dualtrack.notebook", "open_forecasts"),
    "reciprocity": ("dualtrack.notebook", "reciprocity"),
    "same_paths": ("dualtrack.gallery", "same_paths"),
    "scorecard": ("dualtrack.notebook", "scorecard"),
    "security_dilemma": ("dualtrack.widgets.security_dilemma", "SecurityDilemmaExplorer"),
    "six_dimensions": ("dualtrack.notebook", "six_dimensions"),
    "snapshots": ("dualtrack.widgets.snapshots", "Snapshots"),
    "source": ("dualtrack.widgets.cards", "SourceCard"),
    "start": ("dualtrack.notebook", "start"),
    "transfer": ("dualtrack.notebook", "transfer"),
    "un_votes": ("dualtrack.widgets.un_votes", "UnVoteExplorer"),
    "weigh_evidence": ("dualtrack.notebook", "weigh_evidence"),
    "what_happened": ("dualtrack.notebook", "what_happened"),
    "whose_word": ("dualtrack.widgets.record_lanes", "WhoseWordExplorer"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'dualtrack' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
