"""Facts that nobody but the applicant can tell yet: stated by him, confirmed by an officer."""

from qianshan.mechanisms.law.kernel import Finding
from qianshan.mechanisms.words import N_, Words


def stated(answer: bool | None, *, field: str) -> Finding:  # noqa: FBT001  (the answer itself is the subject)
    """Yes asks an officer to confirm; no fails; unanswered does not apply yet."""
    if answer is None:
        return Finding.not_applicable()
    if answer:
        return Finding.needs_a_person(
            Words(N_("Stated by the applicant; an officer confirms it.")), field=field
        )
    return Finding.fails(Words(N_("The applicant says no.")), field=field)
