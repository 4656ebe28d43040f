"""People of an organisation: who holds which post; proposing, deciding, ending, inviting, recovering."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access import api as access
from qianshan.mechanisms.access.api import Hat, Verdict
from qianshan.mechanisms.acts.api import BadInput, NotFound
from qianshan.mechanisms.divisions.api import name_path
from qianshan.mechanisms.words import N_, Words
from qianshan.places.accounts.people_forms import EndForm, ProposeForm, ReasonForm
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat


def people_url(hat: Hat, name: str, *args: object) -> str:
    """A page of this section in the hat's place, in the reader's language."""
    return reverse(f"people_{hat.place}:{name}", args=[hat.uscc, *args])


def shell(hat: Hat) -> str:
    """The shell of the hat's place."""
    return "shells/desk.html" if hat.place == "desk" else "shells/workspace.html"


@require_http_methods(["GET"])
@needs_hat
def people(request: HttpRequest, hat: Hat) -> HttpResponse:
    """All posts of the organisation and what the reader may do with them."""
    posts = access.posts_in(hat.organisation_id, hat.actor.date)
    elsewhere = []
    if hat.kind == access.OPERATOR:
        elsewhere = access.posts_waiting_elsewhere(hat.organisation_id, hat.actor.date)
    content = {
        "shell": shell(hat),
        "groups": _groups(posts, hat),
        "elsewhere": [(one, people_url(hat, "post", one.post_id)) for one in elsewhere],
        "recoveries": [
            (one, people_url(hat, "recovery", one.id)) for one in access.open_recoveries(hat.organisation_id)
        ],
        "may_propose": access.may_propose(hat.actor, hat.organisation_id),
        "may_confirm": access.may_confirm(hat.actor, hat.organisation_id),
        "propose_href": people_url(hat, "propose"),
    }
    return render(request, "people/people.html", content)


def _groups(posts: list[access.StaffPost], hat: Hat) -> list[tuple[str, list[dict[str, object]]]]:
    names = {
        "proposed": _("Proposed, waiting for the head"),
        "valid": _("In office"),
        "future": _("From a later day"),
        "ended": _("Ended"),
        "declined": _("Declined"),
    }
    return [
        (name, rows)
        for key, name in names.items()
        if (
            rows := [
                {
                    "post": post,
                    "scope": name_path(post.scope_code, hat.actor.date) if post.scope_code else "",
                    "href": people_url(hat, "post", post.post_id),
                }
                for post in posts
                if post.when == key
            ]
        )
    ]


