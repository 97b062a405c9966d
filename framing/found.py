"""What is found in a text, a small frozen record for each: zones, quotations, attributions, loaded terms, names, scores.

They are read by the ten thousand; apart from the other nouns, so that the compiled engine reads their fields at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.errors import UsageError
from framing.records import mypyc_attr, quickly_made
from framing.span import Span

ZoneKind = Literal["title", "byline", "summary", "heading", "body", "boilerplate"]
Voice = Literal["author", "paraphrase", "source"]
StanceVoice = Literal["author", "source"]
NarrativeRole = Literal["villain", "victim", "hero", ""]
AttributionKind = Literal["direct", "indirect", "mixed"]
SourceType = Literal["official", "expert", "business", "media", "organisation", "document", "citizen", "vague"]
CueStance = Literal[
    "neutral",
    "claim",
    "concede",
    "endorse",
    "stress",
    "believe",
    "expect",
    "accuse",
    "praise",
    "deny",
    "urge",
    "threaten",
]
Category = Literal[
    "sensational",
    "condemnation",
    "praise",
    "conflict_metaphor",
    "coercion",
    "labelling",
    "derision",
    "certainty",
    "scare_quotes",
    "doom",
]
Frame = Literal[
    "economic",
    "capacity_resources",
    "morality",
    "fairness_equality",
    "legality",
    "policy_prescription",
    "crime_punishment",
    "security_defense",
    "health_safety",
    "quality_of_life",
    "cultural_identity",
    "public_opinion",
    "political",
    "external_regulation_reputation",
    "other",
]

SentenceMark = Literal["", "exclamation", "question"]
Family = Literal["war", "disease", "disaster", "game", "family"]


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class Zone:
    """One non-blank line: what it is and which language it is in (``und`` where it has no words).

    ``line`` counts from 1; ``span`` leaves out the white space around the line.
    """

    line: int
    span: Span
    kind: ZoneKind
    language: str


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; ``inner`` is the same without the marks.

    ``closed`` is False where the closing mark is missing: the quotation then ends with its paragraph. ``continued`` is
    True where it carries on the unclosed one of the paragraph before, whose opening mark it repeats: one quotation.
    """

    span: Span
    inner: Span
    closed: bool
    continued: bool = False


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is given a voice: source, cue and content (Pareti 2012; Newell et al. 2018).

    ``source`` is None where nobody is named (``据报道``, ``is expected to``); ``content`` may lie in several pieces.
    ``speaker`` is the canonical name of a named source, else empty. ``rule`` names the construction that found it.
    ``tokens`` counts the words of the content (Vietnamese: syllables), ``quoted_tokens`` those in quotation marks;
    ``stance`` is what the choice of the cue says of the claim, empty where there is no cue.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    source_type: SourceType
    speaker: str
    rule: str
    zone: ZoneKind = "body"
    tokens: int = 0
    quoted_tokens: int = 0
    stance: CueStance | Literal[""] = ""

    def __post_init__(self) -> None:
        if not self.content:
            raise UsageError("an attribution needs content")


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class LoadedTerm:
    """A loaded word or phrase: where it stands, what it does, whose words it is.

    ``strength`` is 1 mild, 2 clear, 3 extreme; ``concept`` joins the languages; ``neutral`` is a plainer wording;
    ``family`` is where a metaphor is taken from (empty where it is none). Of ``reviewed`` lines in which a person
    looked at this form, ``right`` were judged loaded; 0 of 0: unreviewed.

    ``negated`` and ``hedged``: it stands under a negation or a hedge (*this is not economic coercion*); it counts all
    the same, since the word was chosen. ``inserted``: it stands in a source's content, but no speaker would say it of
    his own side (``cái gọi là``, 所谓), so it is the outlet's insertion; its voice stays ``paraphrase``. ``mark`` says
    that its sentence exclaims or asks.
    """

    span: Span
    concept: str
    category: Category
    voice: Voice
    strength: int
    neutral: str
    zone: ZoneKind = "body"
    right: int = 0
    reviewed: int = 0
    family: Family | Literal[""] = ""
    negated: bool = False
    hedged: bool = False
    inserted: bool = False
    mark: SentenceMark = ""

    @property
    def precision(self) -> float | None:
        """The share of reviewed lines in which this form was loaded; None where no line was reviewed."""
        return self.right / self.reviewed if self.reviewed else None


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class Mention:
    """A named person, state or body in the text; ``name`` is its canonical English name.

    ``target`` is what a stance toward it is counted for: a ruling party or a government counts for its state.
    ``naming`` is the note of the lexicon where the choice of this form is itself telling (川普, 中共). ``within`` is the
    state that the name itself holds (Bank of China).
    """

    span: Span
    entity: str
    name: str
    type: str
    role: SourceType
    metonym: bool
    target: str
    naming: str = ""
    within: str = ""


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class StanceScore:
    """For or against a target, in one voice: -2 strongly against … 2 strongly for, 0 no side found.

    ``evidence`` are the words that moved the value; a value without evidence is 0. ``role`` is the part that this
    evidence gives the target: who does harm (villain), who has it done to them (victim), who does good (hero).
    """

    target: str
    voice: StanceVoice
    value: int
    evidence: tuple[Span, ...]
    role: NarrativeRole = ""


@mypyc_attr(acyclic=True)
@quickly_made
@dataclass(frozen=True, slots=True)
class FrameScore:
    """A policy frame (Boydstun et al. 2014) with the share (0 to 1) of sentences that show it and its words."""

    frame: Frame
    share: float
    evidence: tuple[Span, ...]
