"""The same report printed twice: exact and near duplicates in a stream of articles, found in one pass."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from framing.errors import InputError
from framing.notes import Note
from framing.text.spans import fold
from framing.text.zones import find_zones
from framing.types import Article

Duplicates = Literal["keep", "report", "drop"]
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)
SIMILAR = 0.8
"""Jaccard similarity of the shingles from which two articles are one report (Broder 1997; Manning et al. 2008, ch. 19)."""
SHINGLE_WORDS = 5
"""Words in a shingle of a text with spaces."""
SHINGLE_CHARACTERS = 8
"""Characters in a shingle of Chinese, about as much as five words."""
# 25 bands of 5 rows find a pair at .8 with probability .9999, one at .5 with .55; the exact count decides then.
_BANDS, _ROWS = 25, 5
_PERMUTATIONS = 128
_MOST_CANDIDATES = 64  # each new article is compared with no more than these, which keeps the pass linear
_AT_ONCE = 10_000
_WORD = re.compile(r"\w+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002fa1f]")


def find_duplicates(items: Iterator[Article | InputError], action: Duplicates) -> Iterator[Article | InputError]:
    """The items in their order; an article that repeats an earlier one gets a note, or is left out with an InputError.

    Exact is equal after folding white space. Near is a Jaccard similarity of at least ``SIMILAR`` between the bodies
    (the whole texts where no body is found). Memory grows by some 5 kB an article, time by a constant for each.

    >>> again = Article("Ice closed the ferry.", id="b")
    >>> [item.notes for item in find_duplicates(iter([Article("Ice closed the  ferry.", id="a"), again]), "report")]
    [(), ('duplicate of a',)]
    """
    if action == "keep":
        yield from items
        return
    index = _Index()
    for item in items:
        found = "" if isinstance(item, InputError) else index.add(item)
        if isinstance(item, InputError) or not found:
            yield item
        elif action == "report":
            yield replace(item, notes=(*item.notes, found))
        else:
            yield InputError(
                f"{item.path} ({item.id})" if item.path else item.id, found, 'left out; keep it with duplicates="keep"'
            )


@dataclass(slots=True)
class _Index:
    """The articles so far: exact texts by digest, near ones by their MinHash. A duplicate itself is not kept."""

    ids: list[str] = field(default_factory=list)
    exact: dict[bytes, str] = field(default_factory=dict)
    shingles: list[Any] = field(default_factory=list)
    sketch: Any = None
    near: Any = None

    def __post_init__(self) -> None:
        from datasketch import MinHash, MinHashLSH

        self.sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=int, scheme="affine32")
        self.near = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))

    def add(self, article: Article) -> str:
        """What an article repeats, in words; empty where it is new, and then it is remembered."""
        text = " ".join(article.text.split()).encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(text, digest_size=16).digest()
        if digest in self.exact:
            return Note("duplicate", "duplicate of {id}", id=self.exact[digest])
        self.exact[digest] = article.id
        shingles = find_shingles(article.text)
        if not len(shingles):
            return ""
        sketch = self._sketch(shingles)
        for key in sorted(self.near.query(sketch))[:_MOST_CANDIDATES]:
            if _jaccard(shingles, self.shingles[key]) >= SIMILAR:
                self.exact[digest] = self.ids[key]
                return Note("near_duplicate", "near duplicate of {id}", id=self.ids[key])
        self.near.insert(len(self.ids), sketch, check_duplication=False)
        self.ids.append(article.id)
        self.shingles.append(shingles)
        return ""

    def _sketch(self, shingles: Any) -> Any:
        sketch = self.sketch.copy()
        for start in range(0, len(shingles), _AT_ONCE):
            sketch.update_batch(shingles[start : start + _AT_ONCE])
        return sketch


def find_shingles(text: str) -> Any:
    """Hashes (32 bit, sorted, each once) of the shingles of an article's body; empty for a text of a few words.

    >>> len(find_shingles("The ice on the lake was thin")), len(find_shingles("湖面的冰层太薄渡轮停航"))
    (3, 4)
    """
    import numpy as np

    zones = [zone for zone in find_zones(text) if zone.kind == "body"]
    body = fold("\n".join(zone.span.of(text) for zone in zones) or text).text
    words = _WORD.findall(body)
    letters = "".join(words)
    if 2 * len(_HAN.findall(letters)) > len(letters):
        pieces = (letters[i : i + SHINGLE_CHARACTERS] for i in range(len(letters) - SHINGLE_CHARACTERS + 1))
    else:
        pieces = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
    return np.unique(
        np.fromiter((zlib.crc32(piece.encode("utf-8", "surrogatepass")) for piece in pieces), dtype=np.uint32)
    )


def _jaccard(left: Any, right: Any) -> float:
    import numpy as np

    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / (len(left) + len(right) - shared)
