"""The applicant's documents."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.cases.api import case_file, draft
from qianshan.mechanisms.documents.api import file_response
from qianshan.mechanisms.words import N_, Words
from qianshan.web.hats import needs_hat


@require_GET
@needs_hat
def draft_file(request: HttpRequest, hat: Hat, code: str, slot: str) -> HttpResponse:
    """A document of a draft of this organisation."""
    found = draft(code, by=hat.actor).documents.get(slot)
    if not found:
        raise NotFound(Words(N_("There is no such file.")))
    return file_response(found)


@require_GET
@needs_hat
def case_file_of(request: HttpRequest, hat: Hat, code: str, number: int, slot: str) -> HttpResponse:
    """A document that was sent with a revision of this organisation's case."""
    found = case_file(code, on=hat.actor.date, organisation_id=hat.organisation_id)
    return file_response(sent_file(found.revisions, number, slot))


def sent_file(revisions: list, number: int, slot: str) -> int:  # type: ignore[type-arg]  # rows of the cases
    """The id of a sent document.

    Raises:
        NotFound: no such revision or slot.
    """
    for revision in revisions:
        if revision.number == number and revision.documents.get(slot):
            return int(revision.documents[slot])
    raise NotFound(Words(N_("There is no such file.")))
