"""``python -m dualtrack`` is the same as ``dualtrack``."""

import sys

from dualtrack.cli import main

if __name__ == "__main__":
    sys.exit(main())
