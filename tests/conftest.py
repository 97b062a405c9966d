"""Where the shared development data lies; tests that need it skip with the reason where it is absent."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# A loaded machine is no fault of the code: time is measured in benchmarks.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# What the tests keep of compiled lexicons is theirs alone.
_CACHE = tempfile.TemporaryDirectory(prefix="framing-cache-")
os.environ["FRAMING_CACHE"] = _CACHE.name

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("FRAMING_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder with gold, seeds and data."""
    if not SHARED.is_dir():
        pytest.skip(f"the development texts are not here ({SHARED}); set FRAMING_SHARED to their folder")
    return SHARED
