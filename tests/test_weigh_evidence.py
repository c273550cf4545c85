"""Weighing evidence with one's own numbers: the tables behind it, its figure in every state, and how numbers are kept."""

from __future__ import annotations

import re
from pathlib import Path

import lesson_twin
import pytest
from sample import SAMPLE
from test_lesson_figures import illegible, shaken

from dualtrack import weigh_evidence
from dualtrack.analysis.process_tracing import posterior, sensitivity
from dualtrack.errors import CourseError
from dualtrack.figures.weighing import HANGS_ON, PIECES, TITLES, VIEWS, Weighing
from dualtrack.marking.bank import read_bank
from dualtrack.marking.session import Session
from dualtrack.tables import load
from dualtrack.widgets.weigh_evidence import NOT_GIVEN, PER_CENT, WeighExplorer

KEPT = """
  - id: "90.p1"
    type: table
    objective: 90.o1
    level: predict
    points: 0
    minutes: 4
    sources: [preiherman-2024]
    stem: How probable is each piece if Minsk's arguments decided, and if military reasons were enough?
    columns:
      - {name: piece, type: text}
      - {name: if account, type: number, unit: "%"}
      - {name: if rival, type: number, unit: "%"}
"""
NUMBERS = [(0.3, 0.6), (0.2, 0.7), (0.8, 0.4), (0.6, 0.05)]


@pytest.fixture(scope="module")
def evidence():
    return load("weighed_evidence")


@pytest.fixture(scope="module")
def hypotheses():
    return load("weighed_hypotheses")


def split(cells) -> list[list[str]]:
    return [cell.split() for cell in cells.fillna("")]


def give(explorer: WeighExplorer, numbers=NUMBERS, start: float = 0.5) -> None:
    with explorer.at_once():
        set_numbers(explorer, numbers, start)


def set_numbers(explorer: WeighExplorer, numbers, start: float) -> None:
    explorer.controls["start"].value = start
    for piece, pair in enumerate(numbers, start=1):
        explorer.controls[f"{piece} account"].value, explorer.controls[f"{piece} rival"].value = pair


def test_sources_origins_sides_and_accounts_are_known(evidence, hypotheses):
    sources, origins = set(load("sources")["id"]), load("origins").set_index("id")["side"]
    for row in evidence.itertuples():
        assert set(row.source_ids.split()) <= sources, row.id
        sides = set(origins.loc[row.origins.split()])
        assert row.side == (sides.pop() if len(sides) == 1 else "several"), row.id
    assert {name for cell in split(hypotheses["source_ids"]) for name in cell} <= sources
    assert {name for cell in split(evidence["speaks_to"]) for name in cell} <= set(hypotheses["hypothesis"])
    assert (hypotheses["held_by"].notna() == hypotheses["source_ids"].notna()).all()


def test_a_source_of_a_piece_stands_among_the_evidence_with_that_origin(evidence):
    known = set(zip(load("evidence")["source_id"], load("evidence")["origin"], strict=True))
    for row in evidence.itertuples():
        for origin in row.origins.split():
            assert any((source, origin) in known for source in row.source_ids.split()), (row.id, origin)


@pytest.mark.parametrize("explanandum", TITLES)
def test_reports_of_one_origin_or_speaker_are_one_row(evidence, explanandum: str):
    rows = evidence[(evidence["explanandum"] == explanandum) & (evidence["piece"] <= PIECES)]
    assert rows["piece"].tolist() == list(range(1, PIECES + 1))
    origins = load("origins").set_index("id")
    told = [set(origins.loc[cell, "speaker"]) for cell in split(rows["origins"])]
    assert sum(map(len, told)) == len(set().union(*told))
    assert len({side for cell in split(rows["origins"]) for side in origins.loc[cell, "side"]}) >= 3


@pytest.mark.parametrize("explanandum", TITLES)
def test_four_accounts_of_each_and_none_is_other(hypotheses, explanandum: str):
    rows = hypotheses[hypotheses["explanandum"] == explanandum]
    assert rows["hypothesis"].tolist() == ["persuasion", "military", "both", "deal"]
    assert rows["name"].tolist() == hypotheses["name"].tolist()[:4]


def test_no_statement_argues(evidence):
    arguing = re.compile(r"\b(prov|confirm|refut|therefore|clearly|only because|shows that|suggests?)\w*\b", re.IGNORECASE)
    assert [text for text in evidence["statement"] if arguing.search(text)] == []


def test_the_sum_of_december_2022_is_that_of_the_bulletins(evidence):
    month = load("launches").set_index("month").loc["2022-12"]
    (statement,) = evidence.loc[evidence["name"] == "Attacks went on", "statement"]
    assert f"{month['launched']:.0f} missiles and drones" in statement
    assert month["launched_from_belarus"] == 0
    assert 0.3 < month["share_place_unknown"] < 0.37  # about a third
    assert load("launches").set_index("month")["rows_from_belarus"][lambda rows: rows > 0].index.max() == "2022-11"


def test_it_holds_no_numbers_of_its_own():
    explorer = weigh_evidence()
    values = {name: control.value for name, control in explorer.controls.items()}
    assert [values["start"], *(values[f"{piece} {whose}"] for piece in range(1, 5) for whose in ("account", "rival"))] == [NOT_GIVEN] * 9
    assert explorer.figure.line.startswith("No start is given yet; none of four pieces have both probabilities.")


