"""Analyses to Comparison: outlets side by side, voice by voice."""
