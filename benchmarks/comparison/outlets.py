"""Demonstration outlets: invented articles with differences that are planted, so that what must be found is known.

Each article tells of one local matter in a lead, five plain sentences and three sentences of sources. An outlet is a
``Manner``: how often its own sentences take the loaded of two wordings, how often it quotes in marks, and how often its
source has no name. Two outlets of one manner differ by chance alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from framing.types import Article


@dataclass(frozen=True, slots=True)
class Manner:
    """How an outlet writes: the chance of a loaded wording, of quotation marks, of a source without a name."""

    loaded: float
    quotes: float
    unnamed: float


PLAIN = Manner(loaded=0.15, quotes=0.7, unnamed=0.1)
LOUD = Manner(loaded=0.6, quotes=0.2, unnamed=0.6)
KNOWN = {("loaded", "author"): 1, ("quoted", "all"): -1, ("sources: vague", "all"): 1, ("sources: official", "all"): -1}
"""What LOUD has more of (1) or less of (−1) than PLAIN."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The words of one language: ``own`` are pairs of a plain and a loaded wording of one sentence."""

    matters: tuple[str, ...]
    places: tuple[str, ...]
    own: tuple[tuple[str, str], ...]
    officials: tuple[str, ...]
    unnamed: tuple[str, ...]
    claims: tuple[str, ...]
    said: str
    quoted: str
    ends: str
    blank: str


_ENGLISH = _Phrases(
    matters=(
        "the ferry timetable", "the new bridge", "the harbor fees", "the school budget",
        "the water tariff", "the market hall", "the tram line", "the sea wall",
    ),
    places=("Port Ashby", "Little Marrow", "Tern Bay", "Upper Wick", "Dunmere", "Salt Quay"),
    own=(
        ("The council of {place} changed {matter} on Monday", "The council of {place} rammed through {matter} on Monday in a shameful betrayal"),
        ("The plan costs {n} million crowns", "The reckless plan squanders {n} million crowns"),
        ("Work on {matter} begins in {n} weeks", "The disastrous work on {matter} begins in {n} weeks"),
        ("Prices in {place} rose by {n} percent last year", "Prices in {place} exploded by a staggering {n} percent last year"),
        ("The opposition voted against {matter}", "The opposition slammed {matter} as a so-called reform"),
        ("Some {n} residents came to the meeting", "Some {n} furious residents stormed the meeting"),
        ("The contract for {matter} runs for {n} years", "The notorious contract for {matter} runs for {n} catastrophic years"),
    ),
    officials=("Mayor Ada Quill", "Transport Minister Leo Vane", "Treasury Secretary Ruth Alder", "Police Chief Omar Finch"),
    unnamed=("Experts", "Critics", "Observers", "Analysts"),
    claims=(
        "the figures for {place} were known in spring", "the town needs {n} more workers for {matter}", "{matter} will be reviewed after {n} months",
        "nobody asked {place} about {matter}", "the money for {matter} is there",
    ),
    said="{source} said that {claim}", quoted="“{claim},” {source} said", ends=".", blank=" ",
)  # fmt: skip
_CHINESE = _Phrases(
    matters=("渡轮时刻表", "新大桥", "港口收费", "学校预算", "水费标准", "菜市场", "电车线路", "海堤"),
    places=("灰港", "小麦湾", "燕鸥湾", "上维克", "盐码头", "邓米尔"),
    own=(
        ("{place}议会周一修改了{matter}", "{place}议会周一悍然强推{matter}，堪称可耻的背叛"),
        ("该计划耗资{n}百万克朗", "这一荒唐计划疯狂挥霍{n}百万克朗"),
        ("{matter}工程将在{n}周后开工", "灾难性的{matter}工程将在{n}周后开工"),
        ("{place}物价去年上涨百分之{n}", "{place}物价去年令人震惊地暴涨百分之{n}"),
        ("反对党投票反对{matter}", "反对党痛斥所谓{matter}改革"),
        ("约{n}名居民出席会议", "约{n}名愤怒的居民怒闯会场"),
        ("{matter}合同为期{n}年", "臭名昭著的{matter}合同为期{n}年"),
    ),
    officials=("市长林远", "交通部长吴青", "财政部长高文", "警察局长方明"),
    unnamed=("有专家", "有分析人士", "有评论", "有观察人士"),
    claims=("{place}的数字春天就已公布", "该市还需{n}名工人建设{matter}", "{matter}将在{n}个月后复查",
        "没有人就{matter}征求{place}的意见", "{matter}的资金已经到位"),
    said="{source}表示，{claim}", quoted="{source}表示：“{claim}。”", ends="。", blank="",
)  # fmt: skip
_VIETNAMESE = _Phrases(
    matters=("lịch chạy phà", "cây cầu mới", "phí cảng", "ngân sách trường học", "giá nước", "khu chợ", "tuyến xe điện", "đê biển"),
    places=("Cảng Tro", "Vịnh Nhạn", "Bến Muối", "Làng Thượng", "Đồn Mây", "Xóm Lúa"),
    own=(
        ("Hội đồng {place} hôm thứ Hai sửa đổi {matter}", "Hội đồng {place} hôm thứ Hai ngang nhiên áp đặt {matter}, một sự phản bội đáng hổ thẹn"),
        ("Kế hoạch tốn {n} triệu curon", "Kế hoạch điên rồ này phung phí {n} triệu curon"),
        ("Công trình {matter} khởi công sau {n} tuần", "Công trình thảm họa {matter} khởi công sau {n} tuần"),
        ("Giá cả ở {place} năm ngoái tăng {n} phần trăm", "Giá cả ở {place} năm ngoái tăng phi mã một cách kinh hoàng, tới {n} phần trăm"),
        ("Phe đối lập bỏ phiếu chống {matter}", "Phe đối lập lên án cái gọi là cải cách {matter}"),
        ("Khoảng {n} người dân đến dự họp", "Khoảng {n} người dân phẫn nộ xông vào cuộc họp"),
        ("Hợp đồng {matter} kéo dài {n} năm", "Bản hợp đồng tai tiếng {matter} kéo dài {n} năm"),
    ),
    officials=("Thị trưởng Lê Hà", "Bộ trưởng Giao thông Đỗ Quang", "Bộ trưởng Tài chính Vũ Minh", "Giám đốc công an Trần Bình"),
    unnamed=("Một số chuyên gia", "Giới quan sát", "Giới phân tích", "Dư luận"),
    claims=(
        "số liệu của {place} đã được công bố từ mùa xuân", "thành phố cần thêm {n} công nhân cho {matter}", 
        "{matter} sẽ được xem xét lại sau {n} tháng",
        "không ai hỏi ý kiến {place} về {matter}", "tiền cho {matter} đã có",
    ),
    said="{source} cho biết {claim}", quoted="“{claim}”, {source} cho biết", ends=".", blank=" ",
)  # fmt: skip
LANGUAGES = {"en": _ENGLISH, "zh-Hans": _CHINESE, "vi": _VIETNAMESE}


