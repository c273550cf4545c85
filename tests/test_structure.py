"""The parts and who may know whom: an import never runs backwards, and importing the package is quick and quiet."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dualtrack

PACKAGE = Path(dualtrack.__file__).parent
# Each part with the parts that it may import. Data flows one way; marking stands beside and knows no widget.
MAY_IMPORT = {
    "errors": set(),
    "wording": set(),
    "coding_scheme": set(),
    "places": {"errors"},
    "files": set(),
    "pages": set(),
    "tables": {"errors", "places", "coding_scheme"},
    "analysis": {"errors", "coding_scheme"},
    "facts": {"coding_scheme", "tables", "analysis", "wording"},
    "derive": {"errors", "tables", "analysis"},
    "codebook_notes": {"tables", "analysis", "wording"},
    "figures": {"errors", "analysis", "wording"},
    "gallery": {"errors", "tables", "figures"},
    "marking": {"errors", "files", "places", "tables", "analysis", "facts"},
    "reports": {"errors", "files", "pages", "analysis", "marking"},
    "widgets": {"errors", "coding_scheme", "tables", "analysis", "figures", "marking", "wording"},
    "notebook": {"errors", "places", "marking", "widgets"},
    "lessons": {"errors", "files", "pages", "places", "tables", "analysis", "codebook_notes", "facts", "marking", "widgets", "wording"},
    "release": {"errors", "pages", "places", "lessons", "marking", "widgets", "__version__"},
    "cli": {"derive", "errors", "places", "tables", "lessons", "marking", "reports", "release"},
    "__main__": {"cli"},
    "__init__": {"gallery", "notebook", "tables", "widgets"},
}


def imports(path: Path) -> set[str]:
    """The parts of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "dualtrack" else [base]
        found |= {name.split(".")[1] for name in names if name.startswith("dualtrack.")}
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_runs_backwards(path: Path):
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    found = imports(path) - {part, "__version__"}
    assert found <= MAY_IMPORT[part], f"{part} may not import {sorted(found - MAY_IMPORT[part])}"


def test_marking_never_imports_widgets():
    done = loaded("import dualtrack.marking.session")
    assert "ipywidgets" not in done
    assert "matplotlib" not in done


def test_importing_the_package_is_light():
    assert not {"matplotlib", "ipywidgets", "frictionless", "jupyterlab", "pandas"} & loaded("import dualtrack")


def test_loading_a_table_draws_nothing():
    assert not {"matplotlib", "ipywidgets"} & loaded("import dualtrack; dualtrack.load('sources')")


def loaded(statement: str) -> set[str]:
    """The top-level modules that a new interpreter has after a statement, which must print nothing."""
    code = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    return set(done.stdout.split())


def test_files_stay_small():
    long = {str(path.relative_to(PACKAGE)): count for path in PACKAGE.rglob("*.py") if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}
