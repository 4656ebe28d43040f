"""Pinyin sort keys, with the readings that the library gets wrong. Used when the file is made, and by tests."""

OVERRIDES = {
    "长顺": "chang shun",
    "都匀": "du yun",
    "三都": "san du",
    "桴㯊": "fu yan",
}


def sort_key(name: str) -> str:
    """Pinyin without tones, syllables parted by spaces; what is no Chinese character stays."""
    from pypinyin import lazy_pinyin

    for word, reading in OVERRIDES.items():
        if name.startswith(word):
            rest = " ".join(lazy_pinyin(name[len(word) :]))
            return f"{reading} {rest}".strip()
    return " ".join(lazy_pinyin(name))
