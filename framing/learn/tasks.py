"""The tasks: which label of which data set is learned, with what text, and how it is tested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from framing.data import read_toml
from framing.errors import UsageError
from framing.learn.datasets import Dataset, DatasetInfo, Example, dataset_info
from framing.learn.evaluate import Choose
from framing.learn.splits import Split, can_split

TASKS_FILE = Path(__file__).parent / "tasks.toml"
_TARGET = " targetofthesentence "
_AROUND = 300


@dataclass(frozen=True, slots=True)
class Task:
    """One label of one data set. ``splits``: how it is tested, the leading one first; ``measures``: what floors are of.

    ``view`` names the text that a classifier sees: ``text`` as it is, ``target`` with the target's name hidden,
    ``entity`` the entity and what stands around it. ``mark``: the kind of spans that classifiers may learn from.
    """

    name: str
    dataset: str
    label: str
    splits: tuple[Split, ...]
    measures: tuple[str, ...]
    positive: str = ""
    mark: str = ""
    view: str = "text"
    choose: Choose = "likeliest"
    seeds: int = 1

    @property
    def info(self) -> DatasetInfo:
        """The data set's entry in the catalogue."""
        return dataset_info(self.dataset)

    @property
    def look(self) -> Callable[[Example], str] | None:
        """What gives the text of an example; None for the text as it is."""
        return VIEWS[self.view]

    def possible(self, data: Dataset) -> tuple[Split, ...]:
        """Of its splits those that the data at hand can give."""
        return tuple(split for split in self.splits if can_split(data, split))


@cache
def tasks() -> dict[str, Task]:
    """All tasks by name.

    >>> tasks()["babe"].splits[0]
    'outlet'
    """
    return {name: _task(name, entry) for name, entry in read_toml(TASKS_FILE).items()}


def _task(name: str, entry: dict[str, Any]) -> Task:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Task(name, **fields)


def task(name: str) -> Task:
    """A task by name. Errors: UsageError for a name that there is not.

    >>> task("bias")
    Traceback (most recent call last):
        ...
    framing.errors.UsageError: no task 'bias'; there are babe, basil-lexical, basil-informational, newsmtsc, newssd-eng, gvfc, narrative-resolution, narrative-human-interest, narrative-conflict, narrative-moral, narrative-economic, narrative-roles
    """  # noqa: E501
    if name not in tasks():
        raise UsageError(f"no task {name!r}; there are {', '.join(tasks())}")
    return tasks()[name]


def hidden_target(example: Example) -> str:
    """The text with its target replaced by one word, so that no name is learned by heart.

    >>> from framing.types import Span
    >>> hidden_target(Example("1", "Critics of Ann Lee left.", {}, spans=(("target", Span(11, 18)),)))
    'Critics of  targetofthesentence  left.'
    """
    for kind, span in example.spans:
        if kind == "target":
            return example.text[: span.start] + _TARGET + example.text[span.end :]
    return example.text


def around_entity(example: Example) -> str:
    """The entity and what stands around its first mention; the entity alone where it is not found.

    >>> around_entity(Example("1", "Nothing.", {"entity": "oil firms"}))
    'oil firms'
    """
    entity = example.labels.get("entity", "")
    for kind, span in example.spans:
        if kind == "entity":
            start, end = max(0, span.start - _AROUND), span.end + _AROUND
            return f"{entity}\n{example.text[start : span.start]}{_TARGET}{example.text[span.end : end]}"
    return entity


VIEWS: dict[str, Callable[[Example], str] | None] = {"text": None, "target": hidden_target, "entity": around_entity}
