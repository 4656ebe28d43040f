"""`/practice/`: who is here, what waits for each, one press to step in."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.words import N_, Words
from qianshan.practice.personas import GROUPS, PERSONAS, Persona, persona
from qianshan.practice.world.people import STAFF
from qianshan.web.proofs import remember_phone

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The persons by group; as JSON with `?format=json`."""
    if request.GET.get("format") == "json":
        listed = [
            {"slug": one.slug, "name": one.name, "role": str(one.role), "home": one.home} for one in PERSONAS
        ]
        return JsonResponse({"personas": listed})
    today = clock.date_of(clock.now())
    groups = [
        {
            "title": title,
            "text": text,
            "people": [(one, one.waiting(today)) for one in PERSONAS if one.group == key],
        }
        for key, (title, text) in GROUPS.items()
    ]
    return render(request, "practice/people.html", {"groups": groups})


@require_POST
def step_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Become this person in this browser, and go to where he works."""
    chosen = persona(slug)
    logout(request)
    if chosen.phone:
        remember_phone(request, chosen.phone)
    elif any(member.slug == slug for member in STAFF):
        login(request, _account(chosen), backend=_BACKEND)
    return HttpResponseRedirect(_target(request, chosen))


def _target(request: HttpRequest, chosen: Persona) -> str:
    wanted = request.POST.get("to", "")
    return (
        wanted if wanted in {one.path for one in chosen.waiting(clock.date_of(clock.now()))} else chosen.home
    )


def _account(chosen: Persona) -> Account:
    account = Account.objects.filter(person__staff_name=chosen.name, closed_at=None).first()
    if account is None:
        raise NotFound(Words(N_("This person's account was closed.")))
    return account
