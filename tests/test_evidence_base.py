"""The evidence base: codes that the evidence bears out, rival readings, origins counted once, errata that tell the truth."""

from __future__ import annotations

import pandas as pd
import pytest
from record_rule import fault

from dualtrack.analysis.source_balance import by_lesson, one_sided, uses
from dualtrack.codebook_notes import computed_for_codebook
from dualtrack.coding_scheme import CHECKABLE
from dualtrack.tables import load, table_names
from dualtrack.tables.package import resource

AUTHORS_CIRCLE = ("Preiherman", "Melyantsou", "Ivanova", "Bohdan", "Minsk Dialogue")
LESSONS = ("01", "02", "03", "04", "05")
IDS = r"(?:[eckr]|v)-\d{2,4}"


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return load("claims")


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    """The evidence on claims, each row with its speaker and side."""
    evidence = load("evidence")
    return evidence[evidence["claim_id"].notna()].merge(load("origins").rename(columns={"id": "origin"}), on="origin")


def on(told: pd.DataFrame, claim_id: str) -> pd.DataFrame:
    return told[told["claim_id"] == claim_id]


def test_a_code_is_one_that_the_kind_allows(claims):
    assert set(claims.loc[claims["record"].notna(), "kind"]) <= set(CHECKABLE)
    assert set(claims.loc[claims["prediction"].notna(), "kind"]) <= {"prediction"}
    assert (claims["prediction"].notna() == claims["as_of"].notna()).all()


def test_each_record_is_borne_out_by_its_evidence(claims, told):
    coded = claims[claims["record"].notna()]
    faults = {row.id: why for row in coded.itertuples() if (why := fault(row.record, on(told, row.id), row.claimant))}
    assert faults == {}
    assert len(coded) >= 60


ROWS = {
    "said by both": [("supports", "Aleksandr Lukashenko", "Minsk"), ("supports", "OSCE", "none")],
    "one side": [("supports", "Aleksandr Lukashenko", "Minsk"), ("supports", "BelTA", "Minsk")],
    "two of one side": [("supports", "Ukraine's border guards", "Kyiv"), ("supports", "Kyrylo Budanov", "Kyiv")],
    "one speaker twice": [("supports", "OSCE", "none"), ("supports", "OSCE", "none")],
    "against": [("supports", "Aleksandr Lukashenko", "Minsk"), ("contradicts", "OSCE", "none")],
    "only against": [("contradicts", "OSCE", "none")],
    "limited": [("qualifies", "OSCE", "none")],
    "nothing": [],
}
BORNE_OUT = {
    "corroborated": {"said by both"},
    "one-sided": {"one side", "two of one side", "one speaker twice"},
    "conflicting": {"against"},
    "contradicted": {"against", "only against"},
    "not found": {"limited", "nothing"},
}


@pytest.mark.parametrize("code", BORNE_OUT)
@pytest.mark.parametrize("case", ROWS)
def test_what_each_code_needs(code: str, case: str):
    rows = pd.DataFrame(ROWS[case], columns=["stance", "speaker", "side"])
    assert (fault(code, rows, "Yauheni Preiherman") == "") == (case in BORNE_OUT[code])


def test_an_ally_of_the_claimant_corroborates_nothing():
    rows = pd.DataFrame({"stance": ["supports"] * 2, "speaker": ["BelTA", "Yauheni Preiherman"], "side": ["Minsk", "article's author"]})
    assert fault("corroborated", rows, "Yauheni Preiherman") == "nobody apart from the claimant's side bears it out"
    assert fault("corroborated", rows, "Ministry of Foreign Affairs of Ukraine") == ""


def test_what_is_disputed_has_evidence_of_two_origins(claims, told):
    disputed = claims[claims["record"].isin(["conflicting", "contradicted"]) | (claims["kind"] == "inference")]
    origins = told.groupby("claim_id")["origin"].nunique().reindex(disputed["id"]).fillna(0)
    speakers = told.groupby("claim_id")["speaker"].nunique().reindex(disputed["id"]).fillna(0)
    assert origins[origins < 2].index.tolist() == []
    assert speakers[speakers < 2].index.tolist() == []


