"""A learned peer of the rules: a linear-chain CRF over PolNeAR's words, its relations by linking what is nearest.

Lafferty, McCallum and Pereira (2001); source, cue and content as one tag sequence: PolNeAR gives each word one role
(Newell et al. 2018). Trained with CRFsuite's averaged perceptron (Okazaki 2007): its L-BFGS, tried on the same features,
gave fewer relations (rel30_f1 .70 against .76). The peer is there to be compared with; the library never loads it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polnear import Gold, Relation

from framing.measure.grammar import load_grammar
from framing.text.document import Paragraph, read_document
from framing.types import Article

Pair = tuple[int, int]
ITERATIONS = 16
_TOKEN = re.compile(r"\w+(?:['’\-.]\w+)*|[^\w\s]")
_ROLES = ("source", "cue", "content")
_BEFORE, _BEHIND, _SOURCELESS = "<>0"
_OTHER_SIDE, _OTHER_SENTENCE = 1000, 20
_LONG_QUOTE = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """A paragraph as a chain of tokens: their offsets, the number of the sentence of each, the features of each."""

    tokens: list[Pair]
    sentences: list[int]
    features: list[list[str]]

    def span(self, piece: Piece) -> dict[str, int]:
        """A run of tokens as a span of the article."""
        return {"start": self.tokens[piece.first][0], "end": self.tokens[piece.last][1]}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of tokens with one role. ``side``: where its cue stands (``<``, ``>``); of a cue: ``0`` without source."""

    role: str
    side: str
    first: int
    last: int


def train(articles: Iterable[Gold], model: Path) -> None:
    """Fit the CRF on annotated articles and write it to a file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="ap", params={"max_iterations": ITERATIONS}, verbose=False)
    for article in articles:
        for chain in chains(article.text):
            trainer.append(chain.features, _tags(chain, article.relations))
    trainer.train(str(model))


def load(model: Path) -> Any:
    """A trained model's tagger."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    return tagger


def predict(tagger: Any, text: str) -> list[Relation]:
    """The relations of an article."""
    return [relation for chain in chains(text) for relation in _link(chain, _pieces(tagger.tag(chain.features)))]


def chains(text: str) -> Iterator[Chain]:
    """The paragraphs of an article, read by the library's own text layer."""
    for number, paragraph in enumerate(read_document(Article(text)).paragraphs):
        span = paragraph.zone.span
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text, span.start, span.end)]
        if tokens:
            starts = [sentence.start for sentence in paragraph.sentences]
            sentences = [max(0, bisect_right(starts, start) - 1) for start, _ in tokens]
            yield Chain(tokens, sentences, list(_features(text, paragraph, tokens, sentences, number)))


def _features(
    text: str, paragraph: Paragraph, tokens: Sequence[Pair], sentences: Sequence[int], number: int
) -> Iterator[list[str]]:
    """Words and shapes around, quotation state, the lexicon's cues at and around, the place in the sentence."""
    words = [text[slice(*token)] for token in tokens]
    lower = ["#", "#", "#", *(word.lower().replace("’", "'") for word in words), "#", "#", "#"]
    shapes = ["#", "#", "#", *(_shape(word) for word in words), "#", "#", "#"]
    cues, quoted = _cues(paragraph, tokens), _quoted(paragraph, tokens)
    left, right = _nearest_cue(cues, sentences), _nearest_cue(cues[::-1], sentences[::-1])[::-1]
    with_cue = {s for s, cue in zip(sentences, cues, strict=True) if cue != "O"}
    with_quote = {s for s, state in zip(sentences, quoted, strict=True) if state != "out"}
    first = {s: i for i, s in reversed(list(enumerate(sentences)))}
    last = {s: i for i, s in enumerate(sentences)}
    for i, at in enumerate(sentences):
        w, before, after = lower[i + 3], lower[i + 2], lower[i + 4]
        row = [
            "bias", f"w={w}", f"s={shapes[i + 3]}", f"x={w[-3:]}", f"q={quoted[i]}", f"c={cues[i]}",
            f"L={left[i]}", f"R={right[i]}", f"LR={left[i].split('|')[0]}/{right[i].split('|')[0]}",
            f"first={_bucket(i - first[at])}", f"last={_bucket(last[at] - i)}", f"sentence={min(at, 3)}",
            f"paragraph={min(number, 2)}", f"cues={at in with_cue}{at - 1 in with_cue}{at + 1 in with_cue}",
            f"quotes={at in with_quote}{at - 1 in with_quote}", f"q,cues={quoted[i]}{at in with_cue}",
            f"w-1,w={before}_{w}", f"w,w+1={w}_{after}", f"w-2,w-1={lower[i + 1]}_{before}", f"w+1,w+2={after}_{lower[i + 5]}",
        ]  # fmt: skip
        row += [f"w{step}={lower[i + 3 + step]}" for step in (-3, -2, -1, 1, 2, 3)]
        row += [f"s{step}={shapes[i + 3 + step]}" for step in (-3, -2, -1, 1, 2, 3)]
        row += [f"c{step}={cues[i + step]}" for step in (-3, -2, -1, 1, 2, 3) if 0 <= i + step < len(cues)]
        row += [f"q{step}={quoted[i + step]}" for step in (-1, 1) if 0 <= i + step < len(quoted)]
        yield row


