"""No regular expression backtracks for ever: all that are compiled are read by regexploit, which looks for what could."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytest.importorskip("regexploit")

from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

# What never matches is a kind of its own from Python 3.13 on, which the checker does not know; this never matches either.
NEVER, NOTHING = "(?!)", r"[^\s\S]"
# Possessive repeats give nothing back, so they cannot backtrack; the checker does not know them.
POSSESSIVE = ("++", "*+", "?+", "}+")


def test_a_pattern_that_backtracks_is_found() -> None:
    assert list(find(SreOpParser().parse_sre(r"(?:a+)*b|\s*,?\s*\s*$", 0)))


def test_no_pattern_backtracks() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.patterns"], capture_output=True, text=True, check=True
    )
    patterns = json.loads(run.stdout)
    assert len(patterns) > 400
    faults, unread = [], []
    for file, pattern, flags in patterns:
        try:
            faults += [
                f"{file}: {found} in {pattern}"
                for found in find(SreOpParser().parse_sre(pattern.replace(NEVER, NOTHING), flags))
            ]
        except AttributeError:
            unread.append(pattern)
    assert not faults
    assert all(any(mark in pattern for mark in POSSESSIVE) for pattern in unread)
