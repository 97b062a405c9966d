"""News-like text for property tests: three languages, marks, cues, digits, odd characters."""

from hypothesis import strategies as st

PIECES = [
    "The minister said", " that prices fell", "\u201cIt is scandalous,\u201d", " according to the report", " told reporters",
    "\n\n", "\n", ". ", ", ", ": ", '"', "'", "\u2019", "\u201c", "\u201d", "\u300c", "\u300d",
    "专家指出", "，", "。", "经济胁迫", "經濟脅迫", "表示，", "据报道", "所谓的",
    "Theo ông Nam", " cho biết", " giá đã giảm", "ngang ngược", "cái gọi là",
    "İ", "ß", "e\u0301", "\u1ec7", "a\u0323\u0302", "\u200b", "\u202e", "𠮷", "😀", "한국", "für",
    "1", "2031-01-02", "...", "…", "#", "<b>", "http://x.y/z.html",
]  # fmt: skip
news = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)
