"""Which articles report the same event, across outlets and languages; precision before recall."""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from framing.compare.facts import find_facts, find_words
from framing.data import data_root, read_toml
from framing.errors import InputError, UsageError
from framing.types import Analysis

SIMILAR = 0.16
"""Two articles in one language are linked only from this cosine similarity on …"""
SIMILAR_ACROSS = 0.2
"""… two in different languages, which share no words, from this on …"""
NEARER = 1.2
"""… and only where they are so many times as similar to each other as to their nearest others on average."""
NEIGHBOURS = 6
"""How many nearest others that average is over; twice the number of outlets, where that is more."""
SAME_DAYS = 3
HALF_LIFE = 7
"""Similarity is halved when the dates are a week further apart than three days, and so on."""
_EVIDENCE = 6
_BLOCK = 500
_Array = npt.NDArray[np.float64]
_Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EventPair:
    """Two articles of one event: ``score`` (1 is just enough), ``similarity`` (cosine, 0 to 1, after the dates), ``relative``
    (how many times as similar as their nearest others), and the shared facts that count most.
    """

    first: str
    second: str
    score: float
    similarity: float
    relative: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Events:
    """Articles grouped by event: ids of articles in each, largest first; and the pairs that hold the groups together."""

    groups: tuple[tuple[str, ...], ...]
    pairs: tuple[EventPair, ...]

    def of(self) -> dict[str, str]:
        """Article id to the name of its event: ``event-1`` … ; articles alone in theirs have none."""
        return {id: f"event-{n}" for n, group in enumerate(self.groups, 1) for id in group}


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person knows better: pairs of article ids that are the same event, and that are not."""

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def read_corrections(path: str | Path) -> Corrections:
    """Corrections from a TOML file with ``same = [["a", "b"], …]`` and ``apart = …``. Errors: InputError naming the file."""
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"cannot be read as TOML: {error}", "mend the file") from None
    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in ("same", "apart"):
        listed = data.pop(name, [])
        if not all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(id, str) for id in pair) for pair in listed
        ):
            raise InputError(str(path), f"{name} is not a list of pairs of article ids", f'write {name} = [["a", "b"]]')
        pairs[name] = tuple((pair[0], pair[1]) for pair in listed)
    if data:
        raise InputError(str(path), f"unknown entry {', '.join(sorted(data))}", "only same and apart are known")
    return Corrections(**pairs)


def find_events(
    analyses: Iterable[Analysis], *, corrections: Corrections | None = None, threshold: float = 1.0
) -> Events:
    """Articles grouped by event.

    Two articles are as similar as the rare things they share: entities, places, numbers with units, dates, topics and
    names, weighed by how few articles have them, and words where they share a language. Days between their dates lower
    it. They are linked where they are similar enough, and clearly more so than either is to others: running stories lie
    near each other too. Groups are made by average linkage. A higher ``threshold`` asks for more, a lower for less.

    Articles are known by their id; refused ones are left out. Errors: UsageError for ids that are not unique.
    """
    usable = sorted((one for one in analyses if not one.refused), key=lambda one: one.article.id)
    ids = [one.article.id for one in usable]
    if len(set(ids)) < len(ids):
        raise UsageError(f"articles need ids of their own; {Counter(ids).most_common(1)[0][0]!r} is given twice")
    corrections = corrections or Corrections()
    _check(corrections, ids)
    return Space(usable).events(corrections, threshold)


def _check(corrections: Corrections, ids: Sequence[str]) -> None:
    known = set(ids)
    strange = [id for pair in (*corrections.same, *corrections.apart) for id in pair if id not in known]
    if strange:
        raise UsageError(f"a correction names {strange[0]!r}, which is no article here")


def with_events(analyses: Iterable[Analysis], events: Events) -> Iterator[Analysis]:
    """The analyses with the event of each written into its article; those alone in theirs keep none."""
    of = events.of()
    for one in analyses:
        yield replace(one, article=replace(one.article, event=of.get(one.article.id, "")))


class Space:
    """Articles as unit vectors of what they speak of: facts alone, and facts with words."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.ids = [one.article.id for one in analyses]
        self.languages = np.array([one.language for one in analyses])
        self.days = np.array([_day(one.article.date) for one in analyses])
        outlets = {one.article.outlet for one in analyses} - {""}
        self.neighbours = max(NEIGHBOURS, 2 * len(outlets))
        facts = [Counter((fact.kind, fact.key) for fact in find_facts(one)) for one in analyses]
        words = [Counter(("word", word) for word in find_words(one)) for one in analyses]
        self.facts = facts
        self.across, self.weight = _unit(facts, _common())
        self.within, _ = _unit([one + more for one, more in zip(facts, words, strict=True)], _common())

    def similar(self, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64]) -> _Array:
        """Similarities of some articles to some others, lowered by the days between them; 0 to themselves."""
        same = np.equal.outer(self.languages[rows], self.languages[columns])
        within = (self.within[rows] @ self.within[columns].T).toarray()
        across = (self.across[rows] @ self.across[columns].T).toarray()
        late = np.maximum(np.abs(np.subtract.outer(self.days[rows], self.days[columns])) - SAME_DAYS, 0)
        found: _Array = np.where(same, within, across) * 0.5 ** (np.nan_to_num(late) / HALF_LIFE)
        found[np.equal.outer(rows, columns)] = 0.0
        return found

    def nearest(self) -> _Array:
        """For each article the mean similarity to its nearest others in its own language (column 0) and in others (1)."""
        out = np.zeros((len(self.ids), 2))
        every = np.arange(len(self.ids))
        for rows in _blocks(len(self.ids)):
            found = self.similar(rows, every)
            same = np.equal.outer(self.languages[rows], self.languages)
            for column, kept in enumerate((found * same, found * ~same)):
                top = np.sort(kept, axis=1)[:, -self.neighbours :]
                out[rows, column] = top.sum(axis=1) / self.neighbours
        return out

    def strengths(
        self, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], near: _Array
    ) -> tuple[_Array, _Array, _Array]:
        """Strength of the link (1 is just enough), similarity, and relative similarity."""
        found = self.similar(rows, columns)
        same = np.equal.outer(self.languages[rows], self.languages[columns])
        usual = np.where(
            same, np.sqrt(np.outer(near[rows, 0], near[columns, 0])), np.sqrt(np.outer(near[rows, 1], near[columns, 1]))
        )
        relative = found / np.maximum(usual, 1e-12)
        strength = np.minimum(found / np.where(same, SIMILAR, SIMILAR_ACROSS), relative / NEARER)
        return strength, found, relative

    def events(self, corrections: Corrections, threshold: float) -> Events:
        """Groups by average linkage of the strengths, mended by the corrections."""
        near, every = self.nearest(), np.arange(len(self.ids))
        linked = []
        for rows in _blocks(len(self.ids)):
            first, second = np.nonzero(self.strengths(rows, every, near)[0] >= threshold)
            linked += [(int(rows[i]), int(j)) for i, j in zip(first, second, strict=True)]
        group = np.arange(len(self.ids))
        for members in _components(linked, len(self.ids)):
            # A cluster whose mean strength reaches the threshold has a pair that does, so none crosses a component.
            strength = self.strengths(members, members, near)[0]
            group[members] = members[0] + len(self.ids) * _average_linkage(strength, threshold)
        group = self._corrected(group, corrections, near)
        named: dict[int, list[int]] = defaultdict(list)
        for i, number in enumerate(group.tolist()):
            named[number].append(i)
        groups = sorted((g for g in named.values() if len(g) > 1), key=lambda g: (-len(g), g))
        pairs = tuple(pair for g in groups for pair in self._pairs(np.array(g), near))
        return Events(tuple(tuple(self.ids[i] for i in g) for g in groups), pairs)

    def _corrected(self, group: npt.NDArray[np.int64], corrections: Corrections, near: _Array) -> npt.NDArray[np.int64]:
        """Groups that a person joins are one; a group that a person parts goes to whichever of the two each is nearer to."""
        at = {id: i for i, id in enumerate(self.ids)}
        for first, second in corrections.same:
            group[group == group[at[second]]] = group[at[first]]
        for first, second in corrections.apart:
            a, b = at[first], at[second]
            if group[a] == group[b]:
                members = np.flatnonzero(group == group[a])
                strength = self.strengths(members, np.array([a, b]), near)[0]
                leaves = strength[:, 1] > strength[:, 0]
                leaves[members == a], leaves[members == b] = False, True
                group[members[leaves]] = group.max() + 1
        return group

    def _pairs(self, members: npt.NDArray[np.int64], near: _Array) -> Iterator[EventPair]:
        strength, found, relative = self.strengths(members, members, near)
        for i, first in enumerate(members):
            for j, second in enumerate(members[i + 1 :], i + 1):
                yield EventPair(
                    self.ids[first], self.ids[second], round(float(strength[i, j]), 4), round(float(found[i, j]), 4),
                    round(float(relative[i, j]), 4), self._evidence(int(first), int(second)),
                )  # fmt: skip

    def _evidence(self, first: int, second: int) -> tuple[str, ...]:
        shared = self.facts[first].keys() & self.facts[second].keys()
        ranked = sorted(shared, key=lambda key: (-self.weight.get(key, 0.0), key))
        return tuple(key for _, key in ranked[:_EVIDENCE])


