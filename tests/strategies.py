"""News-like text for property tests: three languages, marks, cues, digits, odd characters."""

from hypothesis import strategies as st

PIECES = [
    "The minister said", " that prices fell", "\u201cIt is scandalous,\u201d", " according to the report", " told reporters",
    "\n\n", "\n", ". ", ", ", ": ", '"', "'", "\u2019", "\u201c", "\u201d", "\u300c", "\u300d",
    "专家指出", "，", "。", "经济胁迫", "經濟脅迫", "表示，", "据报道", "所谓的",
    "Theo ông Nam", " cho biết", " giá đã giảm", "ngang ngược", "cái gọi là",
    "İ", "ß", "e\u0301", "\u1ec7", "a\u0323\u0302", "\u200b", "\u202e", "\ud83d", "\x00", "\ufffd", "𠮷", "😀", "한국", "für",
    "<p>", "</p>", "![a](b.jpg)", "[a](https://b.c)", "&nbsp;", "Share", "By Ada Quill", "来源：湖报", "Theo Reuters", "• ", "1. ",
    "1", "2031-01-02", "...", "…", "#", "<b>", "http://x.y/z.html",
]  # fmt: skip
news = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)

# Plain sentences of one language, with and without cues, marks and loaded words; all invented.
SENTENCES = {
    "en": [
        "The ferry stayed in port for a third day because the ice on the lake was too thin for traffic.",
        "Harbour master Pim Harker said the rescue boats could not reach the far shore before the weekend.",
        "“The quota is scandalous,” said Ottilie Brandt, who keeps the only shop on the northern bank of the lake.",
        "According to the port authority, nine barges with salt and grain were delayed on the canal on Monday.",
        "The so-called rescue fund has paid for two dinners and a new sign at the entrance of the town hall.",
        "Growers accused the dairy of economic coercion, calling it an insult to every small farm in the valley.",
        "The new levy sent shockwaves through the orchards, where most of the apples had already been sold.",
        "Four barges left the yard in April with new engines, new paint and a new name on each of their sterns.",
    ],
    "zh": [
        "湖区渡轮周一继续停航，这已经是第三天，湖心的冰只有四厘米厚，救援船也过不去。",
        "港务局局长田野表示，救援船周末之前无法到达对岸，居民只能等待天气转暖。",
        "何柳说：“这项配额就是经济胁迫。”她在北岸经营全镇唯一的一家商店已经三十年。",
        "据《湖滨晚报》报道，九艘运送盐和粮食的驳船周一在运河上延误了整整一天。",
        "所谓的救助基金只付过两次饭钱，还在市政厅的门口换了一块新的招牌。",
        "专家警告，仓库短缺的问题可能在三月全面爆发，小农场根本无法完成今年的配额。",
        "这项短视的配额出台以后，中共又在周五调整了牛奶的收购价格和运输办法。",
        "四月有四艘渡轮换了新的发动机，重新刷了漆，船尾也都写上了新的名字。",
    ],
    "vi": [
        "Chiếc phà tiếp tục nằm bến ngày thứ ba vì băng trên mặt hồ quá mỏng, tàu thuyền không thể đi lại.",
        "Giám đốc cảng Trần Khoa cho biết xuồng cứu hộ không thể sang bờ bên kia trước cuối tuần này.",
        "“Hạn ngạch mới là sự cưỡng ép kinh tế”, bà Lụa nói, bà có cửa hàng duy nhất ở bờ bắc của hồ.",
        "Theo Cảng vụ Bắc Lâm, chín sà lan chở muối và lương thực bị chậm chuyến trên kênh hôm thứ Hai.",
        "Cái gọi là quỹ cứu trợ mới trả tiền cho hai bữa tối và một tấm biển ở cổng tòa thị chính.",
        "Các ngư dân phản đối việc hãng sữa ngang ngược chặn lối đi vào thung lũng từ đầu tháng trước.",
        "Hãng sữa gia tăng sức ép lên các trang trại nhỏ, nơi phần lớn táo đã được bán từ mùa thu.",
        "Tháng Tư, bốn chiếc phà rời xưởng với động cơ mới, lớp sơn mới và cái tên mới ở đuôi tàu.",
    ],
}  # fmt: skip
# A paragraph without a cue, a mark or a loaded word.
PLAIN = {
    "en": "Snow fell on the harbour all night, and in the morning the children walked along the pier to the old lighthouse.",
    "zh": "湖面上整夜下着雪，孩子们早晨沿着码头走到旧灯塔，又从灯塔走回镇上的小学。",
    "vi": "Tuyết rơi trên bến cảng suốt đêm, sáng ra lũ trẻ đi dọc cầu tàu đến ngọn hải đăng cũ rồi về trường.",
}
languages = st.sampled_from(sorted(SENTENCES))


def paragraphs(language: str) -> st.SearchStrategy[list[str]]:
    """Two to six paragraphs of one to three sentences of a language."""
    space = "" if language == "zh" else " "
    paragraph = st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=3).map(space.join)
    return st.lists(paragraph, min_size=2, max_size=6)


def bodies(language: str) -> st.SearchStrategy[str]:
    """A plain body of several paragraphs, a blank line between them."""
    return paragraphs(language).map("\n\n".join)
