"""Figures: a frame in, one accessible figure out."""
