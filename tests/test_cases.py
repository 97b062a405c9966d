"""Golden tables: what the codebook expects of invented texts. A known failure is `expect = "fail"` and must fail."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from framing import Article, analyze, compare
from framing.text.document import read_document
from framing.text.segment import find_quotations
from framing.text.zones import find_zones
from framing.types import Attribution

CASES = Path(__file__).parent / "cases"


def load(pattern: str) -> list[Any]:
    """The cases of the files that match, as parameters; a known failure becomes a strict xfail."""
    found = []
    for path in sorted(CASES.glob(pattern)):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            case.setdefault("expect", "pass")
            assert case["expect"] in ("pass", "fail"), f"{path.name}: {case['label']}: expect is pass or fail"
            assert case["expect"] == "pass" or case.get("comment"), f"{path.name}: {case['label']}: say what is wrong"
            known = [pytest.mark.xfail(strict=True, reason=case["comment"])] if case["expect"] == "fail" else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['label']}", marks=known))
    return found


def triple(attribution: Attribution, text: str) -> tuple[str, str, str]:
    source = attribution.source.of(text) if attribution.source else ""
    cue = attribution.cue.of(text) if attribution.cue else ""
    return source, cue, " … ".join(piece.of(text) for piece in attribution.content)


@pytest.mark.parametrize("case", load("attribution-*.toml"))
def test_attribution(case: dict[str, Any]) -> None:
    analysis = analyze(case["text"])
    assert not analysis.refused
    found = {triple(a, case["text"]): a for a in analysis.attributions}
    expected = {(e["source"], e["cue"], e["content"]): e for e in case["expected"]}
    assert set(found) == set(expected)
    for key, entry in expected.items():
        for field in ("kind", "source_type"):
            if field in entry:
                assert getattr(found[key], field) == entry[field], f"{field} of {key}"


@pytest.mark.parametrize("case", load("loaded-*.toml"))
def test_loaded(case: dict[str, Any]) -> None:
    analysis = analyze(case["text"])
    assert not analysis.refused
    found = sorted((t.span.of(case["text"]), t.category, t.voice) for t in analysis.loaded)
    assert found == sorted((e["text"], e["category"], e["voice"]) for e in case["expected"])
    terms = {t.span.of(case["text"]): t for t in analysis.loaded}
    for entry in case["expected"]:
        term = terms[entry["text"]]
        for field in set(entry) - {"text", "category", "voice"}:
            assert getattr(term, field) == entry[field], f"{field} of {entry['text']}"


FRAMES = {
    "en": ("Ferry Stays in Port as Ice Thins",
           "The ferry between Umber and the far shore stayed in port for a third day because the ice on the lake was too thin.",
           "About forty families have been living on what the last boat brought them, and the school has closed until Friday."),
    "zh": ("冰层变薄 渡轮连续三天停航", "湖区渡轮周一继续停航，这已经是第三天，湖心的冰只有四厘米厚，救援船也过不去。",
           "对岸四十户人家靠最后一班船带来的粮食度日，学校停课到周末，镇上的商店只剩下盐和火柴。"),
    "zh-Hant": ("冰層變薄 渡輪連續三天停航", "湖區渡輪週一繼續停航，這已經是第三天，湖心的冰只有四公分厚，救援船也過不去。",
                "對岸四十戶人家靠最後一班船帶來的糧食度日，學校停課到週末，鎮上的商店只剩下鹽和火柴。"),
    "vi": ("Băng mỏng, phà Bắc Lâm nghỉ chạy ngày thứ ba",
           "Chiếc phà nối thị xã Bắc Lâm với bờ bên kia hôm thứ Hai tiếp tục nằm bến vì băng trên mặt hồ quá mỏng.",
           "Khoảng bốn mươi gia đình ở bờ bên kia sống bằng lương thực của chuyến phà cuối cùng, trường học đóng cửa đến hết tuần."),
}  # fmt: skip


@pytest.mark.parametrize("case", load("bylines.toml"))
def test_bylines(case: dict[str, Any]) -> None:
    title, first, last = FRAMES[case["language"]]
    lines = {
        "above": [title, case["line"], first, last],
        "dateline": [title, case["line"] + first, last],
        "foot": [title, first, last + case["line"]],
        "below": [title, first, last, case["line"]],
    }[case["place"]]
    article = analyze("\n\n".join(lines)).article
    found = {role: value for role in ("outlet", "date", "author") if (value := getattr(article, role))}
    assert found == case["expected"]
    assert article.title == title
    assert sum("lifted from line" in note for note in article.notes) == len(found), "each is noted"


def test_a_lifted_outlet_groups_the_articles_and_the_comparison_says_so() -> None:
    title, first, last = FRAMES["en"]
    texts = ["\n\n".join([title, f"Source: {outlet}", first, last]) for outlet in ("Reuters", "Reuters", "Radio Umber")]
    comparison = compare([analyze(Article(text, id=str(n))) for n, text in enumerate(texts)], by="outlet")
    assert {group.name: group.articles for group in comparison.groups} == {"Radio Umber": 1, "Reuters": 2}
    assert any("outlet of 3 of 3 articles was lifted" in note for note in comparison.notes)


def test_what_is_given_is_not_lifted() -> None:
    title, first, last = FRAMES["en"]
    text = "\n\n".join([title, "By Odile Marrin | Reuters | Jan 5, 2031", first, last])
    given = Article(text, outlet="Radio Umber", date="2031-01-06", title="Ice", author="P. H.")
    assert analyze(given).article == given


@pytest.mark.parametrize("case", load("stance-*.toml"))
def test_stance(case: dict[str, Any]) -> None:
    found = {(s.target, s.voice): s for s in analyze(case["text"]).stance}
    for e in case["expected"]:
        score = found.get((e["target"], e["voice"]))
        value = score.value if score else 0
        assert (value > 0) - (value < 0) == e["sign"], f"{e['target']}, {e['voice']}: {value}"
        if "role" in e:
            assert score is not None and score.role == e["role"]


@pytest.mark.parametrize("case", load("frames.toml"))
def test_frames(case: dict[str, Any]) -> None:
    analysis = analyze(case["text"])
    found = {f.frame for f in analysis.frames}
    assert analysis.primary_frame == case["primary"]
    assert found >= set(case.get("with", ()))
    assert not found & set(case.get("without", ()))


@pytest.mark.parametrize("case", load("zones.toml"))
def test_zones(case: dict[str, Any]) -> None:
    lines = [line.strip() for line in case["text"].splitlines() if line.strip()]
    assert len(lines) == len(case["expected"]), "the case names a zone for each non-blank line"
    found = [(zone.span.of(case["text"]), zone.kind) for zone in find_zones(case["text"])]
    assert found == list(zip(lines, case["expected"], strict=True))


def pages() -> list[Any]:
    """The pages of ``zones-*.toml``: a zone before each line's bar, paragraphs by number."""
    found = []
    for path in sorted(CASES.glob("zones-*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in file["case"]:
            marked = [line.split("| ", 1) for line in case["text"].splitlines() if line]
            zones = [zone for zone, _ in marked]
            lines = [
                file["paragraphs"][int(line[1:]) - 1] if line.startswith("@") and line[1:].isdigit() else line
                for _, line in marked
            ]
            known = [pytest.mark.xfail(strict=True, reason=case["comment"])] if case.get("expect") == "fail" else []
            for between in ("\n", "\n\n")[: 1 + case.get("blank_lines", True)]:
                name = f"{path.stem}: {case['label']}{', blank lines' * (len(between) - 1)}"
                found.append(pytest.param(zones, between.join(lines), id=name, marks=known))
    return found


@pytest.mark.parametrize(("zones", "text"), pages())
def test_pages(zones: list[str], text: str) -> None:
    found, lines = find_zones(text), [line for line in text.splitlines() if line]
    told = ["[?]" if "[?]" in wanted else zone.kind for wanted, zone in zip(zones, found, strict=True)]
    expected = ["[?]" if "[?]" in wanted else wanted for wanted in zones]
    assert list(zip(told, lines, strict=True)) == list(zip(expected, lines, strict=True))


@pytest.mark.parametrize(
    ("paragraphs", "continued"),
    [
        (["She said: “The pier is open.", "“It will stay open.", "“All year.” He nodded."], [False, True, True]),
        (["她說：「碼頭開了。", "「船也到了。」"], [False, True]),
        (["She said: “The pier is open.”", "“It will stay open.”"], [False, False]),
        (["She said: “The pier is open.", "He nodded. “It will stay open.”"], [False, False]),
        (["She said: “The pier is open.", "‘It will stay open.’"], [False, False]),
    ],
)
def test_a_quotation_over_paragraphs_is_one(paragraphs: list[str], continued: list[bool]) -> None:
    document = read_document(Article("\n\n".join(paragraphs)))
    assert [p.quotations[0].continued for p in document.paragraphs] == continued


def test_the_end_of_a_quotation_over_paragraphs_has_its_speaker() -> None:
    text = (
        "镇长梅林说：“码头已经开放，我们不会关闭它。\n\n“这项收费不合理，没有人问过果农。\n\n“我们再来。”\n\n船晚点了。"
    )
    analysis = analyze(text)
    assert [said.source.of(text) for said in analysis.attributions if said.source] == ["镇长梅林"] * 3
    assert not [t for t in analysis.loaded if t.category == "scare_quotes"], "the last paragraph is no scare quote"


@pytest.mark.parametrize("case", load("quotations.toml"))
def test_quotations(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        {"text": q.span.of(text), "inner": q.inner.of(text), **({} if q.closed else {"closed": False})}
        for q in find_quotations(text)
    ]
    assert found == case["expected"]
