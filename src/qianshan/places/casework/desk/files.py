"""Documents of a case at its authority: read after the permission is checked, and drawn small for the page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.cases.api import case_file
from qianshan.mechanisms.documents.api import bytes_response, file_info, file_response, preview
from qianshan.mechanisms.words import N_, Words
from qianshan.places.casework.workspace.files import sent_file
from qianshan.web.hats import needs_hat


def _id(hat: Hat, code: str, number: int, slot: str) -> int:
    hat.may("case.open").required()
    found = case_file(code, on=hat.actor.date, authority_id=hat.organisation_id)
    return sent_file(found.revisions, number, slot)


@require_GET
@needs_hat
def document(request: HttpRequest, hat: Hat, code: str, number: int, slot: str) -> HttpResponse:
    """The document itself."""
    return file_response(_id(hat, code, number, slot))


@require_GET
@needs_hat
def document_preview(request: HttpRequest, hat: Hat, code: str, number: int, slot: str) -> HttpResponse:
    """Its first page as a small picture."""
    file_id = _id(hat, code, number, slot)
    drawn = preview(file_id)
    if drawn is None:
        raise NotFound(Words(N_("This document cannot be shown small. Open it instead.")))
    return bytes_response(drawn, media_type="image/webp", name=f"{file_info(file_id).key}.webp", inline=True)