@require_http_methods(["GET", "POST"])
@needs_hat
def propose(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Propose a post. An operator's security administrator proposes for any organisation."""
    access.may_propose(hat.actor, hat.organisation_id).required()
    elsewhere = hat.kind == access.OPERATOR
    form = ProposeForm(request.POST or None, kind=hat.kind, elsewhere=elsewhere, on=hat.actor.date)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            target = _target(form, hat)
            access.propose_for(
                candidate=form.candidate(),
                organisation_id=target.id,
                roles=form.cleaned_data["roles"],
                scope_code=form.cleaned_data["scope_code"],
                valid_from=form.cleaned_data["valid_from"],
                valid_to=form.cleaned_data["valid_to"],
                by=hat.actor,
            )
            words = _(
                "The post is proposed. The head of %(name)s decides on it; until then it grants nothing."
            )
            messages.success(request, words % {"name": target.name})
            return HttpResponseRedirect(people_url(hat, "people"))
    content = {"shell": shell(hat), "form": form, "back": people_url(hat, "people")}
    return render(request, "people/propose.html", content, status=form_status(form))


def _target(form: ProposeForm, hat: Hat) -> access.OrganisationLine:
    typed = form.cleaned_data.get("uscc")
    if not typed:
        return access.organisation(hat.uscc)
    try:
        return access.organisation(typed.strip().upper())
    except NotFound as unknown:
        raise BadInput(
            Words(N_("No organisation with this code is known here.")), field="uscc", value=typed
        ) from unknown


@require_http_methods(["GET", "POST"])
@needs_hat
def post(request: HttpRequest, hat: Hat, post_id: int) -> HttpResponse:
    """One post: its history and what may be done; each deed is a button of its own form."""
    one = _seen_by(hat, post_id)
    form: forms.Form = ReasonForm(request.POST or None)
    if request.method == "POST":
        done, form = _act(request, hat, one)
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(people_url(hat, "people"))
    may_confirm = access.may_confirm(hat.actor, one.organisation_id)
    own = hat.person_id in (one.person_id, one.proposed_by_id)
    content = {
        "shell": shell(hat),
        "post": one,
        "form": form,
        "scope": name_path(one.scope_code, hat.actor.date) if one.scope_code else "",
        "back": people_url(hat, "people"),
        "may_propose": access.may_propose(hat.actor, one.organisation_id),
        "may_confirm": Verdict.no(Words(N_("Nobody confirms his own post, nor one that he proposed.")))
        if own and may_confirm
        else may_confirm,
    }
    return render(request, "people/post.html", content, status=form_status(form))


def _seen_by(hat: Hat, post_id: int) -> access.StaffPost:
    """The post, if it is one of the hat's organisation, or the operator's to look after."""
    one = access.post_line(post_id, hat.actor.date)
    if one is None or (one.organisation_id != hat.organisation_id and hat.kind != access.OPERATOR):
        raise NotFound(Words(N_("There is no such post.")))
    return one


def _act(request: HttpRequest, hat: Hat, one: access.StaffPost) -> tuple[str, forms.Form]:
    """Do what the pressed button says; returns what was done, empty when the form came back."""
    deed = request.POST.get("deed", "")
    form: forms.Form = (
        EndForm(request.POST) if deed == "end" else ReasonForm(request.POST, required=deed != "confirm")
    )
    if deed not in _DEEDS:
        raise BadInput(Words(N_("This form has no such button.")), field="deed", value=deed)
    if deed in ("confirm", "invite") or form.is_valid():
        with refusals_as_errors(form):
            return _DEEDS[deed](hat, one, form), form
    return "", form


def _confirm(hat: Hat, one: access.StaffPost, _form: forms.Form) -> str:
    access.confirm_post(post_id=one.post_id, by=hat.actor)
    return _("The post is confirmed. Whoever has no account yet gets an invitation by SMS.")


def _decline(hat: Hat, one: access.StaffPost, form: forms.Form) -> str:
    access.decline_post(post_id=one.post_id, reason=form.cleaned_data["reason"], by=hat.actor)
    return _("The post is declined.")


def _end(hat: Hat, one: access.StaffPost, form: forms.Form) -> str:
    values = form.cleaned_data
    access.end_post(post_id=one.post_id, on=values["on"], reason=values["reason"], by=hat.actor)
    return _("The post ends on that day.")


def _invite(hat: Hat, one: access.StaffPost, _form: forms.Form) -> str:
    access.invite(person_id=one.person_id, organisation_id=one.organisation_id, by=hat.actor)
    return _("A new invitation is on its way by SMS. Earlier ones lead nowhere any more.")


def _recover(hat: Hat, one: access.StaffPost, form: forms.Form) -> str:
    access.ask_recovery(
        person_id=one.person_id,
        organisation_id=one.organisation_id,
        reason=form.cleaned_data["reason"],
        by=hat.actor,
    )
    return _("The recovery waits for the head.")


_DEEDS = {"confirm": _confirm, "decline": _decline, "end": _end, "invite": _invite, "recover": _recover}


@require_http_methods(["POST"])
@needs_hat
def recovery(request: HttpRequest, hat: Hat, recovery_id: int) -> HttpResponse:
    """Grant or refuse a recovery."""
    granted = request.POST.get("deed") == "grant"
    access.decide_recovery(recovery_id=recovery_id, granted=granted, by=hat.actor)
    words = (
        _(
            "The second factor is dropped and all sessions have ended. The person gets a new invitation by SMS."
        )
        if granted
        else _("The recovery is refused.")
    )
    messages.success(request, words)
    return HttpResponseRedirect(people_url(hat, "people"))
