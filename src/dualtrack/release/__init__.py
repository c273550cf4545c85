"""Editions of the course to give away: folders that stand by themselves."""
