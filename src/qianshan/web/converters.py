"""Path converters: the shapes of public numbers in addresses."""


class UsccConverter:
    """A unified social credit code: 18 symbols of GB 32100, without I, O, S, V, Z."""

    regex = "[0-9A-HJ-NPQRTUWXY]{18}"

    def to_python(self, value: str) -> str:
        """Keep it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Keep it as it is."""
        return value
