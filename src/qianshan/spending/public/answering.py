"""Where a beneficiary, or the village agent for him, says whether it arrived."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.documents.api import PICTURES, examine
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.commands.answers import AgentAnswer, Answer, answer, answer_as_agent
from qianshan.spending.forms.small import AgentForm, AnswerForm
from qianshan.spending.links import CONFIRM, RECIPIENT
from qianshan.spending.queries.recipients import RecipientView, asked_by_phone, recipient
from qianshan.spending.types import Way
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import private
from qianshan.web.proofs import PhoneProof, granted, needs_phone


def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the link: opened in this session, or it does not exist."""
    by = granted(request, CONFIRM, RECIPIENT, code)
    if by is None:
        raise NotFound(Words(N_("There is nothing to confirm here.")))
    return private(_page(request, recipient(code), Way.LINK, by))


@needs_phone
def mine(request: HttpRequest, proof: PhoneProof) -> HttpResponse:
    """What the holder of this phone is asked about."""
    return render(request, "spending/aid.html", {"asked": asked_by_phone(proof.phone)})


@needs_phone
def by_phone(request: HttpRequest, proof: PhoneProof, code: str) -> HttpResponse:
    """The same page for whoever proved the phone by a code.

    Raises:
        NotFound: this phone is not asked about it.
    """
    found = next((one for one in asked_by_phone(proof.phone) if one.code == code), None)
    if found is None:
        raise NotFound(Words(N_("There is nothing to confirm here.")))
    return _page(request, found, Way.SMS, proof.actor)


def _page(request: HttpRequest, asked: RecipientView, way: Way, by: Actor) -> HttpResponse:
    form_class = AgentForm if asked.by_agent else AnswerForm
    form = form_class(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            _carry_out(form, asked, way, by)
            return redirect(request.path)
    content = {"asked": asked, "form": form}
    return render(request, "spending/confirm.html", content, status=form_status(form))


def _carry_out(form: AnswerForm, asked: RecipientView, way: Way, by: Actor) -> None:
    data = form.cleaned_data
    said = Answer(arrived=data["arrived"] == "yes", words=data["words"])
    if asked.by_agent:
        photo = examine(data["photo"], field="photo", kinds=PICTURES)
        told = AgentAnswer(said, data["agent"], data["reason"], photo)
        answer_as_agent(recipient_code=asked.code, said=told, by=by)
    else:
        answer(recipient_code=asked.code, said=said, way=way, by=by)
