"""What the application's login may do with a table."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Rights:
    """INSERT always; UPDATE of nothing, of some columns, or of all; DELETE on unguarded tables only."""

    update_columns: tuple[str, ...] | None = ()
    delete: bool = False
    insert: bool = True

    APPEND: ClassVar["Rights"]
    UPDATE: ClassVar["Rights"]
    FULL: ClassVar["Rights"]
    READ: ClassVar["Rights"]

    @classmethod
    def columns(cls, *names: str) -> "Rights":
        """Rows may be added, and these columns of them changed."""
        return cls(update_columns=names)

    def grants(self) -> list[str]:
        """The privileges as SQL writes them."""
        granted = ["SELECT"]
        if self.insert:
            granted.append("INSERT")
        if self.update_columns is None:
            granted.append("UPDATE")
        elif self.update_columns:
            granted.append("UPDATE (" + ", ".join(f'"{name}"' for name in self.update_columns) + ")")
        if self.delete:
            granted.append("DELETE")
        return granted


Rights.APPEND = Rights()
Rights.UPDATE = Rights(update_columns=None)
Rights.FULL = Rights(update_columns=None, delete=True)
Rights.READ = Rights(insert=False)