def _blocks(n: int) -> Iterator[npt.NDArray[np.int64]]:
    for start in range(0, n, _BLOCK):
        yield np.arange(start, min(n, start + _BLOCK))


def _components(linked: Sequence[tuple[int, int]], n: int) -> Iterator[npt.NDArray[np.int64]]:
    """The connected components of the links, those of one article left out."""
    if not linked:
        return
    rows, columns = zip(*linked, strict=True)
    _, number = connected_components(csr_matrix((np.ones(len(linked)), (rows, columns)), shape=(n, n)), directed=False)
    order = np.argsort(number, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(number[order])) + 1):
        if len(members) > 1:
            yield members


def _average_linkage(strength: _Array, threshold: float) -> npt.NDArray[np.int64]:
    """Clusters whose mean strength of links between the two that were joined last reaches the threshold."""
    most = float(strength.max())
    distance = most - (strength + strength.T) / 2
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), "average")
    clusters: npt.NDArray[np.int64] = fcluster(tree, most - threshold, "distance").astype(np.int64)
    return clusters


def _day(written: str) -> float:
    try:
        return float(date.fromisoformat(written[:10]).toordinal())
    except ValueError:
        return math.nan


def _unit(
    counts: Sequence[Mapping[_Feature, int]], common: Mapping[_Feature, int]
) -> tuple[csr_matrix, dict[_Feature, float]]:
    """tf-idf vectors of length 1, (1 + ln tf) × ln((n + 1) ÷ (df + ½)) (Salton & Buckley 1988), and the weights.

    Articles of the background are counted with those at hand, so that three articles on one event have weights at all;
    words, of which no background is known, are weighed by the articles at hand alone.
    """
    n, df = len(counts), Counter(key for one in counts for key in one)
    more = int(_background()["documents"])
    weight = {
        key: math.log((n + 1) / (articles + 0.5))
        if key[0] == "word"
        else math.log((n + more + 1) / (articles + common.get(key, 0) + 0.5))
        for key, articles in df.items()
    }
    column = {key: i for i, key in enumerate(weight)}
    cells = [
        (row, column[key], (1 + math.log(times)) * weight[key])
        for row, one in enumerate(counts)
        for key, times in one.items()
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    matrix = csr_matrix((values, (rows, columns)), shape=(n, max(1, len(column))), dtype=np.float64)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    return csr_matrix(matrix.multiply(1 / np.maximum(length, 1e-12)[:, None])), weight


def _background() -> Mapping[str, Any]:
    return read_toml(data_root("lexicons") / "background.toml")


def _common() -> dict[_Feature, int]:
    """In how many articles of the background a fact stands."""
    return {
        (kind, key): n for kind, table in _background().items() if isinstance(table, dict) for key, n in table.items()
    }
