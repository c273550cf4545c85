"""The bank of a graded release: what a student needs to answer, written out, and nothing that tells the right answer."""

from __future__ import annotations

import yaml

from dualtrack.marking.bank import FORMS, GRADED, Bank

HEAD = "# A graded edition: it asks, and checks the form of answers. Keys and hints are with the lecturer.\n"
WIDTH = 120


def graded_bank(bank: Bank) -> str:
    """A bank as YAML with only those fields that each item type names as public; placeholders and variants are written out.

    Options stand in the alphabet of their texts, as their letters do, so that neither tells where the key stood.
    """
    items = []
    for variants in bank.forms.values():
        forms = [variant.public() for variant in variants]
        items.append(forms[0] if len(forms) == 1 else {FORMS: forms})
    salt = {"salt": bank.salt} if bank.salt else {}
    content = {"unit": bank.unit, "version": bank.version, **salt, "release": GRADED, "title": bank.title, "objectives": bank.objectives, "items": items}
    return HEAD + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=WIDTH)
