"""Files are written whole or not at all."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

TRIES = 6


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; retries while another program holds the old one open (Windows)."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        for left in reversed(range(TRIES)):
            try:
                os.replace(new, path)
                return
            except PermissionError:
                if not left:
                    raise
                time.sleep(0.05 * 2 ** (TRIES - 1 - left))
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
