"""Releases: folders that stand by themselves, and a graded one that gives nothing away."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from sample import SAMPLE

from dualtrack import cli, places
from dualtrack.errors import CourseError
from dualtrack.lessons.working_copy import course_notebooks
from dualtrack.marking.bank import bank_paths, read_bank
from dualtrack.marking.folder import mark_folder
from dualtrack.release.edition import write_release
from dualtrack.release.folder import new_folder

# All that a graded bank may hold, at any depth.
PUBLIC = {
    *("unit", "version", "salt", "release", "title", "objectives", "items", "forms"),
    *("id", "type", "objective", "level", "points", "minutes", "sources", "stem"),
    *("options", "text", "pairs", "matches", "fields", "name", "codes", "columns", "unit", "low", "high", "least_words", "words", "rubric"),
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A practice and a graded release of the course, the graded one without addresses."""
    folder = tmp_path_factory.mktemp("releases")
    write_release("practice", folder / "practice")
    write_release("graded", folder / "graded", links=False)
    return {kind: folder / kind for kind in ("practice", "graded")}


@pytest.fixture
def sample_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course whose only unit is the sample unit, so that a release of it is quick and has every type of item."""
    course = tmp_path / "course"
    for name in ("data", "notebooks"):
        shutil.copytree(places.course() / name, course / name)
    shutil.copy(places.course() / "LICENSE", course)
    (course / "exercises").mkdir()
    shutil.copy(SAMPLE, course / "exercises")
    (course / "exercises" / "README.md").write_text("", encoding="utf-8")
    monkeypatch.setattr(places, "course", lambda: course)
    return course


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def run_in(release: Path, code: str, **more: str) -> str:
    """What a program prints that has a release's package and no other."""
    environment = os.environ | {"PYTHONPATH": str(release / "src"), "DUALTRACK_ANSWERS": str(release / "work" / "answers")} | more
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=release)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", ["practice", "graded"])
def test_a_release_has_the_repositorys_layout_and_stands_by_itself(released, kind):
    folder = released[kind]
    assert {"README.md", "LICENSE", "pyproject.toml", "data", "exercises", "notebooks", "src", ".gitignore"} == {path.name for path in folder.iterdir()}
    assert "pip install -e . && dualtrack lab" in (folder / "README.md").read_text(encoding="utf-8")
    shown = run_in(
        folder,
        "import dualtrack, dualtrack.places as p; from dualtrack.lessons.working_copy import deliver; d = deliver();"
        "print(p.repository()); print(d.folder); print(*sorted(d.new));"
        "from dualtrack.cli import main; main(['data', 'check']); main(['exercises', 'check'])",
    ).splitlines()
    assert shown[0] == str(folder)
    assert shown[1] == str(folder / "work")
    assert shown[2].split() == sorted(course_notebooks())
    assert "0 problems found." in shown[3:]
    assert "0 with a problem" in "\n".join(shown[3:])


@pytest.mark.skipif(places.repository() is None, reason="compares with the repository's pyproject.toml")
def test_a_release_needs_what_the_course_needs(released):
    def needs(path: Path) -> set[str]:
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        return {",".join(sorted(re.split(r",|(?=[<>])", need))) for need in project["dependencies"]}

    assert needs(released["graded"] / "pyproject.toml") == needs(places.repository() / "pyproject.toml")


