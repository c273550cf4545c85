"""Explorers and questions: controls, an observer, and an HTML view that the observer rewrites."""
