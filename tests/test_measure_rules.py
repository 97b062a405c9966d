"""The rules of measure/, one by one: what each says of an invented sentence, worked out from the documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from framing import Article, analyze
from framing.data import data_root
from framing.measure.attribution import find_attributions
from framing.measure.entities import find_mentions
from framing.measure.frames import score_frames
from framing.measure.loaded import VoiceMap, find_loaded
from framing.measure.readability import score_readability
from framing.measure.scene import MAX_SENTENCE
from framing.measure.stance import find_marks, lean_toward, score_stance
from framing.measure.targets import body_itself, find_targets
from framing.text.document import Document, read_document
from framing.types import Attribution, Mention, Span
from tests import test_cases
from tests.test_cases import load

# What may stand around a sentence without changing what is said of it; a label of a turn (``alone``) opens its paragraph.
AROUND = {
    "en": (
        "It rained on Monday in the town, and the children walked along the old pier to the lighthouse.\n\nSnow fell on the sea all night. ",
        " In the morning it snowed again on the old pier and on the boats.",
    ),
    "zh": (
        "镇上周一下了一整天的雨，孩子们沿着旧码头一直走到灯塔那里。\n\n夜里下了雪。",
        "\n\n夜里又下了雪，孩子们很高兴。",
    ),
    "vi": (
        "Trời mưa suốt ngày thứ Hai ở thị trấn, trẻ con đi dọc bờ đê cũ ra tận cuối bến.\n\nĐêm xuống rất lạnh. ",
        " Đêm lại xuống.",
    ),
}


def within(pattern: str) -> list[Any]:
    """The cases of one paragraph that are no known failures, each with its sentence in the middle of an article."""
    found = []
    for parameter in load(pattern):
        case = parameter.values[0]
        if "\n" not in case["text"] and not case.get("alone") and case["expect"] == "pass":
            language = read_document(Article(case["text"])).language[:2]
            before, behind = AROUND[language]
            found.append(
                pytest.param({**case, "text": f"{before}{case['text']}{behind}"}, id=f"within: {parameter.id}")
            )
    return found


def voices(text: str) -> tuple[Document, tuple[Mention, ...], tuple[Attribution, ...]]:
    """A text made ready, whom it names, and who is given a voice in it."""
    document = read_document(Article(text))
    mentions = find_mentions(document)
    return document, mentions, find_attributions(document, mentions)


@pytest.mark.parametrize("case", [*load("marks*.toml"), *within("marks*.toml")])
def test_evidence_on_targets(case: dict[str, Any]) -> None:
    text = case["text"]
    document, mentions, said = voices(text)
    targets = find_targets(document, mentions, said)
    found = {}
    for mark in find_marks(document, said, find_loaded(document, said, mentions), targets):
        by = [mark.by] if mark.by else []
        key = " | ".join([mark.target, mark.voice, mark.role, mark.span.of(text), mark.part, *by])
        assert key not in found, f"{key}: twice"
        found[key] = mark.value
    expected = {}
    for row in case["marks"]:
        target, voice, role, value, *rest = row.split(" | ")
        expected[" | ".join([target, voice, role, *rest])] = pytest.approx(float(value), abs=0.0001)
    assert found == expected


@pytest.mark.parametrize("case", [*load("targets*.toml"), *within("targets*.toml")])
def test_targets(case: dict[str, Any]) -> None:
    found = find_targets(*voices(case["text"]))
    assert [f"{target.span.of(case['text'])} → {target.target}" for target in found] == case["targets"]


def written(said: Attribution, text: str) -> str:
    """A relation as a row of ``said-*.toml``."""
    source, cue = (part.of(text) if part is not None else "-" for part in (said.source, said.cue))
    content = " … ".join(piece.of(text) for piece in said.content)
    told = f"{said.kind}, {said.source_type}, {said.speaker or '-'}, {said.stance or '-'}"
    return f"{source} | {cue} | {content} | {told}, {said.quoted_tokens} of {said.tokens}"


@pytest.mark.parametrize("case", [*load("said-*.toml"), *within("said-*.toml")])
def test_relations(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [written(relation, text) for relation in voices(text)[2]] == case["said"]


OTHER = {"author": "source", "source": "author"}
NAMES = (
    "Norway, Sweden, Denmark, Finland, Latvia, Lithuania, Iceland, Ireland, Spain, Portugal, Italy, Greece and Malta"
)
LONGER = [
    "Poland bullied Estonia. Poland lied about Estonia. Poland betrayed Estonia. Norway backed Poland on Monday.",
    "Poland bullied Estonia. Poland lied about Estonia. Norway thwarted Poland on Monday. Norway backed Poland again.",
    "Poland rescued Estonia. Poland helped Estonia and protected Estonia. Norway opposed Poland on Monday.",
    "Estonia said Poland bullied Latvia. Poland is corrupt. Poland was ruthless, Latvia said.",
    "Poland bullied Estonia. It rained. The children walked along the pier. The boats came in. The lamps went out.",
    "Poland bullied Estonia. It rained in the town. The boats came in.",
    "Poland bullied Estonia. It rained in the town.",
    "Estonia bullied Latvia. Estonia lied about Latvia. Estonia betrayed Latvia. Poland backed Estonia on Monday.",
    "It rained in the town. The boats came in, and the fish was sold.\n\nGreece won the election.",
    "It rained in the town. The boats came in, and the fish was sold.\n\nGreece won the election. Greece rested.",
    "It rained in the town. The boats came in, and the fish was sold.\n\nGreece lied about the fish.",
    f"The ministers met {NAMES}. They met {NAMES} again. Norway won the election. Malta won the election.",
    f"They met {NAMES}. They met {NAMES[:-10]}. They met {NAMES[:-10]} again. Malta won the election.",
    f"They met {NAMES}. The ministers met {NAMES} again. Norway lied about it. Malta lied about it.",
]
DEMO = data_root("seeds") / "demo"
TEXTS = [
    *LONGER,
    *(case.values[0]["text"] for name in ("stance-*.toml", "marks*.toml", "loaded-*.toml") for case in load(name)),
    *(path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.txt"))),
]


def worked_out(text: str) -> dict[tuple[str, str], tuple[int, str]]:
    """Value and part of each target and voice, by the formulas of docs/methods.md ("Stance", 5 and 6) from the evidence."""
    document, mentions, said = voices(text)
    loaded, targets = find_loaded(document, said, mentions), find_targets(document, mentions, said)
    pieces = [
        (mark.target, mark.voice, mark.value, mark.part, mark.part == "victim" and mark.role == "patient", mark.by)
        for mark in find_marks(document, said, loaded, targets)
    ]
    sentences = max(1, sum(len(paragraph.sentences) for paragraph in document.own))
    in_article = [term for term in loaded if term.zone in ("title", "heading", "body")]
    bodies = {body_itself(target) for target in targets}
    taken = {
        voice: sum((term.voice == "author") == (voice == "author") for term in in_article)
        + 0.6 * sum(abs(value) for whom, whose, value, *_ in pieces if whose == voice and whom not in bodies)
        for voice in OTHER
    }
    density = {voice: (taken[voice] + 0.4 * taken[OTHER[voice]]) / sentences for voice in OTHER}
    leans = {"author": 2.5, "source": 2.05}  # docs/methods.md
    needed = {voice: max(0.4, leans[voice] / (1 + 4 * d * d)) for voice, d in density.items()}

    def summed(target: str, voice: str) -> float:
        return sum(value for whom, whose, value, *_ in pieces if (whom, whose) == (target, voice))

    sides = {(target, voice): summed(target, voice) for target, voice, *_ in pieces}
    for target, voice, value, _, _, by in list(pieces):
        takes_side = abs(sides[target, voice]) >= needed[voice] and sides[target, voice] * value < 0
        if by and by != target and takes_side:
            pieces.append((by, voice, -0.3, "villain", False, ""))
    scored = set()
    for named in (lambda t: t.target, body_itself):
        points = Counter(map(named, targets))
        for kind in ("title", "body"):
            first = [p.zone.span for p in document.own if p.zone.kind == kind][:1]
            points.update(2 * [named(t) for t in targets if any(zone.holds(t.span) for zone in first)])
        points.pop("", None)
        scored |= {target for target, n in points.most_common(12) if n >= 2}
    found = {}
    for target, voice in {(target, voice) for target, voice, *_ in pieces}:
        own, other = summed(target, voice), summed(target, OTHER[voice])
        whole = own + 0.35 * other if own * other > 0 else own
        if target not in scored and abs(whole) < 0.8:
            continue
        least = needed[voice] * (1.15 if whole > 0 else 1)
        size = (abs(whole) >= least) + (abs(whole) >= 2.5 * least)
        parts: dict[str, float] = defaultdict(float)
        for whom, whose, value, part, done_to, _ in pieces:
            if (whom, whose) == (target, voice):
                parts[part] += abs(value) / (0.3 if done_to else 1)
        most = max(parts.values())
        part = max(part for part, weight in parts.items() if weight == most) if most >= needed[voice] else ""
        found[target, voice] = (size if whole > 0 else -size, part)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_values_are_what_the_formula_makes_of_the_evidence(text: str) -> None:
    document, mentions, said = voices(text)
    scores = score_stance(document, said, find_loaded(document, said, mentions), mentions)
    assert {(s.target, s.voice): (s.value, s.role) for s in scores} == worked_out(text)
    order = [(-abs(s.value), -len(s.evidence), s.target, s.voice) for s in scores]
    assert order == sorted(order), "the strongest first"
    assert all(list(s.evidence) == sorted(set(s.evidence)) and s.evidence for s in scores)


@pytest.mark.parametrize("case", load("shares.toml"))
def test_frames_by_share(case: dict[str, Any]) -> None:
    text = case["text"]
    document, mentions, _ = voices(text)
    found = [
        f"{score.frame} {round(score.share, 4):g}: {', '.join(span.of(text) for span in score.evidence)}"
        for score in score_frames(document, mentions)
    ]
    assert found == case["shares"]


@pytest.mark.parametrize("frames", [5, 6])
def test_at_most_five_frames_are_listed(frames: int) -> None:
    sentences = [
        "Inflation rose. Unemployment fell.",
        "The hospital closed. The epidemic spread.",
        "The refinery burned. The shortage lasted.",
        "Police arrested him. The murder was planned.",
        "The court ruled. The lawsuit went on.",
    ]
    sentences.append("The army fired missiles. The troops withdrew.")
    document, mentions, _ = voices(" ".join(sentences[:frames]))
    assert len(score_frames(document, mentions)) == 5


@pytest.mark.parametrize("case", [*load("wordings*.toml"), *within("wordings*.toml")])
def test_loaded_terms(case: dict[str, Any]) -> None:
    text = case["text"]
    document, mentions, said = voices(text)
    found = []
    for term in find_loaded(document, said, mentions):
        told = [term.category, term.voice, str(term.strength)]
        told += [name for name in ("negated", "hedged", "inserted") if getattr(term, name)]
        found.append(f"{term.span.of(text)} | {', '.join([*told, term.mark]).rstrip(', ')}")
    assert found == case["loaded"]


VOICES_IN_LINES = [
    # Each line cut where the voice changes; what is asked for is the whole paragraph.
    ("It rained in the town.", "author: It rained in the town."),
    ("“The pier is ours.”", "author: “The pier is ours.”"),  # quoted, of nobody
    (
        "Lena Forsberg said the pier was “rotten” and old.",
        "author: Lena Forsberg said | paraphrase: the pier was “ | source: rotten | paraphrase: ” and old | author: .",
    ),
    (
        "“The pier is ours,” Lena Forsberg said, “and the lamps are old.”",
        "paraphrase: “ | source: The pier is ours, | paraphrase: ” | author: Lena Forsberg said, "
        "| paraphrase: “ | source: and the lamps are old. | paraphrase: ”",
    ),
    (
        "The “old” lamps burned. Lena Forsberg said the pier was rotten.",
        "author: The “ | author: old | author: ” lamps burned. Lena Forsberg said "
        "| paraphrase: the pier was rotten | author: .",
    ),
    ("何兰德说，“船走不了”。", "author: 何兰德说， | paraphrase: “ | source: 船走不了 | paraphrase: ” | author: 。"),
]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(("line", "parts"), VOICES_IN_LINES)
def test_a_stretch_is_cut_where_the_voice_changes(line: str, parts: str, alone: bool) -> None:
    text = line if alone else line.join(AROUND[read_document(Article(line)).language[:2]])
    document, _, said = voices(text)
    start = text.index(line)
    found = [(voice, span) for voice, span in VoiceMap(document, said).parts(Span(start, start + len(line)))]
    assert " | ".join(f"{voice}: {span.of(text).strip()}" for voice, span in found) == parts
    assert "".join(span.of(text) for _, span in found) == line, "nothing is lost"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It rained in the town.", (5, 0, 0)),
        ("Lena Forsberg said the pier was rotten.", (3, 4, 0)),
        ("Lena Forsberg said the pier was “rotten” and old.", (3, 5, 1)),
        ("“The pier is ours,” Lena Forsberg said, “and the lamps are old.”", (3, 0, 9)),
        ("The “old” lamps burned.", (4, 0, 0)),
        ("Lena Forsberg said the pier was rotten. “The lamps are old,” she said.", (5, 4, 4)),
        ("Lena Forsberg said the pier was rotten.\n\nIt rained. “The lamps are old,” Piet Mol said.", (8, 4, 4)),
    ],
)
def test_words_of_each_voice(text: str, tokens: tuple[int, int, int]) -> None:
    analysis = analyze(text)
    assert tuple(analysis.tokens[voice] for voice in ("author", "paraphrase", "source")) == tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[Tall Ann] lied to voters.", -1.3),  # what she does, strong
        ("[Tall Ann] met Poland. Poland bullied Estonia.", 0.0),  # said in another sentence, of others
        ("[Tall Ann] met the corrupt Poland.", -2 * 0.25),  # nothing is tied to her: a quarter of the tone
        ("[Tall Ann] saw how Poland helped Estonia.", 2 * 0.25),  # plain wording is no less a tone
        ("[Tall Ann] met Poland on Monday.", 0.0),
        ("[Tall Ann] said Poland was corrupt.", 0.0),  # she says it, of others
        ("Latvia said [Tall Ann] met the corrupt Poland.", -2 * 0.25),  # another says it
        ("[Tall Ann] saw how Poland criticised Estonia.", -1 * 0.25),  # it says something of whom it is done to alone
        ("[Poland] lied to voters.", -1.3),  # a known name at the place gives way
        ("[Tall Ann] lied. Tall Ann lied to voters.", -1.3),  # named again: the place alone is asked for
    ],
)
def test_the_lean_toward_a_place(text: str, value: float) -> None:
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    document, mentions, said = voices(text)
    marks = lean_toward(document, said, find_loaded(document, said, mentions), mentions, [Span(start, end)])
    assert sum(mark.value for mark in marks) == pytest.approx(value)


@pytest.mark.parametrize("walls", [100, 130, 400])
def test_a_stretch_without_a_full_stop_is_read_in_pieces(walls: int) -> None:
    first = "It rained on Monday in the harbour town, and the children walked along the pier to the lighthouse.\n\n"
    text = f"{first}Lena Forsberg said the dam would hold" + "".join(
        f" and wall {n} would hold too" for n in range(walls)
    )
    (said,) = voices(f"{text}.")[2]
    start, end = said.content[0].start, said.content[0].end
    assert start == text.index("the dam")
    if len(text) - len(first) <= MAX_SENTENCE:
        assert end == len(text)
    else:
        assert MAX_SENTENCE // 2 < end - len(first) <= MAX_SENTENCE
        assert text[end] == " ", "no word is cut in two"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Reporters in Beijing met officials of the United Nations.", ["Beijing → China", "United Nations → United Nations"]),
        ("They ate from china.", []),  # a name is written with capitals
        ("They met us. The US left.", ["US → United States"]),
        ("They met us in Norway.", ["Norway → Norway"]),
        ("They ate from china in Norway.", ["Norway → Norway"]),
        ("Donald J. Trump met Norway.", ["Donald J. Trump → Donald Trump", "Norway → Norway"]),
        ("Donald “Don” Trump met Norway.", ["Donald “Don” Trump → Donald Trump", "Norway → Norway"]),
        ("Donald “don” Trump met Norway.", ["Trump → Donald Trump", "Norway → Norway"]),  # no nickname
        ("donald J. Trump met Norway.", ["Norway → Norway"]),
        ("Ida J. Brandt met Norway.", ["Norway → Norway"]),  # nobody known
        ("United N. Nations met Norway.", ["Norway → Norway"]),  # no person
        (
            "Norway met Donald J. Trump, and Emmanuel M. Macron left for Poland.",
            ["Norway → Norway", "Donald J. Trump → Donald Trump", "Emmanuel M. Macron → Emmanuel Macron", "Poland → Poland"],
        ),
        ("The letter J. Norway met Poland.", ["Norway → Norway", "Poland → Poland"]),
        ("It met Donald J.\n\nTrump met Norway.", ["Trump → Donald Trump", "Norway → Norway"]),
        ("Nga gặp Pháp ở thị trấn.", ["Nga → Russia", "Pháp → France"]),
        ("Nước Nga gặp nước Pháp ở thị trấn.", ["Nước Nga → Russia", "nước Pháp → France"]),
        ("Bà Nga gặp ông Pháp ở thị trấn.", []),  # names of persons
        ("Bà Nga gặp dân. Nga rời thị trấn.", ["Nga → Russia"]),
        ("Pháp luật thay đổi, dân không biết.", []),  # a part of a word
        ("哈里斯周一发言。", ["哈里斯 → Kamala Harris"]),
        ("德维·哈里斯周一发言。", []),  # the last part of somebody else's name
        ("德维·哈里斯周一发言。哈里斯离开。", []),
        ("卡玛拉·哈里斯周一发言。哈里斯离开。", ["卡玛拉·哈里斯 → Kamala Harris", "哈里斯 → Kamala Harris"]),
    ],
)  # fmt: skip
def test_known_names(text: str, names: list[str]) -> None:
    assert [f"{mention.span.of(text)} → {mention.name}" for mention in voices(text)[1]] == names


@pytest.mark.parametrize("case", within("attribution-*.toml"))
def test_attribution_within_an_article(case: dict[str, Any]) -> None:
    test_cases.test_attribution(case)


@pytest.mark.parametrize("case", within("loaded-*.toml"))
def test_loaded_within_an_article(case: dict[str, Any]) -> None:
    test_cases.test_loaded(case)


@pytest.mark.parametrize("case", load("demo.toml"))
def test_relations_of_the_demonstration_corpus(case: dict[str, Any]) -> None:
    text = (DEMO / f"{case['label']}.txt").read_text(encoding="utf-8")
    found = [written(relation, text).rpartition(", ")[0] for relation in voices(text)[2]]
    assert [row for row in found if row in case["said"]] == case["said"]
    assert len(found) - len(case["said"]) <= case["others"]


@pytest.mark.parametrize(
    ("text", "word", "most", "within", "beyond"),
    [
        (  # a source of 140 characters
            "The ~ keepers said the ice was thin.", "older ", 128,
            ["The ~ keepers | said | the ice was thin | indirect, citizen, -, neutral"],
            ["- | said | the ice was thin | indirect, vague, -, neutral"],
        ),
        (  # 80 from a noun to the end of what stands before its pronoun
            "It rained on many ~ keepers, who said the ice was thin.", "older ", 67,
            ["many ~ keepers, who | said | the ice was thin | indirect, vague, -, neutral"],
            ["who | said | the ice was thin | indirect, vague, -, neutral"],
        ),
        (  # 60 from a cue to the colon that ends its paragraph
            "Lena Forsberg, who keeps the light, wrote this to ~ keepers:\n\nThe pier is rotten.", "older ", 42,
            [
                "Lena Forsberg | wrote | this to ~ keepers | indirect, citizen, Lena Forsberg, neutral",
                "Lena Forsberg | wrote | The pier is rotten | indirect, citizen, Lena Forsberg, neutral",
            ],
            ["Lena Forsberg | wrote | this to ~ keepers | indirect, citizen, Lena Forsberg, neutral"],
        ),
        (  # 70 from the beginning of a sentence to the name that it begins with
            "Buổi ~ Trần Khoa Nam rời bến. Anh thừa nhận máy bơm sẽ hỏng.", "sáng ", 63,
            ["Anh | thừa nhận | máy bơm sẽ hỏng | indirect, citizen, Tran Khoa Nam, concede"],
            ["Anh | thừa nhận | máy bơm sẽ hỏng | indirect, citizen, -, concede"],
        ),
        (  # 300 from the beginning of a sentence to its pronoun
            "总经理周明走进大厅~，他认为水泵会运转。", "很冷", 291,
            ["他 | 认为 | 水泵会运转 | indirect, business, Zhou Ming, believe"],
            ["他 | 认为 | 水泵会运转 | indirect, citizen, -, believe"],
        ),
    ],
)  # fmt: skip
def test_a_limit_in_characters(text: str, word: str, most: int, within: list[str], beyond: list[str]) -> None:
    before, _ = AROUND[read_document(Article(text)).language[:2]]
    for size, said in ((most, within), (most + 1, beyond)):
        longer = (word * size)[:size]
        filled = before + text.replace("~", longer)
        rows = [written(relation, filled).replace(longer, "~").rpartition(", ")[0] for relation in voices(filled)[2]]
        assert rows == said, size


ROW = "The keepers of the harbour walked along the pier today. "  # ten words, two of seven letters


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        (
            ROW * 10,
            {"lix": 30.0, "rix": 2.0, "ari": 5.2, "coleman_liau": 7.3},
        ),  # LIX: 10 words a sentence + 20 % long ones
        (ROW * 9 + "The keepers of the harbour walked along the pier. ", {}),  # 99 words
        ("Today\n\n" + ROW * 9 + "The keepers of the harbour walked along the pier. ", {}),  # a title is no body
        ("镇上周一下了一整天的雨，孩子们沿着旧码头一直走到灯塔那里。" * 20, {}),
        ("Trời mưa suốt ngày thứ Hai ở thị trấn, trẻ con đi dọc bờ đê cũ ra tận cuối bến. " * 20, {}),
    ],
)
def test_readability_of_a_body_of_a_hundred_words(text: str, scores: dict[str, float]) -> None:
    assert score_readability(read_document(Article(text))) == scores
