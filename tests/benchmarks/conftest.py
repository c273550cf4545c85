"""The browser of the browser tests; and at the end of a run a table of the ratios. Nothing timed is asserted."""

from __future__ import annotations

import pytest
from browser.conftest import chromium

__all__ = ["chromium"]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """The table in Markdown, with a row for each comparison of this run."""
    session = config.pluginmanager.get_plugin("pytest-benchmark")
    rows = [_row(one) for one in (session.benchmarks if session else []) if one and not one.has_error and "beside" in one.extra_info]
    if rows:
        terminalreporter.write_line("")
        for line in ["| what | beside | ratio of medians | aim |", "|---|---|---:|---:|", *rows]:
            terminalreporter.write_line(line)


def _row(one) -> str:
    info, seconds = one.extra_info, one.stats.median
    what, beside = _timed(info["what"], seconds), _timed(info["beside"], info["seconds_beside"])
    return f"| {what} | {beside} | {seconds / info['seconds_beside']:.2f} | {info['aim']} |"


def _timed(name: str, seconds: float) -> str:
    return f"{name} ({seconds * 1000:,.0f} ms)"