def test_the_alt_text_of_no_state_is_too_short_or_too_long():
    lesson_twin.alt_texts_fit(weigh_evidence())


@pytest.fixture(scope="module")
def extreme() -> WeighExplorer:
    """An explorer that goes from one extreme to the next."""
    return weigh_evidence(account="deal", rival="persuasion")


@pytest.mark.parametrize("explanandum", TITLES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("numbers", [[(0.95, 0.05)] * 4, [(0.05, 0.95)] * 4, [(0.5, 0.5)] * 4, NUMBERS, [(0.9, 0.1), (0.1, 0.9)] * 2])
def test_extreme_numbers_stay_legible(extreme, explanandum, view, numbers):
    with extreme.at_once():
        extreme.controls["explanandum"].value, extreme.controls["view"].value = explanandum, view
        set_numbers(extreme, numbers, start=0.95)
    assert illegible(extreme.figure) == []
    assert len(extreme.figure.alt) <= 700


def test_the_line_says_what_follows_from_the_numbers():
    explorer = weigh_evidence()
    give(explorer)
    after, held = posterior(0.5, NUMBERS), sensitivity(0.5, NUMBERS)
    line = explorer.figure.line
    assert f"goes from 50 % to {100 * after:.0f} %" in line
    assert "which are nobody else's" in line
    assert f"Piece {held['shift'].idxmax() + 1}," in line
    assert "no other account has a number" in line
    assert explorer.figure.table["after"].tolist()[-1] == f"{100 * after:.0f} %"
    assert explorer.figure.table["left out"].tolist() == [f"{100 * share:.0f} %" for share in held["without"]]
    explorer.controls["view"].value = HANGS_ON
    even = 1 - posterior(0.5, NUMBERS)
    assert posterior(even, NUMBERS) == pytest.approx(0.5)
    assert f"Any start above {100 * even:.0f} % ends above 50 %." in explorer.figure.line
    explorer.controls["2 rival"].value = NOT_GIVEN
    assert "Half given: 2." in explorer.figure.line
    explorer.controls["rival"].value = "persuasion"
    assert explorer.figure.line.startswith("Choose two different accounts")


def test_the_statements_stand_beside_the_controls_and_in_the_text():
    explorer = weigh_evidence()
    assert "Ukraine&#x27;s Air Force" in explorer.statements[1].value
    explorer.controls["explanandum"].value = "ground"
    assert "Kyiv Independent" in explorer.statements[1].value
    assert "- 1. In early April 2022" in str(explorer)
    assert "Kyiv Independent" in explorer._repr_mimebundle_()["text/html"]
    assert "Putin says" in explorer.statements[2].value


def test_words_and_table_follow_the_data(tmp_path: Path, evidence, hypotheses):
    other = Weighing(load("weighed_evidence", shaken(tmp_path / "shaken")), hypotheses)
    real = Weighing(evidence, hypotheses)
    assert other.alt != real.alt
    assert other.table.to_string() != real.table.to_string()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"explanandum": "tanks"}, "found 'tanks', allowed is one of: ground, missiles, drones"),
        ({"rival": "other"}, "found 'other', allowed is one of: persuasion, military, both, deal"),
    ],
)
def test_a_wrong_start_is_answered_with_what_is_allowed(settings, said):
    with pytest.raises(CourseError, match=re.escape(said)):
        weigh_evidence(**settings)


@pytest.fixture
def session(tmp_path: Path, answers: Path) -> Session:
    path = tmp_path / SAMPLE.name
    path.write_text(SAMPLE.read_text(encoding="utf-8") + KEPT, encoding="utf-8")
    session = Session("s-17", answers)
    session._banks["90"] = read_bank(path).for_student("s-17")
    return session


def test_numbers_are_kept_once_and_stand_there_again(session):
    item = session.item("90.p1")
    explorer = WeighExplorer(session=session, item=item)
    explorer.button.click()
    assert "Piece 1 has not both probabilities yet" in explorer.kept.value
    give(explorer)
    explorer.controls["rival"].value = "deal"
    explorer.button.click()
    assert "press Reset or choose it again" in explorer.kept.value
    explorer.controls["rival"].value = "military"
    explorer.button.click()
    assert "Saved." in explorer.kept.value
    assert session.saved(item)["rows"] == [[str(piece), 100 * one, 100 * other] for piece, (one, other) in enumerate(NUMBERS, start=1)]
    again = WeighExplorer(session=session, item=item)
    assert again.numbers() == explorer.numbers()
    assert "that you kept" in again.kept.value
    again.controls["1 account"].value = 0.95
    again.button.click()
    assert "stays as it was made" in again.kept.value
    again.reset()
    assert again.controls["1 account"].label == "not given yet"


def test_a_table_without_a_key_is_never_marked(session):
    item = session.item("90.p1")
    value = item.read({"columns": ["piece", "if account", "if rival"], "rows": [["1", 30, 60]]})
    assert item.solution() is None
    assert item.mistakes() == []
    assert (item.mark(value).points, item.mark(value).possible) == (0, 0)


def test_points_without_a_key_are_refused(tmp_path: Path):
    path = tmp_path / SAMPLE.name
    path.write_text(SAMPLE.read_text(encoding="utf-8") + KEPT.replace("points: 0", "points: 2"), encoding="utf-8")
    with pytest.raises(CourseError, match="item '90.p1' has points but no key"):
        read_bank(path)


def test_the_scale_is_coarse_and_leaves_certainty_out():
    assert PER_CENT == (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95)
