"""What an entry of a lexicon says; apart from the reading of it, so that the compiled engine reads its fields at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.records import mypyc_attr
from framing.types import Category, Family, Frame, SourceType


@mypyc_attr(acyclic=True)
@dataclass(frozen=True, slots=True)
class Term:
    """A loaded form's entry: its concept, what it does, how strongly, and a plainer wording.

    ``family`` is where a metaphor is taken from; ``literal`` the scenes in which it is none (a bazooka in a battle).
    ``near``: it counts only in a sentence that holds one of these words. ``before_name``: only right before a name.
    ``insertion``: no speaker would say it of his own side, as a word of ``distance`` or of ``blame``. ``undone``: a
    negation beside it takes its load away. Of ``reviewed`` lines in which a person looked at the form, ``right`` were
    judged loaded.
    """

    concept: str
    category: Category
    strength: int
    neutral: str
    family: Family | Literal[""] = ""
    literal: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    before_name: bool = False
    insertion: str = ""
    undone: bool = False
    right: int = 0
    reviewed: int = 0


@mypyc_attr(acyclic=True)
@dataclass(frozen=True, slots=True)
class FrameTerm:
    """A form's evidence for a frame; ``weight`` 2 is enough alone, 1 is a weak sign."""

    frame: Frame
    weight: int


@mypyc_attr(acyclic=True)
@dataclass(frozen=True, slots=True)
class Predicate:
    """What choosing this wording says of its agent and its patient, -2 strongly against … 2 strongly for.

    ``plain`` wording tells what happened (arrest, win, support): it says the same, a little less loud.
    The agent of a ``sufferer`` predicate is who bears the harm (X suffers, X is defenceless). The owner of a ``made`` noun is who
    makes it (X's accusation), not whom it is against.
    """

    concept: str
    kind: str
    agent: int
    patient: int
    plain: bool = False
    sufferer: bool = False
    made: bool = False


@mypyc_attr(acyclic=True)
@dataclass(frozen=True, slots=True)
class Entity:
    """A person, state, body, outlet or policy, with the kind of source it is when quoted."""

    id: str
    name: str
    type: str
    role: SourceType
    metonym: bool
    target: str
    naming: str
    cased: str = ""  # matches only where the text is written just so: US, not us
    lower: bool = False  # may be written without a capital: phía Trung Quốc, climate scientists
    within: str = ""  # the state whose name its own name holds: Bank of China
