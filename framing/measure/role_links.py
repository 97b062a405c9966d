"""Who is named where in a sentence, and in which role around a predicate: the records that pass between the steps."""

from __future__ import annotations

from typing import Final, Literal

from framing.records import mypyc_attr
from framing.types import Mention

Role = Literal["agent", "patient", "owner", "bearer"]

# What share of a predicate's value a link carries: side by side or with links alone between them; in the same clause;
# farther off.
DIRECT, NEAR, FAR = 1.0, 0.9, 0.6
# What somebody says that another has to do, the other has not done: this share of it, turned.
_OWED: Final = 0.5


@mypyc_attr(acyclic=True)
class Name:
    """A target named at ``start`` to ``end`` of the folded paragraph; ``stretch`` tells pieces of speech apart."""

    __slots__ = ("end", "mention", "start", "stretch", "target")

    def __init__(self, mention: Mention, start: int, end: int, stretch: int) -> None:
        self.mention, self.target = mention, mention.target
        self.start, self.end, self.stretch = start, end, stretch


@mypyc_attr(acyclic=True)
class Link:
    """A target in a role, with the share of the predicate's value that the link carries (below 0: turned)."""

    __slots__ = ("name", "role", "weight")

    def __init__(self, name: Name, role: Role, weight: float) -> None:
        self.name, self.role, self.weight = name, role, weight

    def owed(self, *, said: bool) -> Link:
        """What a good deed that somebody has yet to do says of him: nothing, and where others say so, half of it against him."""
        if self.role == "patient":
            return self
        return Link(self.name, self.role, -_OWED * self.weight if said else 0.0)