def test_a_release_is_made_from_a_wheel_too(tmp_path):
    """A wheel holds the package with the course in it, and no repository round it."""
    installed = tmp_path / "site-packages" / "dualtrack"
    shutil.copytree(places.PACKAGE, installed, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "notebooks", "exercises"):
        shutil.copytree(places.course() / name, installed / "course" / name)
    shutil.copy(places.course() / "LICENSE", installed / "course")
    made = tmp_path / "graded"
    code = f"from dualtrack.cli import main; import sys; sys.exit(main(['release', 'graded', '--to', {str(made)!r}]))"
    environment = os.environ | {"PYTHONPATH": str(installed.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (made / "src" / "dualtrack" / "course").exists()
    assert "release: graded" in next((made / "exercises").glob("01_*.yaml")).read_text(encoding="utf-8")
    assert run_in(made, "import dualtrack.places as p; print(p.repository())").strip() == str(made)


def test_students_get_no_outputs_no_checks_and_no_masters(released):
    for folder in released.values():
        for path in folder.rglob("*.ipynb"):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            assert not any(cell.get("outputs") or "check" in cell["metadata"].get("tags", []) for cell in cells)
        assert not list((folder / "notebooks").glob("*.md"))


def sentinels(folder: Path, seed: int) -> list[str]:
    """Fill the bank of the sample unit with keys, hints, misconceptions and outcomes that are found nowhere else; returns them."""
    draw = random.Random(seed)
    path = folder / "exercises" / SAMPLE.name
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    planted = []

    def word() -> str:
        planted.append("zq" + "".join(draw.choices("abcdefghijklmnop", k=14)))
        return planted[-1]

    def number() -> str:
        planted.append(f"{draw.randint(1, 98)}.{draw.randint(10**8, 10**9)}7")
        return planted[-1]

    def plant(fields: dict, variants: list) -> None:
        for name, value in fields.items():
            if name in ("hint", "misconception", "resolved_by"):
                fields[name] = word()
            elif name in ("key", "value", "tolerance") and value != "true":
                if name == "key" and variants:
                    for variant in variants:
                        variant["secret"] = number()
                    fields[name] = "{{ variant.secret }}"
                else:
                    fields[name] = number() if name != "tolerance" else "0.5"
            elif name == "accepts" and "codes" not in fields:
                fields[name] = [word()]
            elif name == "rows":
                fields[name] = [[word(), number()] for _row in value]
            elif isinstance(value, list) and name != "variants":
                for entry in value:
                    if isinstance(entry, dict):
                        plant(entry, variants)

    for item in content["items"]:
        plant(item, item.get("variants", []))
    extra = {"objective": "90.o1", "level": "apply", "points": 2, "minutes": 1, "sources": ["preiherman-2024"], "stem": "Which comes first?"}
    ordered = {"id": "90.8", "type": "ordering", **extra, "options": [{"text": text, "value": number()} for text in ("one", "two", "three")], "hint": word()}
    choices = [{"text": "yes", "key": "true"}, {"text": "no", "misconception": word(), "hint": word()}]
    content["items"] += [ordered, {"id": "90.9", "type": "multiple_choice", **extra, "stem": "Which fit?", "options": choices}]
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return planted


@pytest.mark.parametrize("seed", range(3))
def test_no_key_hint_or_outcome_is_in_any_file_of_a_graded_release(sample_course, tmp_path, seed):
    planted = sentinels(sample_course, seed)
    assert len(planted) >= 30
    bank = read_bank(sample_course / "exercises" / SAMPLE.name)
    assert {type(item).TYPE for item in bank.items.values()} >= {"matching", "event_coding", "table", "forecast", "short_text", "number", "ordering"}
    write_release("graded", tmp_path / "graded")
    for path in files(tmp_path / "graded"):
        text = path.read_bytes().decode("utf-8")
        assert not [word for word in planted if word in text], path
    whole = "".join(path.read_text(encoding="utf-8") for path in files(tmp_path / "graded"))
    assert bank.items["90.1"].stem in whole  # what may be public is there


def test_a_graded_bank_has_only_fields_of_the_allow_list(sample_course, tmp_path):
    write_release("graded", tmp_path / "graded")

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | set().union(*(names(part) for name, part in value.items() if name != "objectives"))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    text = (tmp_path / "graded" / "exercises" / SAMPLE.name).read_text(encoding="utf-8")
    assert names(yaml.safe_load(text)) <= PUBLIC


def test_the_place_of_a_key_in_the_bank_tells_nothing(sample_course, tmp_path):
    path = sample_course / "exercises" / SAMPLE.name
    write_release("graded", tmp_path / "one")
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    for item in content["items"]:
        item.get("options", []).reverse()
        item.get("others", []).reverse()
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    write_release("graded", tmp_path / "other")
    one, other = (tmp_path / name / "exercises" / SAMPLE.name for name in ("one", "other"))
    assert one.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")


def test_what_a_student_of_a_graded_release_answers_is_marked_by_the_whole_bank(released):
    folder = released["graded"]
    code = "from dualtrack import answer, ask, hand_in, start; start('s-17'); answer('1.5', 'd'); answer('1.8', '6'); answer('1.6', 'a b c d'); answer('1.10', 'Yes. No.'); hand_in('01')"
    said = run_in(folder, code)
    assert said.count("Its form fits; your lecturer will mark it.") == 3
    assert "Your lecturer will read it." in said
    assert "Think again" not in said
    assert "fits the record" not in said
    sheet = json.loads((folder / "work" / "answers" / "s-17-01.json").read_text(encoding="utf-8"))
    assert sheet["release"] == "graded"
    (result,) = mark_folder(folder / "work" / "answers").results
    points = {entry.item.id: entry.mark.points for entry in result.marked}
    assert (points["1.5"], points["1.8"], points["1.10"]) == (2, 2, None)
    assert points["1.6"] < 3


def test_a_graded_release_refuses_to_mark_and_to_be_released(released, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(places, "course", lambda: released["graded"])
    with pytest.raises(CourseError, match="the keys are not in it"):
        mark_folder(tmp_path)
    assert cli.main(["release", "practice", "--to", str(tmp_path / "new")]) == 1
    assert "holds no keys" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("kind", ["practice", "graded"])
def test_what_a_release_cant_do_is_one_message(released, kind, tmp_path):
    code = f"from dualtrack.cli import main; print(main(['build', '--check']), main(['release', 'reading', '--to', {str(tmp_path / 'pages')!r}]))"
    environment = os.environ | {"PYTHONPATH": str(released[kind] / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=released[kind])
    assert done.stdout.split() == ["1", "1"]
    assert "Building needs the lessons' masters" in done.stderr
    assert "The notebooks here hold no figures" in done.stderr
    assert not (tmp_path / "pages").exists()


def test_without_links_only_addresses_of_licences_are_left(released):
    package = json.loads((released["graded"] / "data" / "datapackage.json").read_text(encoding="utf-8"))
    licences = {licence["path"] for part in (package, *package["resources"]) for licence in part.get("licenses", []) if "path" in licence}
    for path in files(released["graded"]):
        if "src" in path.parts:
            continue
        for found in re.findall(r"https?://[^\s\"'<>()\\]+", path.read_text(encoding="utf-8")):
            assert path.name == "LICENSE" or found in licences, (path, found)
    ledger = (released["graded"] / "notebooks" / "01_situational_neutrality.ipynb").read_text(encoding="utf-8")
    assert "American Political Science Review" in ledger
    practice = (released["practice"] / "notebooks" / "01_situational_neutrality.ipynb").read_text(encoding="utf-8")
    assert "https://doi.org" in practice


def test_a_folder_that_is_not_empty_is_refused_and_with_force_put_aside(sample_course, tmp_path, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "marks.txt").write_text("mine", encoding="utf-8")
    assert cli.main(["release", "practice", "--to", str(folder)]) == 1
    assert "there is something already" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["marks.txt"]
    assert cli.main(["release", "practice", "--to", str(folder), "--force"]) == 0
    assert "kept as class.before-1" in capsys.readouterr().out
    assert (tmp_path / "class.before-1" / "marks.txt").read_text(encoding="utf-8") == "mine"
    assert not (folder / "marks.txt").exists()
    assert (folder / "pyproject.toml").is_file()


def test_an_empty_folder_is_filled_and_a_file_in_the_way_is_kept(tmp_path):
    empty, file = tmp_path / "empty", tmp_path / "file"
    empty.mkdir()
    file.write_text("mine", encoding="utf-8")
    for to in (empty, file):
        with new_folder(to, force=to == file) as new:
            (new / "README.md").write_text("new", encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "file.before-1"]
    assert (tmp_path / "file.before-1").read_text(encoding="utf-8") == "mine"
    assert all((to / "README.md").is_file() for to in (empty, file))


def test_the_course_itself_is_never_put_aside(tmp_path, capsys):
    root = places.course()
    for place in (root, root.parent, root / "data", root / "exercises" / "new"):
        assert cli.main(["release", "practice", "--to", str(place), "--force"]) == 1
        assert "the course itself lies there" in capsys.readouterr().err


def test_a_place_that_cant_be_written_is_one_message(sample_course, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert cli.main(["release", "practice", "--to", str(tmp_path / "file" / "below")]) == 1
    assert "nothing can be written there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "told"), [("type: matching", "type: guessing", "found the type 'guessing'"), ("tolerance: 0.1", "tolerance: -1", "Nothing was written.")]
)
def test_a_bad_bank_stops_the_release_and_leaves_nothing(sample_course, tmp_path, old, new, told):
    path = sample_course / "exercises" / SAMPLE.name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError, match=re.escape(told)):
        write_release("graded", tmp_path / "graded")
    assert [path.name for path in tmp_path.iterdir()] == ["course"]


def test_every_bank_of_the_course_reads_the_same_from_a_graded_release(released):
    for path in bank_paths():
        whole, graded = read_bank(path), read_bank(released["graded"] / "exercises" / path.name)
        assert [[form.public() for form in forms] for forms in whole.forms.values()] == [[form.public() for form in forms] for forms in graded.forms.values()]
        assert not graded.keyed
