"""The standard's `EInvoice` XML."""

from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

VERSION = "1.1.0"


def _add(parent: ET.Element, **values: str) -> None:
    for name, value in values.items():
        ET.SubElement(parent, name).text = value


@dataclass(frozen=True)
class Face:
    """What is printed on a receipt beside what was asked."""

    code: str
    number: str
    check_code: str
    issued: datetime
    total: str
    payer: str


def write(asked: dict, face: Face) -> bytes:
    """A receipt (or a red one, when `asked` has `reverses`) as XML."""
    code, number, total = face.code, face.number, face.total
    root = ET.Element("EInvoice")
    header = ET.SubElement(root, "Header")
    _add(header, EInvoiceID=f"{number[::-1]}-{code[::-1]}", EInvoiceTag="CZ-EI-52", Version=VERSION)
    data = ET.SubElement(root, "EInvoiceData")
    main = ET.SubElement(data, "Main")
    _add(
        main,
        EInvoiceName="公益事业捐赠统一票据（电子）样张",
        EInvoiceCode=code,
        EInvoiceNumber=number,
        RandomNumber=face.check_code,
        EInvoiceSpecimenCode=code[2:6],
        SupervisorAreaCode="520000",
        TotalAmount=total,
        IssueDate=face.issued.strftime("%Y%m%d"),
        IssueTime=face.issued.strftime("%H:%M:%S"),
    )
    _parties(main, asked, face)
    _add(
        main,
        PayMode=asked.get("pay_mode", "网络支付"),
        BizCode=asked["request"],
        CurrencyType="CNY",
        ExchangeRate="1",
        Remark=asked.get("remark", ""),
        HandlingPerson=asked.get("handler", ""),
        Checker="",
        SupervisorRemark="沙盒样张，不是票据",
    )
    if "reverses" in asked:
        _add(
            ET.SubElement(main, "MainExt"),
            RelatedInvoiceCode=asked["reverses"]["code"],
            RelatedInvoiceNumber=asked["reverses"]["number"],
        )
    _details(data, asked, total)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8")


def _parties(main: ET.Element, asked: dict, face: Face) -> None:
    issuer, payer = asked["issuer"], asked["payer"]
    _add(
        ET.SubElement(main, "InvoicingParty"),
        InvoicingPartyCode=issuer["uscc"],
        InvoicingPartyName=issuer["name"],
        RecName=issuer["name"],
        RecAcct=issuer.get("account", ""),
        RecOpBk=issuer.get("bank", ""),
    )
    _add(
        ET.SubElement(main, "PayerParty"),
        PayerPartyType=str(payer["type"]),
        PayerPartyCode=payer.get("code", ""),
        PayerPartyName=face.payer,
        PayerAcct="",
        PayerOpBk="",
    )


def _details(data: ET.Element, asked: dict, total: str) -> None:
    details = ET.SubElement(data, "Details")
    for item in asked["items"]:
        _add(
            ET.SubElement(details, "Item"),
            ItemCode=item["code"],
            ItemName=item["name"],
            ItemUnit=item.get("unit", "元"),
            ItemQuantity=str(item.get("quantity", "1")),
            ItemStd=total if len(asked["items"]) == 1 else item["amount"],
            ItemAmount=total if len(asked["items"]) == 1 else item["amount"],
            ItemRemark="",
        )
