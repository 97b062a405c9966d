"""Many articles in several processes: the same results in the same order, in flat memory, whatever dies."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing import Analysis, Article, InputError, UsageError, analyze, analyze_many, read_articles, read_lexicon
from framing.data import data_root
from framing.errors import LexiconError, NotAnArticle
from framing.scale.pool import AHEAD, Chunk, Pool, analyses, chunked
from framing.scale.settings import DIED, Settings, measure

DEMO = data_root("seeds") / "demo"


def articles(n: int) -> list[Article]:
    """So many short articles, each with a number that makes it another text."""
    return [Article(f"The so-called reform number {i} passed, he said.", id=f"a{i}") for i in range(n)]


def test_two_workers_give_what_one_gives() -> None:
    items: list[Article | InputError] = [*read_articles(DEMO), InputError("gone.txt", "no such file", "check the path")]
    items[3:3] = [
        Article("", id="empty"),
        Article("これは日本語です。", id="ja"),
        Article("half \ud800 a character", id="half"),
    ]
    one, two = list(analyze_many(items)), list(analyze_many(items, workers=2))
    assert len(one) == len(items)
    assert [found for found in two if isinstance(found, Analysis)] == [
        found for found in one if isinstance(found, Analysis)
    ]
    assert isinstance(two[-1], InputError)
    assert str(two[-1]) == str(items[-1])


def test_settings_reach_the_processes(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'language = "en"\nkind = "loaded"\n[loaded.pudding]\ncategory = "derision"\ndefinition = "d"\nneutral = "n"\n'
        '[[term]]\nconcept = "pudding"\nforms = ["pudding"]\nstrength = 1\nneutral = "n"\n'
        'hit = ["A pudding of a plan."]\nmiss = ["A plan."]\n',
        encoding="utf-8",
    )
    lexicon = read_lexicon(own)
    found = list(analyze_many(["A pudding of a plan."] * 3, workers=2, lexicon=lexicon))
    assert [[term.concept for term in analysis.loaded] for analysis in found] == [["pudding"]] * 3
    assert found[0].lexicon == lexicon.version


def test_it_is_lazy_and_reads_little_ahead() -> None:
    """Results that nobody takes hold the reading back: memory is flat."""
    taken = 0

    def read() -> Iterator[Article]:
        nonlocal taken
        for article in articles(100_000):
            taken += 1
            yield article

    for workers in (1, 2):
        taken = 0
        found = analyze_many(read(), workers=workers)
        assert taken == 0
        assert [next(found).article.id for _ in range(3)] == ["a0", "a1", "a2"]
        time.sleep(0.1)
        assert taken <= 32 * (AHEAD * workers + 1)
        found.close()  # type: ignore[attr-defined]


def test_chunks_end_by_number_and_by_size() -> None:
    chunks = list(chunked([Article("x" * 30), *articles(7)], 3, 1_000))
    assert [chunk.number for chunk in chunks] == [0, 1, 2]
    assert [len(chunk.items) for chunk in chunks] == [3, 3, 2]
    assert [len(chunk.items) for chunk in chunked([Article("x" * 30)] * 3, 9, 30)] == [1, 1, 1]


@pytest.mark.parametrize("workers", [0, -1, True, 1.5])
def test_wrong_numbers_of_workers_are_refused_at_once(workers: int) -> None:
    with pytest.raises(UsageError, match="workers"):
        analyze_many([], workers=workers)


def test_a_segmenter_that_there_is_not_is_refused_at_once() -> None:
    with pytest.raises(UsageError):
        analyze_many([], segmenter="guess")


def test_a_fault_is_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: Article, **settings: object) -> Analysis:
        if article.id == "bad":
            raise RecursionError("too deep")
        return analyze(article)

    monkeypatch.setattr("framing.scale.settings.analyze", fail)
    good, bad, other = analyze_many(
        [Article("He said so.", id="a"), Article("x", id="bad"), Article("He said so.", id="b")]
    )
    assert (good.refused, other.refused) == ("", "")
    assert bad.refused == "the analysis failed: RecursionError: too deep"
    assert bad.article.id == "bad"


def dies(chunk: Chunk, settings: Settings) -> list[str]:
    """Work whose process is killed by one article, as by one that needs too much memory."""
    for place, item in enumerate(chunk.items):
        if isinstance(item, Article) and item.id == "a5" and place not in chunk.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    return [analysis.refused for analysis in analyses(chunk, settings)]


def test_an_article_that_kills_its_process_is_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(dies, Settings(), 2)
    monkeypatch.setattr(pool, "_fatal", lambda chunk: [p for p, item in enumerate(chunk.items) if item.id == "a5"])
    found = [refused for done in pool.run(chunked(articles(12), 4, 10_000)) for refused in done]
    assert found == [""] * 5 + [DIED] + [""] * 6


def dies_once(chunk: Chunk, settings: Settings) -> list[str]:
    """Work whose process is killed from outside: the second time it is left in peace."""
    item = chunk.items[0]
    assert isinstance(item, Article)
    mark = Path(item.path)
    if item.id == "a4" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return [analysis.article.id for analysis in analyses(chunk, settings)]


def test_a_process_that_was_killed_is_replaced(tmp_path: Path) -> None:
    items = [Article(a.text, id=a.id, path=str(tmp_path / "killed")) for a in articles(40)]
    found = [name for done in Pool(dies_once, Settings(), 2).run(chunked(items, 4, 10_000)) for name in done]
    assert found == [f"a{i}" for i in range(40)]
    assert (tmp_path / "killed").exists()


def test_processes_end_with_the_one_that_began_them() -> None:
    code = (
        "import framing, os, sys\n"
        "found = framing.analyze_many((f'He said {i}.' for i in range(10**9)), workers=2)\n"
        "[next(found) for _ in range(40)]\n"
        "print(*[c for t in os.listdir('/proc/self/task') for c in open(f'/proc/self/task/{t}/children').read().split()])\n"
        "sys.stdout.flush()\n"
        "sum(1 for _ in found)\n"
    )
    if not Path("/proc/self/task").exists():
        pytest.skip("the processes are looked up in /proc")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        children = [int(child) for child in process.stdout.readline().split()]
        process.kill()
    assert len(children) >= 2
    deadline = time.monotonic() + 30
    while any(_runs(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not [child for child in children if _runs(child)]


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    "error",
    [
        InputError("a.txt", "empty", "fill it"),
        NotAnArticle("b", "labels", "leave it", own=True),
        LexiconError(("x", "y")),
    ],
)
def test_errors_come_whole_from_another_process(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_the_digest_is_of_everything_that_changes_figures() -> None:
    digests = {Settings().digest, Settings(readability=True).digest, Settings(segmenter="underthesea").digest}
    assert len(digests) == 3
    assert Settings().digest == Settings().digest
    assert measure(InputError("a.txt", "empty", "fill it"), Settings()).article.id == "a.txt"
