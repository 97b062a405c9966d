"""How examples are parted into training and test: at random, by outlet, topic, event or article, forward in time."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from framing.errors import UsageError
from framing.learn.bundle import Array
from framing.learn.datasets import Dataset

Split = Literal["random", "article", "outlet", "topic", "event", "time", "val", "published"]
SPLITS: tuple[str, ...] = get_args(Split)
FOLDS = 5
_MOST_HELD_OUT = 10

Folds = list[tuple[Array, Array]]


def folds(data: Dataset, labels: Array, split: Split, seed: int = 0) -> Folds:
    """Pairs of positions (training, test).

    ``random`` and ``article``: five folds with the classes in equal shares, for ``article`` without parting an article.
    ``outlet``, ``topic``, ``event``: each group is tested once by a model that saw none of it; groups are put together
    where there are more than ten. ``time``: four folds, each trained on all that is earlier. ``published``: the
    publisher's own split, trained on ``train`` (and ``val``) and tested on ``test``, else on ``val``; ``val``: trained
    on ``train`` and tested on ``val`` in any case.
    Errors: UsageError where the data set does not tell what the split needs.
    """
    if split == "published" or split == "val":  # spelt out, so that mypy narrows the type
        return _published(data, split)
    if split == "time":
        return _time(data.groups("date"), data.info.name)
    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, StratifiedKFold

    if split == "random":
        return list(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(labels, labels))
    groups = np.array(data.groups(split))
    if "" in groups or len(set(groups)) < 2:
        raise UsageError(f"{data.info.name} does not tell the {split} of each example: it cannot be held out")
    if split == "article":
        parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(labels, labels, groups)
    else:
        parts = GroupKFold(min(_MOST_HELD_OUT, len(set(groups)))).split(labels, labels, groups)
    return list(parts)


def can_split(data: Dataset, split: Split) -> bool:
    """Whether a data set tells what a split needs."""
    if split in ("outlet", "topic", "event", "article"):
        groups = data.groups(split)
        return "" not in groups and len(set(groups)) > 1
    if split == "time":
        return len({date for date in data.groups("date") if date}) > FOLDS
    parts = set(data.groups("part"))
    return split == "random" or {"train", "val" if split == "val" else "test"} <= parts


def _published(data: Dataset, split: Split) -> Folds:
    parts = np.array(data.groups("part"))
    test = "test" if "test" in parts and split == "published" else "val"
    wanted = ["train", "val"] if split == "published" else ["train"]
    held_out, rest = np.flatnonzero(parts == test), np.flatnonzero(np.isin(parts, wanted) & (parts != test))
    if not len(held_out) or not len(rest):
        raise UsageError(f"{data.info.name} has no split of its publisher here")
    return [(rest, held_out)]


def _time(dates: list[str], name: str) -> Folds:
    """Blocks of dates of equal size in order; an example without a date is in no fold."""
    known = sorted({date for date in dates if date})
    if len(known) <= FOLDS:
        raise UsageError(f"{name} tells too few dates to go forward in time")
    order = np.array(dates)
    dated = np.flatnonzero(order != "")
    # Cut by date, not by position, so that no day is on both sides.
    edges = [np.sort(order[dated])[len(dated) * part // FOLDS] for part in range(1, FOLDS)]
    block = np.searchsorted(np.array(sorted(set(edges))), order[dated], side="right")
    parts = [(dated[block < number], dated[block == number]) for number in range(1, int(block.max()) + 1)]
    return [(train, test) for train, test in parts if len(train) and len(test)]
