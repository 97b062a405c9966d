"""Fuzzing: what a stranger may hand to the package, tried by the million characters (run.py), and what was found so (found/)."""