def test_every_claim_has_evidence_or_is_said_to_have_none(claims, told):
    silent = set(claims["id"]) - set(told["claim_id"])
    assert silent <= set(load("unverified")["claim_id"].dropna())


def test_every_origin_has_a_speaker_and_is_used():
    assert set(load("origins")["id"]) == set(load("evidence")["origin"])


def test_a_speaker_takes_one_side():
    sides = load("origins").groupby("speaker")["side"].nunique()
    assert sides[sides > 1].index.tolist() == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_has_rival_readings_not_all_from_the_authors_circle(lesson: str):
    readings = load("readings").query("lesson == @lesson")
    others = readings[~readings["authors"].str.contains("|".join(AUTHORS_CIRCLE))]
    assert len(readings) >= 3
    assert len(others) >= 2
    sources = load("sources").set_index("id").loc[others["source_id"]]
    assert (sources["address"].notna() & sources["title"].notna()).all()
    assert sources["country"].nunique() >= 2
    assert others["disputes"].notna().any()


def test_what_a_reading_rests_on_exists():
    readings = load("readings")
    known = set(load("claims")["id"]) | set(load("events")["id"])
    named = {name for column in ("leans_on", "disputes") for cell in readings[column].dropna() for name in cell.split()}
    assert named - known == set()
    assert not any(name.startswith("e-") for cell in readings["disputes"].dropna() for name in cell.split())


@pytest.fixture(scope="module")
def used() -> pd.DataFrame:
    return uses(load("evidence"), load("claims"), load("events"), load("readings"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_lesson_rests_on_one_sides_media_alone(used, lesson: str):
    sources = load("sources")
    rows = used[used["lesson"] == lesson]
    assert one_sided(sources, rows["source_id"]) == ""
    sides = rows["origin"].map(load("origins").set_index("id")["side"]).value_counts()
    assert sides.drop("none").size >= 2, f"lesson {lesson} hears {list(sides.index)}"


def test_a_lesson_on_one_sides_media_would_be_noticed(used):
    sources = load("sources")
    media = set(sources.query("kind == 'state media' and country == 'Belarus'")["id"])
    alone = used[used["source_id"].isin(media)]
    assert one_sided(sources, alone["source_id"]) == "all its media and official statements come from Belarus"


def test_an_origin_counts_once_in_a_lesson():
    rows = pd.DataFrame({"lesson": ["01", "01", "02"], "source_id": ["a", "b", "b"], "origin": ["tass", "tass", "tass"]})
    counts = by_lesson(rows, pd.Series({"a": "Russia", "b": "Poland"}))
    assert counts.loc["01"].to_dict() == {"Russia": 1, "Poland": 0}
    assert counts.loc["02"].to_dict() == {"Russia": 0, "Poland": 1}


def test_the_codebook_tells_the_balance_and_what_could_not_be_verified():
    said = computed_for_codebook()
    assert all(f"| {lesson} |" in said["evidence"] for lesson in LESSONS)
    assert all(question in said["unverified"] for question in load("unverified")["question"])


def test_the_errata_tell_what_stands_now():
    errata = load("errata")
    last = errata.groupby(["table", "row", "column"], sort=False).tail(1)
    for table, rows in last.groupby("table"):
        assert table in table_names()
        now = load(table).astype("string").set_index(resource(table)["schema"]["primaryKey"][0])
        for row in rows.itertuples():
            if row.row in now.index:
                stands = now.at[row.row, row.column]
                assert (stands if pd.notna(stands) else None) == (row.after if pd.notna(row.after) else None), (row.row, row.column)
    assert (errata["before"].fillna("") != errata["after"].fillna("")).all()
