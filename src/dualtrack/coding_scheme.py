"""The codes that a statement can get, as data/coding_scheme.md defines them."""

from __future__ import annotations

# Each kind of statement with the field that says what became of it; an evaluation gets arguments and no verdict.
FIELD_OF = {
    "event": "record",
    "statement reported": "record",
    "description": "record",
    "inference": "inference",
    "evaluation": "",
    "prediction": "prediction",
}
# Kinds that can be looked up: a record can bear them out.
CHECKABLE = tuple(kind for kind, field in FIELD_OF.items() if field == "record")
CODES_OF = {
    "record": ("corroborated", "one-sided", "conflicting", "contradicted", "not found"),
    "inference": ("best supported", "one of several", "not shown"),
    "prediction": ("open", "borne out", "not borne out"),
}
HEDGES = ("plain", "hedged", "attributed")


def codes_for(kind: str) -> tuple[str, ...]:
    """What can be said of a statement of a kind; nothing of an evaluation or of a kind that is not known.

    >>> codes_for("prediction"), codes_for("evaluation")
    (('open', 'borne out', 'not borne out'), ())
    """
    return CODES_OF.get(FIELD_OF.get(kind, ""), ())
