"""A small invented data set: sentences of four outlets, some loaded, with the loaded words marked."""

from __future__ import annotations

import itertools

from framing.learn.datasets import Dataset, DatasetInfo, Example
from framing.types import Span

_PLACES = ("harbour", "valley", "airport", "market", "school", "bridge")
_PLAIN = ("The council approved the {} plan on Monday.", "Officials said the {} would open in May.",
          "The {} budget was published by the ministry.")  # fmt: skip
_LOADED = (("The council rammed through its reckless {} plan.", ("rammed", "reckless")),
           ("Cronies cheered the disgraceful {} giveaway.", ("Cronies", "disgraceful")),
           ("The pathetic {} scheme is an outrageous fraud.", ("pathetic", "outrageous")))  # fmt: skip
# How many of each outlet's sentences are loaded, in tenths: the label follows the outlet, as in real data.
OUTLETS = {"Ledger": 2, "Tribune": 4, "Beacon": 6, "Firebrand": 8}
INFO = DatasetInfo(
    name="invented", title="invented", folder="invented", unit="sentence", citation="nobody", licence="MIT",
    page="https://example.org", labels=("bias", "place"), traps=("it is invented",), files={},
)  # fmt: skip


def invented(per_outlet: int = 60) -> Dataset:
    """Sentences with labels, outlets, topics, articles of three sentences, dates, parts and marked words."""
    examples = []
    for outlet, share in OUTLETS.items():
        for number, place in zip(range(per_outlet), itertools.cycle(_PLACES), strict=False):
            loaded = number * 7 % 10 < share
            marks: tuple[str, ...] = ()
            if loaded:
                text, marks = _LOADED[number // 7 % 3]
            else:
                text = _PLAIN[number // 7 % 3]
            text = text.format(place)
            spans = tuple(("biased", Span(text.index(word), text.index(word) + len(word))) for word in marks)
            examples.append(
                Example(
                    id=f"{outlet}-{number}", text=text,
                    labels={"bias": "biased" if loaded else "plain", "place": place},
                    outlet=outlet, topic=place, event=f"e{number // 6}", article=f"{outlet}-{number // 3}",
                    date=f"2024-{1 + number % 12:02d}-{1 + number // 3 % 28:02d}",
                    part="test" if number % 5 == 4 else "train", spans=spans,
                )
            )  # fmt: skip
    return Dataset(INFO, tuple(examples))
