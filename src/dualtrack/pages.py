"""The stylesheet that all pages outside JupyterLab share."""

from __future__ import annotations

from importlib.resources import files


def page_style() -> str:
    """The stylesheet as text, to be written into a page.

    >>> page_style().startswith("/* The one look")
    True
    """
    return (files("dualtrack") / "page.css").read_text(encoding="utf-8")
