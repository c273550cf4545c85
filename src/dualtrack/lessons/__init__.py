"""Masters, built notebooks and working copies."""
