"""Claims and codings: the whole article is there, no sentence of it is, and agreed codes are what both coders gave."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest

from dualtrack import places
from dualtrack.analysis.coder_agreement import AGREED, alpha, by_field
from dualtrack.coding_scheme import CHECKABLE
from dualtrack.tables import load

PARAGRAPHS = range(1, 27)
READ_FIRST = range(3, 15)
RUN = 9
# The first 12 hexadecimal digits of the SHA-256 of each run of nine words in the article, lower case, letters, digits and apostrophes alone.
RUNS_OF_THE_ARTICLE = frozenset((Path(__file__).parent / "article_runs.txt").read_text(encoding="ascii").split())
TEXTS = (".md", ".csv", ".yaml", ".yml", ".py", ".ipynb", ".json", ".toml", ".html", ".j2", ".css", ".cff")
NOT_OURS = {".git", "work", "dualtrack-work", "node_modules", ".venv", "venv", "build", "dist"}
ALLOWED = {
    "kind": {"event", "statement reported", "description", "inference", "evaluation", "prediction"},
    "hedge": {"plain", "hedged", "attributed"},
    "inference": {"best supported", "one of several", "not shown"},
    "record": {"corroborated", "one-sided", "conflicting", "contradicted", "not found"},
    "prediction": {"open", "borne out", "not borne out"},
}


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return load("claims")


@pytest.fixture(scope="module")
def codings() -> pd.DataFrame:
    return load("codings")


def test_every_paragraph_is_there(claims):
    article = claims[claims["text"] == "article"]
    counts = article["paragraph"].value_counts()
    assert {number: int(counts.get(number, 0)) for number in PARAGRAPHS if counts.get(number, 0) < 2} == {}
    assert article["paragraph"].tolist() == sorted(article["paragraph"])
    assert len(article) >= 90
    assert (claims["text"] == "counter-text").sum() >= 15
    assert claims.loc[claims["text"] == "counter-text", "paragraph"].isna().all()


def test_nothing_is_shown_too_early(claims):
    early = claims["paragraph"].isin(READ_FIRST)
    assert set(claims.loc[early, "reveal_lesson"]) == {"00"}
    assert claims.loc[~early, "reveal_lesson"].min() >= "03"
    assert not claims.loc[early, "statement"].str.contains("Harmel|dual-track|(?:June|July|August|autumn) 2024").any()


def own(codings: pd.DataFrame, coder: str) -> pd.DataFrame:
    """One coder's codes: a row for each claim, a column for each field."""
    return codings[codings["coder"] == coder].pivot(index="claim_id", columns="field", values="code")


@pytest.mark.parametrize("coder", ["A", "B"])
def test_both_coders_coded_every_claim_by_the_scheme(claims, codings, coder: str):
    codes = own(codings, coder)
    assert set(codes.index) == set(claims["id"])
    assert codes[["kind", "hedge"]].notna().all(axis=None)
    assert (codes["inference"].notna() == (codes["kind"] == "inference")).all(), "an inference is judged where, and only where, the coder saw one"
    kinds = claims.set_index("id")["kind"]
    assert set(codes["record"].dropna().index) == set(kinds[kinds.isin(CHECKABLE)].index)
    assert set(codes["prediction"].dropna().index) == set(kinds[kinds == "prediction"].index)
    for field, allowed in ALLOWED.items():
        assert set(codes[field].dropna()) <= allowed, field


@pytest.mark.parametrize("field", ["kind", "hedge", "record", "prediction"])
def test_an_agreed_code_is_what_both_coders_gave_or_is_reasoned(claims, codings, field: str):
    codes = codings[codings["field"] == field].pivot(index="claim_id", columns="coder", values="code").reindex(columns=["A", "B", AGREED])
    stands = claims.set_index("id")[field].reindex(codes.index)
    expected = codes[AGREED].replace("left open", None).where(codes[AGREED].notna(), codes["A"].where(codes["A"] == codes["B"]))
    assert stands.fillna("").tolist() == expected.fillna("").tolist()


def test_what_was_agreed_has_its_reason_and_names_the_rows_where_both_coders_saw_it_otherwise(codings):
    agreed = codings[codings["coder"] == AGREED]
    assert (agreed["reason"].str.len() > 20).all()
    pairs = codings[codings["coder"] != AGREED].groupby(["claim_id", "field"])["code"].agg(set)
    for row in agreed.itertuples():
        if len(pairs[row.claim_id, row.field]) == 1:
            assert re.search(r"\bv-\d+", row.reason), row.claim_id


def test_alpha_as_published_in_textbooks():
    """Two coders, ten units, two codes: the worked example of Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section A."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    rows = [(unit, coder, str(code)) for coder, codes in (("A", one), ("B", other)) for unit, code in enumerate(codes)]
    assert alpha(pd.DataFrame(rows, columns=["claim_id", "coder", "code"])) == pytest.approx(0.095, abs=0.0005)


def test_a_field_below_the_limit_gives_no_verdict(claims, codings):
    fields = by_field(codings).set_index("field")
    assert fields["strength"].to_dict() == {
        "kind": "firm",
        "hedge": "firm",
        "inference": "too low for a verdict",
        "record": "firm",
        "prediction": "firm",
    }
    low = fields.index[fields["strength"] == "too low for a verdict"]
    assert not set(low) & set(claims.columns)
    assert not codings[(codings["coder"] == AGREED) & codings["field"].isin(low)].size


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def runs(text: str) -> dict[str, str]:
    """The runs of nine words in a text, by their hash."""
    found = words(text)
    nine = (" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:12]: run for run in nine}


def test_no_prose_follows_the_article():
    root = places.repository() or places.course()
    copied = {}
    for path in sorted(root.rglob("*")):
        if path.suffix in TEXTS and path.is_file() and not NOT_OURS & set(path.relative_to(root).parts):
            own = runs(path.read_text(encoding="utf-8"))
            if own.keys() & RUNS_OF_THE_ARTICLE:
                copied[str(path.relative_to(root))] = [own[name] for name in own.keys() & RUNS_OF_THE_ARTICLE]
    assert copied == {}


def test_the_runs_of_the_article_are_there():
    assert len(RUNS_OF_THE_ARTICLE) > 1900
    assert all(re.fullmatch("[0-9a-f]{12}", run) for run in RUNS_OF_THE_ARTICLE)
