"""A number that cannot be right."""

from qianshan.mechanisms.words import Words


class WrongNumber(ValueError):
    """The text is not such a number; `words` says what is wrong with it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.msgid)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)
