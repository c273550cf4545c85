"""Checks that check: something is broken in a copy of the repository, and the test made for it must fail and say what is wrong.

Run apart from the other tests: pytest tests/mutations
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from dualtrack import places

ROOT = places.repository()
pytestmark = pytest.mark.skipif(ROOT is None, reason="mutations are made in a copy of the repository")
# What Python has compiled goes along: it would compile all of it again for each mutation. A changed file is newer than what was compiled of it.
LEFT_OUT = shutil.ignore_patterns(".git", "work", "dualtrack-work", ".*cache", ".hypothesis", ".venv", "venv", "build", "dist", "*.egg-info")
LESSON = "notebooks/01_situational_neutrality"
BANK = "exercises/01_situational_neutrality"
PACKAGE = "src/dualtrack"
# Only tests of notebooks need nbval, which takes longer to load than most tests take to run.
WITHOUT_NBVAL = ["-o", "addopts=--import-mode=importlib", "-p", "no:nbval"]


class Mutation(NamedTuple):
    """What is changed (the old text stands in the file exactly once), which test must fail, and what it must say."""

    what: str
    file: str
    old: str
    new: str
    caught_by: str
    said: str


MUTATIONS = [
    Mutation(
        "a datum",
        "data/unga_resolutions.csv",
        "A/RES/68/262,2014-03-27,Territorial integrity of Ukraine,territorial integrity,100,11,58,as recorded,no,",
        "A/RES/68/262,2014-03-27,Territorial integrity of Ukraine,territorial integrity,100,11,58,as recorded,abstain,",
        "tests/test_published_figures.py::test_belarus_voted_no_on_eleven_of_eleven",
        "10 == 11",
    ),
    Mutation(
        "a datum that no published figure covers",
        "data/unga_agreement.csv",
        "1993,Armenia,all,all,",
        "1993,Armenia,all,all,9",
        "tests/test_published_figures.py::test_no_table_changed_unnoticed",
        "unga_agreement",
    ),
    Mutation(
        "a source that is not there",
        "data/unga_resolutions.csv",
        "absent,abstain,abstain,no,yes,voeten-un-votes,\n",
        "absent,abstain,abstain,no,yes,voeten-un-vote,\n",
        "tests/test_cli.py::test_data_check_is_fine_on_the_shipped_data",
        "found 'voeten-un-vote'",
    ),
    Mutation(
        "a placeholder typed over",
        f"{LESSON}.md",
        "Belarus voted with Russia in {{ opposed_with_russia }} of the {{ opposed_n }} votes, with",
        "Belarus voted with Russia in 78.7 % of the {{ opposed_n }} votes, with",
        "tests/test_lessons.py::test_every_lesson_and_unit_passes_the_house_checks[01_situational_neutrality.md]",
        "found the figure '78.7' typed by hand",
    ),
    Mutation(
        "a placeholder's computation",
        f"{PACKAGE}/facts/situational_neutrality.py",
        '"opposed_with_ukraine": percent(belarus["with_ukraine"] / belarus["n"]),',
        '"opposed_with_ukraine": percent(belarus["abstained"] / belarus["n"]),',
        "tests/test_lessons.py::test_every_lesson_and_unit_passes_the_house_checks[01_situational_neutrality.md]",
        "the master gives",
    ),
    Mutation(
        "a citation",
        "notebooks/00_start_here.md",
        "in the UN General Assembly before 2014 [@voeten-un-votes].",
        "in the UN General Assembly before 2014.",
        "tests/test_lesson_figures.py::test_a_lesson_cites_the_sources_of_the_tables_that_it_shows[00_start_here.ipynb]",
        "whose sources it does not cite",
    ),
    Mutation(
        "an output",
        f"{LESSON}.ipynb",
        '"11 of 11\\n"',
        '"10 of 11\\n"',
        f"{LESSON}.ipynb",
        "11 of 11",
    ),
    Mutation(
        "an output's way home",
        f"{LESSON}.ipynb",
        '"11 of 11\\n"',
        '"11 of 11, see /Users/anna/notes\\n"',
        "tests/test_lessons.py::test_every_lesson_and_unit_passes_the_house_checks[01_situational_neutrality.md]",
        "its output holds a path, '/Users/anna/notes'",
    ),
    Mutation(
        "an observer",
        f"{PACKAGE}/widgets/explorer.py",
        'control.observe(self._moved, "value")',
        "pass",
        "tests/test_lesson_figures.py::test_every_control_has_a_label_stands_in_the_view_and_moves_it[00_start_here.ipynb]",
        "from moves nothing",
    ),
    Mutation(
        "a control that is laid out nowhere",
        f"{PACKAGE}/widgets/un_votes.py",
        'ipywidgets.HBox([pick["from"], pick["to"], pick["issue"]], layout=wrap)',
        'ipywidgets.HBox([pick["from"], pick["to"]], layout=wrap)',
        "tests/test_lesson_figures.py::test_every_control_has_a_label_stands_in_the_view_and_moves_it[00_start_here.ipynb]",
        "issue is missing from rows()",
    ),
    Mutation(
        "the button Reset",
        f"{PACKAGE}/widgets/explorer.py",
        "self._reset_button.on_click(lambda _button: self.reset())",
        "pass",
        "tests/test_lesson_figures.py::test_the_reset_button_resets[00_start_here.ipynb]",
        "table: yes",
    ),
    Mutation(
        "a live region",
        f"{PACKAGE}/widgets/question.py",
        "self.status.value = paragraph(text, live=True)",
        "self.status.value = paragraph(text)",
        "tests/test_answers.py::test_what_is_said_of_an_answer_is_a_live_region",
        "aria-live",
    ),
    Mutation(
        "a single choice's key",
        f"{BANK}.yaml",
        "Most of the disagreement came from disarmament votes.\n        key: true",
        "Most of the disagreement came from disarmament votes.\n        misconception: none\n        hint: None?",
        "tests/test_lessons.py::test_every_lesson_and_unit_passes_the_house_checks[01_situational_neutrality.yaml]",
        "has 0 options with key: true",
    ),
    Mutation(
        "a key that is computed",
        f"{BANK}.yaml",
        'human rights, share: "{{ side_rights }}"',
        'human rights, share: "{{ side_nuclear }}"',
        "tests/test_bank.py::test_keys_come_from_the_data",
        "0.0 == 97.8",
    ),
    Mutation(
        "an option's hint",
        f"{BANK}.yaml",
        "Whose definition of neutrality would these numbers test?",
        "It is the first one.",
        f"{BANK}.ipynb",
        "It is the first one.",
    ),
    Mutation(
        "an option's hint that is gone",
        f"{BANK}.yaml",
        "        hint: Whose definition of neutrality would these numbers test?\n",
        "",
        "tests/test_lessons.py::test_every_lesson_and_unit_passes_the_house_checks[01_situational_neutrality.yaml]",
        "lacks the field 'hint'",
    ),
    Mutation(
        "an alt text that is typed",
        f"{PACKAGE}/figures/un_record.py",
        "Times that each state voted no: {listed(tally)}.",
        "Times that each state voted no: Belarus 11, Russia 11 and Ukraine 0.",
        "tests/test_lesson_figures.py::test_alt_text_and_table_follow_the_data[01_situational_neutrality.ipynb]",
        "this alt text does not come from the data",
    ),
    Mutation(
        "an alt text without its finding",
        f"{PACKAGE}/figures/un_votes.py",
        "below it the number of votes counted. {self.line}",
        "below it the number of votes counted.",
        "tests/test_lesson_figures.py::test_in_every_state_texts_are_legible_and_alt_text_follows[00_start_here.ipynb]",
        "figure.alt",
    ),
    Mutation(
        "labels that are not kept apart",
        f"{PACKAGE}/figures/un_votes.py",
        "LABEL_GAP = 0.072",
        "LABEL_GAP = 0.01",
        "tests/test_lesson_figures.py::test_in_every_state_texts_are_legible_and_alt_text_follows[00_start_here.ipynb]",
        "('Ukraine', 'Poland')",
    ),
    Mutation(
        "labels that are cut off",
        f"{PACKAGE}/figures/un_votes.py",
        '"right": 0.8,',
        '"right": 0.93,',
        "tests/test_lesson_figures.py::test_in_every_state_texts_are_legible_and_alt_text_follows[00_start_here.ipynb]",
        "['Ukraine'",
    ),
    Mutation(
        "how a figure looks",
        f"{PACKAGE}/figures/un_votes.py",
        'markerfacecolor="white"',
        "markerfacecolor=look.colour",
        "tests/test_pictures.py::test_a_figure_looks_as_it_did",
        "RMS Value",
    ),
    Mutation(
        "a colour of the palette",
        f"{PACKAGE}/figures/style.py",
        'CONTACTS = "#0072B2"',
        'CONTACTS = "#A05A00"',
        "tests/test_palette.py::test_the_two_colours_that_carry_the_meaning_are_clearly_apart",
        "40",
    ),
    Mutation(
        "the contrast of a page",
        f"{PACKAGE}/page.css",
        "color: #222; background: #fff;",
        "color: #999; background: #fff;",
        "tests/browser/test_pages.py::test_feedback_is_accessible[odd]",
        "color-contrast",
    ),
    Mutation(
        "a page that loads something",
        f"{PACKAGE}/page.css",
        "h1, h2, h3 {",
        "@font-face { font-family: x; src: url(https://example.org/x.woff); } h1, h2, h3 { font-family: x;",
        "tests/browser/test_pages.py::test_feedback_is_accessible[odd]",
        "example.org/x.woff",
    ),
    Mutation(
        "a page that is too wide",
        f"{PACKAGE}/page.css",
        "overflow-wrap: break-word; }",
        "}",
        "tests/browser/test_pages.py::test_feedback_is_accessible[odd]",
        "scrolls sideways",
    ),
    Mutation(
        "the keys given back to controls",
        f"{PACKAGE}/cli/lab_settings/overrides.json",
        '"keys": ["ArrowDown"], "preventDefault": false',
        '"keys": ["ArrowDown"], "preventDefault": true',
        "tests/browser/test_lessons.py::test_a_notebook_by_keyboard_and_by_mouse[01_situational_neutrality.ipynb]",
        "answer_once",
    ),
    Mutation(
        "a stance on which a record rests",
        "data/evidence.csv",
        "v-425,c-020,,jamestown-1998-military-agreements,duma-ratification-1998,supports,",
        "v-425,c-020,,jamestown-1998-military-agreements,duma-ratification-1998,contradicts,",
        "tests/test_evidence_base.py::test_each_record_is_borne_out_by_its_evidence",
        "no two speakers bear it out",
    ),
    Mutation(
        "a code that shows before the reader's own",
        f"{PACKAGE}/widgets/claim_card.py",
        "self.reveal = self.compared = reveal",
        "self.reveal = self.compared = True",
        "tests/test_cards.py::test_a_card_shows_no_code_before_the_readers_own[c-062]",
        "compared",
    ),
    Mutation(
        "a gate that opens after one of several answers",
        f"{PACKAGE}/widgets/question.py",
        "        if missing:",
        "        if len(missing) == len(self.items):",
        "tests/test_claim_widgets.py::test_a_gate_for_several_says_which_are_open",
        "assert not True",
    ),
    Mutation(
        "an agreed code that shows before the reader has coded",
        f"{PACKAGE}/widgets/claim_explorer.py",
        'rows["hedge"].where(known, HIDDEN)',
        'rows["hedge"]',
        "tests/test_claim_widgets.py::test_the_explorer_hides_codes_until_the_readers_own_are_given",
        "HIDDEN",
    ),
    Mutation(
        "evidence that a later lesson asks for",
        f"{PACKAGE}/widgets/claim_card.py",
        "own[~held].merge",
        "own.merge",
        "tests/test_claim_widgets.py::test_the_explorer_shows_no_statement_and_no_evidence_of_a_later_lesson",
        "August 2024",
    ),
    Mutation(
        "an answer that arrives late",
        f"{PACKAGE}/widgets/question.py",
        'control.observe(self._changed, "value")',
        "pass",
        "tests/test_answers.py::test_what_arrives_after_a_quick_press_on_save_is_saved_too",
        "Saved: 97.8 %.",
    ),
    Mutation(
        "a place's country",
        "data/places.csv",
        "simferopol,Simferopol,Ukraine,",
        "simferopol,Simferopol,Russia,",
        "tests/test_series.py::test_a_place_lies_in_its_country[simferopol]",
        "assert False",
    ),
    Mutation(
        "what is counted from an original",
        f"{PACKAGE}/analysis/derivation.py",
        'here = place.str.contains("Belarus")',
        'here = place.str.contains("Kursk")',
        "tests/test_derive.py::test_an_original_that_fits_is_said_to_fit",
        "launches-bulletins",
    ),
    Mutation(
        "a hint in a graded bank",
        f"{PACKAGE}/marking/items/choice.py",
        'return {"options": [{"text": option.text} for option in self.options]}',
        'return {"options": [{"text": option.text, "hint": option.hint} for option in self.options]}',
        "tests/test_release.py::test_every_bank_of_the_course_reads_the_same_from_a_graded_release",
        "unknown field 'hint' in an option",
    ),
    Mutation(
        "letters that tell where the key stood",
        f"{PACKAGE}/marking/items/options.py",
        'ordered = sorted(entries, key=lambda entry: str(entry.text("text")))',
        "ordered = list(entries)",
        "tests/test_release.py::test_the_place_of_a_key_in_the_bank_tells_nothing",
        "AssertionError",
    ),
    Mutation(
        "a figure that stands open in the reading edition",
        f"{PACKAGE}/release/reading.py",
        'return _folded(UNTIL[GATE], view + (_folded(UNTIL["more"], more) if more else ""))',
        "return view",
        "tests/test_reading.py::test_figures_behind_a_prediction_are_folded_and_no_control_is_left[01_situational_neutrality.ipynb]",
        "assert 0 ==",
    ),
    Mutation(
        "the guard against formulas",
        f"{PACKAGE}/marking/harmless.py",
        """return f"'{text}" if text""",
        """return f"{text}" if text""",
        "tests/test_hostile.py::test_no_cell_is_a_formula",
        "assert not",
    ),
    Mutation(
        "a discrimination that sets an item against itself",
        f"{PACKAGE}/reports/item_statistics.py",
        "rest = total[known] - (own if by_rule[place] else 0.0)",
        "rest = total[known]",
        "tests/test_reports.py::test_difficulty_and_discrimination_are_what_their_definitions_say",
        "row.discrimination ==",
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which one thing at a time is broken."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("mutations") / "copy", ignore=LEFT_OUT))


@pytest.fixture
def broken(copy: Path, request: pytest.FixtureRequest) -> Iterator[Mutation]:
    """The mutation, made; undone afterwards."""
    mutation = request.param
    path = copy / mutation.file
    sound = path.read_bytes()
    text = sound.decode("utf-8")
    assert text.count(mutation.old) == 1, f"{mutation.file} must hold exactly once: {mutation.old}"
    path.write_bytes(text.replace(mutation.old, mutation.new).encode("utf-8"))
    yield mutation
    path.write_bytes(sound)


def run(copy: Path, tests: list[str]) -> subprocess.CompletedProcess:
    """Run some tests of the copy on the copy's own package."""
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    light = [] if tests[0].endswith(".ipynb") else WITHOUT_NBVAL
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--tb=short", "-p", "no:cacheprovider", *light, *tests]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("broken", MUTATIONS, ids=[mutation.what for mutation in MUTATIONS], indirect=True)
def test_what_is_broken_is_caught_by_name(copy: Path, broken: Mutation):
    done = run(copy, [broken.caught_by])
    test = broken.caught_by.partition("::")[2] or broken.caught_by
    assert done.returncode in (1, 2), f"nobody noticed: {broken.what}\n{done.stdout[-2000:]}"
    assert test.partition("[")[0] in done.stdout
    assert broken.said in done.stdout, done.stdout[-4000:]
