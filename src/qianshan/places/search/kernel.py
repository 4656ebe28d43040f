"""From text to grams and back to a question; pure.

Normal form: NFKC, lower case, a short table of traditional characters, blanks and separators
gone inside numbers. Grams: every character and every pair of neighbours within a line.
"""

import itertools
import unicodedata

QUESTION_LIMIT = 80
TERM_LIMIT = 6
_TRADITIONAL = str.maketrans(
    "貴陽遵義銅縣鄉鎮會慈善總協學園愛兒農醫療區黃龍興義畢節關嶺麗劍",
    "贵阳遵义铜县乡镇会慈善总协学园爱儿农医疗区黄龙兴义毕节关岭丽剑",
)


def normal(text: str) -> str:
    """The normal form in which texts and questions are compared."""
    return unicodedata.normalize("NFKC", text).lower().translate(_TRADITIONAL)


def grams(text: str) -> list[str]:
    """Characters and pairs of neighbours of a normal text, line by line, each once, in order."""
    found: set[str] = set()
    for line in text.split("\n"):
        solid = [symbol for symbol in line if not symbol.isspace()]
        found.update(solid)
        found.update(a + b for a, b in itertools.pairwise(solid))
    return sorted(found)


def terms(question: str) -> list[str]:
    """The words of a question in normal form: what blanks part, at most six, in order."""
    return normal(question[:QUESTION_LIMIT]).replace("\x00", "").split()[:TERM_LIMIT]


def tsquery(words: list[str]) -> str:
    """The question as text of a tsquery: all pairs of all words joined by AND."""
    pairs = [gram for word in words for gram in _needed(word)]
    return " & ".join(f"'{_quoted(gram)}'" for gram in dict.fromkeys(pairs))


def _needed(word: str) -> list[str]:
    return [word] if len(word) == 1 else [a + b for a, b in itertools.pairwise(word)]


def _quoted(gram: str) -> str:
    return gram.replace("\\", "\\\\").replace("'", "''")


def like(word: str) -> str:
    """The word as a LIKE pattern that finds it anywhere."""
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
