"""Every regular expression that the package compiles while it reads and measures the demonstration corpus, as JSON."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1] / "framing"
_compile = re.compile
_seen: dict[tuple[str, int], str] = {}


def _recorded(pattern: object, flags: int = 0) -> re.Pattern[str]:
    compiled: re.Pattern[str] = _compile(pattern, flags)  # type: ignore[call-overload]
    frame = sys._getframe(1)
    if frame.f_code.co_filename == re.__file__ and frame.f_back is not None:  # re.search("…", text) and the like
        frame = frame.f_back
    file = Path(frame.f_code.co_filename)
    if file.is_relative_to(ROOT) and isinstance(compiled.pattern, str):
        _seen.setdefault((compiled.pattern, compiled.flags), file.relative_to(ROOT).as_posix())
    return compiled


def main() -> None:
    """Run the package with recording on."""
    re.compile = _recorded  # type: ignore[assignment]
    import framing
    from framing.data import data_root

    articles = framing.read_articles(data_root("seeds") / "demo")
    framing.compare([framing.analyze(item) for item in articles if isinstance(item, framing.Article)])
    json.dump([[file, pattern, flags] for (pattern, flags), file in _seen.items()], sys.stdout)


if __name__ == "__main__":
    main()
