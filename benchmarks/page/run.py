"""How long the local page and the report take, and how large the report is, on the invented articles of the seed corpus.

Times are of the processor, of one process, the least of three passes. ``…_in_time`` is 1 where the time is within what the
project promises; the times themselves have no floor, as they are the machine's as much as the code's.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import ROOT, data_hash, main, times_slower
from starlette.testclient import TestClient

from framing import Analysis, Article, analyze, compare, read_articles
from framing.show.report import render
from framing.show.web import make_app

DEMO = ROOT / "seeds" / "demo"
PASTED_SECONDS = 0.3
TWENTY_SECONDS = 3.0
FIFTY_SECONDS = 5.0
FIFTY_BYTES = 1_700_000
"""A report may have 2 MB; this much it had to spare when it was last made smaller, and keeps."""
_PASSES = 3


def _by_language() -> Mapping[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in read_articles(DEMO):
        assert isinstance(article, Article)
        found[analyze(article).language].append(article)
    return found


def long_article(articles: list[Article], words: int, first: int = 0) -> Article:
    """Articles of one outlet after each other until there are so many words; the next begins with another."""
    text = ""
    for n in range(first, first + 50):
        text += articles[n % len(articles)].text + "\n\n"
        if analyze(text).n_tokens >= words:
            break
    one = articles[first % len(articles)]
    return Article(text, id=f"{one.outlet} {first}", outlet=one.outlet, title=one.title, event=f"event {first}")


def least(work: Callable[[], object], passes: int) -> float:
    """Processor seconds of the fastest pass."""
    taken = []
    for _ in range(passes):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def _fields(articles: list[Article]) -> dict[str, str]:
    named = [{f"text-{n}": a.text, f"outlet-{n}": a.outlet, f"title-{n}": a.title} for n, a in enumerate(articles, 1)]
    return {name: value for fields in named for name, value in fields.items()}


def measure(passes: int = _PASSES) -> tuple[Mapping[str, float], str, int]:
    languages = _by_language()
    thousand = [long_article(articles, 1000) for articles in languages.values()]
    twenty = [long_article(articles, 250, n) for articles in languages.values() for n in range(5)]
    fifty = [long_article(articles, 500, n) for articles in languages.values() for n in range(13)][:50]
    with TestClient(make_app()) as page:

        def post(articles: list[Article]) -> Callable[[], object]:
            fields = _fields(articles)
            return lambda: page.post("/report", data=fields).raise_for_status()

        pasted = max(least(post([article]), passes) for article in thousand)
        many = least(post(twenty), passes)
    analyses: list[Analysis] = [analyze(article) for article in fifty]
    comparison = compare(analyses)
    reported = least(lambda: render(analyses, comparison), passes)
    size = len(render(analyses, comparison).encode())
    slower = times_slower()
    scores = {
        "pasted_in_time": min(1.0, PASTED_SECONDS * slower / pasted),
        "twenty_in_time": min(1.0, TWENTY_SECONDS * slower / many),
        "fifty_in_time": min(1.0, FIFTY_SECONDS * slower / reported),
        "fifty_in_size": min(1.0, FIFTY_BYTES / size),
        "seconds: 1,000 words": pasted,
        "seconds: 20 articles": many,
        "seconds: report of 50": reported,
        "megabytes: report of 50": size / 1e6,
        "words: report of 50": sum(one.n_tokens for one in analyses),
    }
    return scores, data_hash(sorted(DEMO.glob("*"))), len(fifty)


if __name__ == "__main__":
    main(
        Path(__file__).parent,
        DEMO,
        measure,
        no_floor=("seconds", "megabytes", "words"),
        quick=lambda: measure(passes=3),
    )