def _cues(paragraph: Paragraph, tokens: Sequence[Pair]) -> list[str]:
    starts = [start for start, _ in tokens]
    found = ["O"] * len(tokens)
    for hit in load_grammar(paragraph.language).cues.find(paragraph.folded.text, paragraph.edges):
        span = paragraph.raw(hit.start, hit.end)
        for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            found[i] = f"{hit.entry.construction}:{hit.entry.id}"
    return found


def _quoted(paragraph: Paragraph, tokens: Sequence[Pair]) -> list[str]:
    starts = [start for start, _ in tokens]
    state = ["out"] * len(tokens)
    for quotation in paragraph.quotations:
        first, last = bisect_left(starts, quotation.span.start), bisect_left(starts, quotation.span.end) - 1
        size = "short" if last - first < _LONG_QUOTE else "long"
        for i in range(first, last + 1):
            state[i] = f"{'open' if i == first else 'close' if i == last else 'in'}:{size}"
    return state


def _nearest_cue(cues: Sequence[str], sentences: Sequence[int]) -> list[str]:
    """For each token the last cue before it in its sentence: construction, id, how far."""
    found: list[str] = []
    cue, at = "", -1
    for i, here in enumerate(cues):
        cue = "" if i and sentences[i] != sentences[i - 1] else cue
        found.append(f"{cue.split(':')[0]}|{cue}|{_bucket(i - at)}" if cue else "none")
        cue, at = (here, i) if here != "O" else (cue, at)
    return found


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"


def _shape(word: str) -> str:
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "9"
    if word.isupper():
        return "A" if len(word) == 1 else "AA"
    return "Aa" if word[0].isupper() else "a"


def _tags(chain: Chain, relations: Iterable[Relation]) -> list[str]:
    starts = [start for start, _ in chain.tokens]
    tags = ["O"] * len(starts)
    for relation in relations:
        cue = min((span["start"] for span in relation["cue"]), default=-1)
        for role in _ROLES:
            for span in relation[role]:
                side = _BEFORE if cue < span["start"] else _BEHIND
                if role == "cue":
                    side = "" if relation["source"] else _SOURCELESS
                first, last = bisect_left(starts, span["start"]), bisect_left(starts, span["end"])
                for i in range(first, last):
                    tags[i] = f"{'B' if i == first else 'I'}-{role}{side}"
    return tags


def _pieces(tags: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        begin, name = tag.split("-", 1)
        role = name.rstrip("<>0")
        side = name[len(role) :]
        if begin == "I" and found and (found[-1].last, found[-1].role, found[-1].side) == (i - 1, role, side):
            found[-1] = Piece(role, side, found[-1].first, i)
        else:
            found.append(Piece(role, side, i, i))
    return found


def _link(chain: Chain, pieces: Sequence[Piece]) -> list[Relation]:
    """Each content and source goes to the nearest cue on the side that its tag names, another sentence being far.

    A cue without a source of its own shares that of the cue before it in its sentence; content in a paragraph without a
    cue is a relation by itself.
    """
    cues = [piece for piece in pieces if piece.role == "cue"]
    contents: list[list[Piece]] = [[] for _ in cues]
    sources: list[Piece | None] = [None for _ in cues]
    for piece in pieces:
        if piece.role == "cue" or not cues:
            continue
        far = [_distance(chain, piece, cue) for cue in cues]
        at = far.index(min(far))
        if piece.role == "content":
            contents[at].append(piece)
        elif (held := sources[at]) is None or far[at] < _distance(chain, held, cues[at]):
            sources[at] = piece
    for k in range(1, len(cues)):
        together = chain.sentences[cues[k].first] == chain.sentences[cues[k - 1].first]
        if sources[k] is None and together and contents[k] and cues[k].side != _SOURCELESS:
            sources[k] = sources[k - 1]
    found: list[Relation] = [
        {"cue": chain.span(cue), "source": chain.span(source) if source else None, "content": [*map(chain.span, held)]}
        for cue, source, held in zip(cues, sources, contents, strict=True)
        if held
    ]
    if not cues and (alone := [chain.span(piece) for piece in pieces if piece.role == "content"]):
        found.append({"cue": None, "source": None, "content": alone})
    return found


def _distance(chain: Chain, piece: Piece, cue: Piece) -> int:
    before = cue.first < piece.first
    apart = piece.first - cue.last if before else cue.first - piece.last
    crossed = abs(chain.sentences[cue.first] - chain.sentences[piece.first])
    return apart + _OTHER_SENTENCE * crossed + _OTHER_SIDE * (piece.side != (_BEFORE if before else _BEHIND))
