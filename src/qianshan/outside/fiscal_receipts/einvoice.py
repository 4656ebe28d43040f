"""Reading the standard's `EInvoice` XML."""

from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.exchange.api import BadFile, amount_fen


@dataclass(frozen=True, slots=True)
class EInvoice:
    """What we read of a receipt. Source: 财网信办〔2020〕1号, element names in the README."""

    code: str
    number: str
    check_code: str
    total_fen: int
    issued_on: date
    issuer_uscc: str
    issuer_name: str
    payer_name: str
    request: str
    reverses_code: str
    reverses_number: str
    items: tuple[tuple[str, int], ...]


def read_einvoice(content: bytes) -> EInvoice:
    """Read a receipt; its items must add up and its id must be its number and code turned round.

    Raises:
        BadFile: not an `EInvoice`, or it contradicts itself.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise BadFile("einvoice.xml is no plain XML") from error
    main = root.find("EInvoiceData/Main")
    if root.tag != "EInvoice" or main is None:
        raise BadFile("einvoice.xml is no EInvoice")
    code, number = _text(main, "EInvoiceCode"), _text(main, "EInvoiceNumber")
    if _text(root, "Header/EInvoiceID") != f"{number[::-1]}-{code[::-1]}":
        raise BadFile("EInvoiceID is not number and code turned round")
    items = tuple(
        (_text(item, "ItemName"), amount_fen(_text(item, "ItemAmount")))
        for item in root.findall("EInvoiceData/Details/Item")
    )
    total = amount_fen(_text(main, "TotalAmount"))
    if sum(amount for _, amount in items) != total:
        raise BadFile("the items do not add up to TotalAmount")
    return EInvoice(
        code=code,
        number=number,
        check_code=_text(main, "RandomNumber"),
        total_fen=total,
        issued_on=_day(_text(main, "IssueDate")),
        issuer_uscc=_text(main, "InvoicingParty/InvoicingPartyCode"),
        issuer_name=_text(main, "InvoicingParty/InvoicingPartyName"),
        payer_name=_text(main, "PayerParty/PayerPartyName"),
        request=_text(main, "BizCode"),
        reverses_code=_text(main, "MainExt/RelatedInvoiceCode"),
        reverses_number=_text(main, "MainExt/RelatedInvoiceNumber"),
        items=items,
    )


def _text(parent: Element, path: str) -> str:
    return (parent.findtext(path) or "").strip()


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=SHANGHAI).date()
    except ValueError as error:
        raise BadFile(f"IssueDate {text!r}") from error
