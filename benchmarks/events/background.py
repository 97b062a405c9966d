"""Write lexicons/background.toml: in how many of the 123 news documents of NTREX-128 (English) each fact stands."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import ROOT
from corpora import ntrex

from framing.analyze import analyze
from framing.compare.facts import find_facts

_FEWEST = 4
_KINDS = ("entity", "name", "number", "place", "topic")
_HEAD = """# In how many of {n} news documents a fact stands: what is common in news says little of an event. Facts of fewer than
# {fewest} documents are left out. Counted by benchmarks/events/background.py on the English side of NTREX-128
# (Federmann, Kocmi, Xin 2022; CC BY-SA 4.0, https://github.com/MicrosoftTranslator/NTREX).
documents = {n}
"""


def main() -> None:
    analyses = [analyze(article) for article in ntrex("en")]
    found = Counter(key for one in analyses for key in {(fact.kind, fact.key) for fact in find_facts(one)})
    tables: dict[str, list[str]] = defaultdict(list)
    for (kind, key), n in sorted(found.items()):
        if n >= _FEWEST and kind in _KINDS:
            tables[kind].append(f"{json.dumps(key, ensure_ascii=False)} = {n}")
    written = [_HEAD.format(n=len(analyses), fewest=_FEWEST)]
    written += ["\n".join([f"[{kind}]", *lines]) + "\n" for kind, lines in sorted(tables.items())]
    (ROOT / "lexicons" / "background.toml").write_text("\n".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
