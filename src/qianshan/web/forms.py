"""Forms and refusals: a command's refusal becomes the error of the field it names."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from qianshan.mechanisms.acts.api import Refusal

FORM_STATUSES = (400, 409, 422)


@contextmanager
def refusals_as_errors(form: BaseForm) -> Iterator[None]:
    """Run a command for a form: what it refuses stands at the field, else above the form.

    A refusal that is not about what was typed (403, 404) goes on to its page.

        with refusals_as_errors(form):
            case = submit_filing(plan_id=plan.pk, by=hat.actor)
            return redirect(...)
        return render(request, "…", {"form": form}, status=form_status(form))
    """
    try:
        yield
    except Refusal as refusal:
        if refusal.status not in FORM_STATUSES:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def form_status(form: BaseForm) -> int:
    """The status of a page with this form: 422 when it came back with errors."""
    return 422 if form.is_bound and form.errors else 200
