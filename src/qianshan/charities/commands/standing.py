"""What an organisation is: recognised as a charity, qualified for public fundraising."""

from dataclasses import dataclass
from datetime import date

from qianshan.charities.models import Charity, Qualification
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.cases.kernel import Sent
from qianshan.mechanisms.codes.kernel.public import new_code
from qianshan.mechanisms.words import N_, Words


def _locked(**wanted: int) -> Charity:
    row = (
        Charity.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organisation")
        .filter(**wanted)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("This organisation is not in the register.")))
    return row


@command("charities.charity.recognise")
def recognise(*, sent: Sent, by: Actor) -> str:
    """Make a registered organisation a charity from today; the effect of a granted recognition.

    Raises:
        WrongState: it is a charity already.

    Source: CL art 10; M73.
    """
    row = _locked(organisation_id=sent.organisation_id)
    if row.recognised_on is not None:
        raise WrongState(Words(N_("It has been a charity since %(day)s."), day=row.recognised_on))
    row.recognised_on = by.date
    row.recognition_number = sent.decision_number
    row.scope = str(sent.values.get("purpose") or row.scope)
    row.save(update_fields=["recognised_on", "recognition_number", "scope"])
    subject("charities.charity", row.pk, "recognised_on")
    return row.organisation.uscc


@command("charities.qualification.grant")
def grant_qualification(*, sent: Sent, by: Actor) -> str:
    """Issue the certificate of the public fundraising qualification; the effect of a granted application.

    Returns the certificate number.

    Raises:
        WrongState: a certificate is in force.

    Source: CL art 22; M74 art 5.
    """
    row = _locked(organisation_id=sent.organisation_id)
    if Qualification.objects.filter(charity=row, valid_to=None).exists():
        raise WrongState(Words(N_("The charity holds a certificate in force.")))
    number = f"{row.organisation.uscc}GM{by.date.year % 100:02d}"
    same = Qualification.objects.filter(certificate_number__startswith=number).count()
    certificate = Qualification.objects.create(
        charity=row,
        certificate_number=f"{number}{same + 1:02d}",
        code=new_code("ZG"),
        valid_from=by.date,
        decision_number=sent.decision_number,
        case_code=sent.code,
    )
    subject("charities.charity", row.pk, "qualification")
    return certificate.certificate_number


@dataclass(frozen=True, slots=True)
class Standing:
    """What the authority's paper register says of an organisation's standing when it is taken over."""

    recognised_on: date
    recognition_number: str = ""
    qualified_on: date | None = None
    certificate_number: str = ""


@command("charities.standing.take_over")
def take_over_standing(*, charity_id: int, standing: Standing, by: Actor) -> None:
    """Enter a recognition, and a certificate if there is one, granted before this platform existed.

    Raises:
        BadInput: a day in the future, out of order, or a certificate without a number.
        WrongState: the standing is known here already.
    """
    row = _locked(pk=charity_id)
    if row.recognised_on is not None:
        raise WrongState(Words(N_("It has been a charity since %(day)s."), day=row.recognised_on))
    days = [
        row.registered_on,
        standing.recognised_on,
        standing.qualified_on or standing.recognised_on,
        by.date,
    ]
    if days != sorted(days):
        raise BadInput(
            Words(N_("Registration, recognition and qualification follow each other and lie in the past.")),
            field="recognised_on",
            value=standing.recognised_on,
        )
    row.recognised_on = standing.recognised_on
    row.recognition_number = standing.recognition_number
    row.save(update_fields=["recognised_on", "recognition_number"])
    if standing.qualified_on is not None:
        if not standing.certificate_number.strip():
            raise BadInput(Words(N_("A certificate has a number.")), field="certificate_number")
        Qualification.objects.create(
            charity=row,
            certificate_number=standing.certificate_number.strip(),
            code=new_code("ZG"),
            valid_from=standing.qualified_on,
        )
    subject("charities.charity", row.pk, "recognised_on", "qualification")


@command("charities.qualification.end")
def end_qualification(*, charity_id: int, reason: str, by: Actor, revoked: bool = False) -> None:
    """End the certificate in force from today on: revoked, given back, or no longer meeting the conditions.

    Raises:
        WrongState: none is in force.
        BadInput: no reason.
    """
    row = _locked(pk=charity_id)
    if not reason.strip():
        raise BadInput(Words(N_("Say why the qualification ends.")), field="reason")
    ended = Qualification.objects.filter(charity=row, valid_to=None, valid_from__lt=by.date).update(
        valid_to=by.date, end_reason=reason.strip(), revoked=revoked
    )
    if not ended:
        raise WrongState(Words(N_("No certificate is in force.")))
    subject("charities.charity", row.pk, "qualification")
