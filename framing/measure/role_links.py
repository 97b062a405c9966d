"""Who is named where in a sentence, and in which role around a predicate: the records that pass between the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["agent", "patient", "owner", "bearer"]

# What share of a predicate's value a link carries: side by side or with links alone between them; in the same clause;
# farther off.
DIRECT, NEAR, FAR = 1.0, 0.9, 0.6


@dataclass(slots=True, eq=False)
class Name:
    """A target named at ``start`` to ``end`` of the folded paragraph; ``stretch`` tells pieces of speech apart.

    ``within`` is the state that its name holds, ``body`` the target's own body that is named.
    """

    start: int
    end: int
    target: str
    stretch: int = 0
    within: str = ""
    kind: str = ""
    body: str = ""


@dataclass(slots=True)
class Link:
    """A target in a role, with the share of the predicate's value that the link carries (below 0: turned)."""

    name: Name
    role: Role
    weight: float
