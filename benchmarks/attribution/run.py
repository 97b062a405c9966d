"""PolNeAR dev (Newell et al. 2018): attribution in US political news, scored by relation and by token.

The rules are scored at every run. ``--peers`` scores what they are compared with: quotation marks alone, a CRF that it
trains in about two minutes (extra ``benchmark``), and spaCy's small English pipeline, for speed, where it is installed.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import SPACY, SPEED, data_hash, main
from polnear import POLNEAR, Gold, Relation, read_split, score

import framing
from framing.measure.attribution import find_attributions
from framing.text.document import read_document
from framing.types import Article

SCORES = ("token_f1", "rel30_f1", "source_acc", "relsrc30_f1", "rel30_r_no_source")
# Texts that invite quadratic time: quotations without end in one paragraph, marks that never close, no full stop.
_HOSTILE = (
    "“The quota is an insult,” said Ottilie Brandt. ",
    "何柳说：“这项配额是侮辱。”",
    "“Hạn ngạch là sự xúc phạm”, bà Lụa nói. ",
    "The quota said “ ",
    "Pim Harker said that the boats cannot reach the far shore and ",
    "局长田野表示救援船无法到达对岸而",
    "ông Trần Khoa cho biết xuồng cứu hộ không sang được ",
    "Pim Harker said: “The boats cannot reach the far shore.\n\n",
)
_SIZE = 60_000
_LONGER = 4
# Time that grows with the square would leave a quarter of the speed; less than half is no noise.
_LEAST_SPEED_KEPT = 0.5
_MIN_QUOTE = 3
_PASSES = 5
# A pipeline that takes sixty times as long gets fewer articles.
_FEW = 20


def measure() -> tuple[dict[str, float], str, int]:
    """The rules on dev; the speed is that of reading a text and finding its attributions, without other measures."""
    articles = list(read_split("dev"))
    scores = _scores(articles, _rules)
    speed = _speed(articles, lambda text: find_attributions(read_document(Article(text))))
    scores["linear"] = _linear()
    return scores | {SPEED: speed}, data_hash([article.file for article in articles]), len(articles)


def _linear() -> float:
    """The share of the hostile texts on which four times the length keeps the speed."""
    for unit in _HOSTILE:
        framing.analyze(unit)  # what is loaded once is no part of it
    kept = [_hostile_speed(unit, _LONGER * _SIZE) / _hostile_speed(unit, _SIZE) for unit in _HOSTILE]
    return sum(ratio > _LEAST_SPEED_KEPT for ratio in kept) / len(kept)


def _hostile_speed(unit: str, size: int) -> float:
    text = unit * (size // len(unit.encode())) + "."
    start = time.process_time()
    framing.analyze(text)
    return size / (time.process_time() - start)


def measure_peers() -> dict[str, dict[str, float]]:
    """The peers on dev; the CRF is trained on all of train."""
    dev = list(read_split("dev"))
    with tempfile.TemporaryDirectory() as folder:
        predict = _trained(Path(folder, "attribution.crfsuite"))
        found = {
            name: _scores(dev, relations) | {SPEED: _speed(dev, relations)}
            for name, relations in (("CRF", predict), ("quotation marks", _quotation_marks))
        }
    if importlib.util.find_spec("spacy") and importlib.util.find_spec(SPACY):
        import spacy

        few = dev[:_FEW]
        return found | {f"spaCy {SPACY}": {SPEED: _speed(few, spacy.load(SPACY))}}
    print(f"attribution: no speed of spaCy's pipeline: {SPACY} is not installed")
    return found


def _trained(model: Path) -> Callable[[str], list[Relation]]:
    import peer

    start = time.perf_counter()
    articles = list(read_split("train"))
    peer.train(articles, model)
    print(f"attribution: CRF trained on {len(articles)} articles in {time.perf_counter() - start:.0f} s")
    tagger = peer.load(model)
    return lambda text: peer.predict(tagger, text)


def _scores(articles: Sequence[Gold], relations: Callable[[str], list[Relation]]) -> dict[str, float]:
    scores = score(articles, [relations(article.text) for article in articles])
    return {name: scores[name] for name in SCORES}


def _speed(articles: Sequence[Gold], run: Callable[[str], object]) -> float:
    """Megabytes of text in a second of processor time, the best of several passes: other work on the machine only slows them."""
    return (
        sum(len(article.text.encode()) for article in articles)
        / 1e6
        / min(_pass(articles, run) for _ in range(_PASSES))
    )


def _pass(articles: Sequence[Gold], run: Callable[[str], object]) -> float:
    start = time.process_time()
    for article in articles:
        run(article.text)
    return time.process_time() - start


def _rules(text: str) -> list[Relation]:
    return list(framing.to_dict(framing.analyze(text))["attributions"])


def _quotation_marks(text: str) -> list[Relation]:
    """Each quotation of at least three words is a relation; nobody is its source."""
    quotations = (q for paragraph in read_document(Article(text)).paragraphs for q in paragraph.quotations)
    return [
        {"source": None, "cue": None, "content": [{"start": q.span.start, "end": q.span.end}]}
        for q in quotations
        if len(q.inner.of(text).split()) >= _MIN_QUOTE
    ]


if __name__ == "__main__":
    main(Path(__file__).parent, POLNEAR, measure, measure_peers)
