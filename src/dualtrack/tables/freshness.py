"""What is due to be looked at again: tables past their day of review, sources not seen for long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from dualtrack.tables.package import data_folder, descriptor
from dualtrack.tables.reader import load

SEEN_FOR_YEARS = 2


def due(today: date, folder: Path | None = None) -> list[str]:
    """One line for each table whose ``review_by`` has passed and each source that was last seen two years ago or more.

    >>> due(date(2026, 11, 23))
    []
    """
    folder = folder or data_folder()
    package = descriptor(folder)
    lines = [
        f"{resource['path']}: to be reviewed by {resource['review_by']}."
        for resource in package["resources"]
        if "review_by" in resource and date.fromisoformat(resource["review_by"]) < today
    ]
    sources = load("sources", folder)
    limit = pd.Timestamp(today) - pd.DateOffset(years=SEEN_FOR_YEARS)
    old = sources[sources["seen_on"].notna() & (sources["seen_on"] <= limit)]
    return lines + [f"sources.csv, {row.id}: last seen on {row.seen_on:%Y-%m-%d}." for row in old.itertuples()]
