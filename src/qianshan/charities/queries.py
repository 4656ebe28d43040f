"""Reads of the charities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from qianshan.charities.models import BankAccount, Charity, Qualification
from qianshan.charities.types import AccountView, CharityView, QualificationView
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.words import N_, Words


def _rows(on: date) -> QuerySet[Charity]:
    in_force = Qualification.objects.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    open_account = BankAccount.objects.filter(opened_on__lte=on).filter(
        Q(closed_on=None) | Q(closed_on__gt=on)
    )
    return Charity.objects.select_related("organisation", "authority").prefetch_related(
        Prefetch("qualifications", queryset=in_force, to_attr="in_force"),
        Prefetch("accounts", queryset=open_account, to_attr="open_accounts"),
    )


def _view(row: Charity) -> CharityView:
    accounts = getattr(row, "open_accounts")  # noqa: B009  (set by Prefetch)
    held = getattr(row, "in_force")  # noqa: B009
    account = accounts[0] if accounts else None
    certificate = held[0] if held else None
    return CharityView(
        id=row.pk,
        organisation_id=row.organisation_id,
        uscc=row.organisation.uscc,
        name=row.organisation.name,
        division_code=row.organisation.division_code,
        form=row.form,
        level=row.level,
        authority_id=row.authority_id,
        authority_name=row.authority.name,
        registered_on=row.registered_on,
        recognised_on=row.recognised_on,
        scope=row.scope,
        address=row.address,
        phone=row.phone,
        legal_representative=row.legal_representative,
        site_intro=row.site_intro,
        merchant_ref=row.merchant_ref,
        account=account and AccountView(account.holder_name, account.bank_name, account.number),
        qualification=certificate
        and QualificationView(
            certificate.certificate_number,
            certificate.code,
            certificate.valid_from,
            certificate.decision_number,
        ),
    )


def _one(rows: QuerySet[Charity], value: object) -> CharityView:
    row = rows.first()
    if row is None:
        raise NotFound(Words(N_("There is no such organisation in the register: %(value)s."), value=value))
    return _view(row)


def charity(charity_id: int, *, on: date) -> CharityView:
    """The organisation by our id.

    Raises:
        NotFound: no such row.
    """
    return _one(_rows(on).filter(pk=charity_id), charity_id)


def charity_by_uscc(uscc: str, *, on: date) -> CharityView:
    """The organisation by its unified social credit code.

    Raises:
        NotFound: no such row.
    """
    return _one(_rows(on).filter(organisation__uscc=uscc), uscc)


def charity_of_organisation(organisation_id: int, *, on: date) -> CharityView:
    """The organisation behind a hat.

    Raises:
        NotFound: the organisation is not in the register of social organisations.
    """
    return _one(_rows(on).filter(organisation_id=organisation_id), organisation_id)


def charities(*, on: date, ids: Iterable[int] | None = None, recognised: bool = True) -> list[CharityView]:
    """Charities by id, in order; with `recognised=False` also organisations that are not charities yet."""
    rows = _rows(on).order_by("pk")
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if recognised:
        rows = rows.filter(recognised_on__lte=on)
    return [_view(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate: whose, what, and the day from which it no longer holds, if it ended."""

    charity: CharityView
    qualification: QualificationView
    valid_to: date | None


def certificate(code: str) -> Certificate | None:
    """A certificate by the code in its QR; None when there is none."""
    row = Qualification.objects.filter(code=code).first()
    if row is None:
        return None
    view = QualificationView(row.certificate_number, row.code, row.valid_from, row.decision_number)
    return Certificate(charity(row.charity_id, on=row.valid_from), view, row.valid_to)