def outlet(name: str, manner: Manner, *, language: str, articles: int, seed: int) -> Iterator[Article]:
    """Articles of one outlet; the same seed gives the same articles."""
    chance = random.Random(f"{name} {language} {seed}")
    for number in range(articles):
        text = "\n\n".join(_paragraphs(manner, LANGUAGES[language], chance))
        yield Article(text, id=f"{name}-{language}-{seed}-{number}", outlet=name, language=language, date="2031-05-04")


def _paragraphs(manner: Manner, phrases: _Phrases, chance: random.Random) -> Iterator[str]:
    matter, place = chance.choice(phrases.matters), chance.choice(phrases.places)
    # Articles of one outlet differ among themselves: some matters are told hotly, some coolly.
    heat = min(1.0, manner.loaded * chance.uniform(0.4, 1.6))
    own = [pair[chance.random() < heat] for pair in chance.sample(phrases.own, 6)]
    voices = [_voice(manner, phrases, chance) for _ in range(3)]
    for sentences in (own[:2], voices[:1], own[2:4], voices[1:2], own[4:], voices[2:]):
        filled = (s.format(place=place, matter=matter, n=chance.randint(2, 90)) for s in sentences)
        ended = [
            f"{s[:1].upper()}{s[1:]}" + ("" if s.endswith("”") and phrases.blank == "" else phrases.ends)
            for s in filled
        ]
        yield phrases.blank.join(ended)


def _voice(manner: Manner, phrases: _Phrases, chance: random.Random) -> str:
    source = chance.choice(phrases.unnamed if chance.random() < manner.unnamed else phrases.officials)
    frame = phrases.quoted if chance.random() < manner.quotes else phrases.said
    return frame.replace("{source}", source).replace("{claim}", chance.choice(phrases.claims))
