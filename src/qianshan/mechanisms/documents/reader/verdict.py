"""What the reader says when it does not take a file."""


class Rejected(Exception):
    """Not taken; `code` is one of the reasons in `documents.refusals`, `values` go into its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
