"""Templates: registered sentences with named values, with the provider's approved number."""

import re
from dataclasses import dataclass

_NAMED = re.compile(r"%\((\w+)\)s")
_LONGEST_VALUE = 35
_LINK_VALUES = frozenset({"link"})


@dataclass(frozen=True, slots=True)
class Template:
    """A Chinese sentence with named values `%(name)s`, and its number at the SMS provider."""

    key: str
    text: str
    provider_code: str

    @property
    def names(self) -> frozenset[str]:
        """The values it needs."""
        return frozenset(_NAMED.findall(self.text))


TEMPLATES: dict[str, Template] = {}


class WrongValues(ValueError):
    """The values do not fit the template: a programming error, found before anything is sent."""


def register_template(key: str, text: str, *, provider_code: str) -> None:
    """Make a template known: `register_template("gift.thanks", "【…】", provider_code="SMS_…")`.

    Raises:
        ValueError: the key is known with another text.
    """
    template = Template(key, text, provider_code)
    if TEMPLATES.setdefault(key, template) != template:
        raise ValueError(f"template {key} is registered twice: {TEMPLATES[key]} and {template}")


def fill(key: str, values: dict[str, str]) -> str:
    """The sentence as it is sent.

    Raises:
        WrongValues: the template is unknown, a value is missing, unknown or longer than providers take.
    """
    template = TEMPLATES.get(key)
    if template is None:
        raise WrongValues(f"template {key} is not registered: see register_template")
    if set(values) != template.names:
        raise WrongValues(f"template {key} needs {sorted(template.names)}, got {sorted(values)}")
    for name, value in values.items():
        if len(value) > _LONGEST_VALUE and name not in _LINK_VALUES:
            raise WrongValues(f"value {name} of template {key} has {len(value)} characters, most is 35")
    return template.text % values
