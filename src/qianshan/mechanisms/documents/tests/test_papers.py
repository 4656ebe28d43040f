"""Papers: every character is set, data is never markup, practice is marked."""

import gzip
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from qianshan.mechanisms.documents.api import qr_svg, render
from qianshan.mechanisms.documents.papers import UnknownPaper, WrongPaperData

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
CERTIFICATE = {
    "code": "QS7K3M9XT2VWDW",
    "donor": "李*文",
    "amount_fen": 5000,
    "given_on": date(2026, 11, 24),
    "project": "暖冬行动2026",
    "charity": "黔山助学基金会",
    "issued_on": date(2026, 11, 24),
    "check_url": "http://localhost:8000/certificates/",
}


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return (
        "".join(page.get_textpage().get_text_range() for page in document)
        .replace("\r\n", "")
        .replace(" ", "")
    )


def _certificate(**changes) -> bytes:
    return render("certificate", {**CERTIFICATE, **changes}, made_at=AT, practice=False)


def test_a_certificate_says_who_how_much_and_that_it_is_no_tax_document():
    text = _text(_certificate())

    for words in ("捐赠证书", "李*文：", "伍拾元整", "¥50.00", "2026年11月24日", "本证书不是税务凭证"):
        assert words in text
    assert "练习数据" not in text


def test_a_name_is_text_and_never_markup():
    text = _text(_certificate(donor='#panic("x") $x$ *粗* @a <b>', project="\\ ] } 㵲阳镇"))

    assert '#panic("x")$x$*粗*@a<b>：' in text
    assert "㵲阳镇" in text


@pytest.mark.django_db
def test_a_practice_database_marks_every_paper():
    assert "练习数据" in _text(render("certificate", CERTIFICATE, made_at=AT))


def test_rare_characters_of_names_and_places_are_set():
    text = _text(_certificate(donor="喆堃玥㵲", project="正安县桴㯊镇"))

    assert "喆堃玥㵲：" in text
    assert "桴㯊镇" in text


def test_our_fonts_hold_every_character_of_the_division_names():
    from PIL import ImageFont

    from qianshan.mechanisms.documents.papers.press import FONTS
    from qianshan.project.settings import SOURCE

    found = sorted(SOURCE.glob("statutes/divisions/*.csv.gz"))
    names = "㵲㯊舞阳镇厍骔岭" if not found else gzip.decompress(found[0].read_bytes()).decode()
    for file in sorted(FONTS.glob("*.ttf")):
        font = ImageFont.truetype(str(file), 20)
        missing = bytes(font.getmask("\U0010ffff"))
        lost = [
            c
            for c in sorted(set(names) - set("\r\n"))
            if not c.isspace() and bytes(font.getmask(c)) == missing
        ]
        assert lost == [], file.name


def test_a_paper_is_pdf_a_and_the_same_bytes_for_the_same_data():
    import io

    first, second = _certificate(), _certificate()

    assert first == second
    metadata = PdfFileReader(io.BytesIO(first)).root["/Metadata"].data
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata


def test_a_decision_breaks_pages_and_keeps_its_seal_slot():
    pdf = render(
        "decision",
        {
            "number": "黔民许〔2026〕12号",
            "title": "准予慈善组织认定决定书",
            "to": "黔山助学基金会",
            "body": ["你单位提出的慈善组织认定申请，经审查符合规定的条件。" * 6] * 12,
            "reasons": ["财务与薪酬制度健全"],
            "articles": ["《中华人民共和国慈善法》第十条"],
            "remedies": "可自收到之日起六十日内申请行政复议。",
            "authority": "贵州省民政厅",
            "decided_on": date(2026, 11, 24),
            "served": "2026 年 11 月 24 日 网上送达",
        },
        made_at=AT,
        practice=True,
    )

    text = _text(pdf)
    assert len(pypdfium2.PdfDocument(pdf)) > 1
    for words in ("黔民许〔2026〕12号", "印章处", "行政复议", "第1页", "练习数据"):
        assert words in text


def test_a_receipt_page_says_that_it_is_not_the_receipt():
    text = _text(
        render(
            "receipt",
            {
                "code": "52060125",
                "number": "0000817610",
                "check_code": "bngFFX",
                "payer": "李小文",
                "items": [{"name": "捐赠收入", "amount_fen": 1001}],
                "total_fen": 1001,
                "issuer": "黔山助学基金会",
                "issued_on": date(2026, 11, 24),
                "check_url": "http://x/y",
                "reversed_by": "0000817611",
            },
            made_at=AT,
            practice=False,
        )
    )

    assert "以财政部门电子票据为准" in text
    assert "壹拾元零壹分" in text
    assert "已冲红，红字票据号码0000817611" in text


def test_missing_data_and_unknown_papers_are_named():
    with pytest.raises(WrongPaperData, match="donor"):
        render(
            "certificate", {k: v for k, v in CERTIFICATE.items() if k != "donor"}, made_at=AT, practice=False
        )
    with pytest.raises(UnknownPaper):
        render("../../etc/passwd", {}, made_at=AT, practice=False)
    with pytest.raises(TypeError, match="float"):
        _certificate(wish=1.5)


def test_a_qr_code_is_an_svg_that_refuses_what_does_not_fit():
    assert qr_svg("http://localhost:8000/x").startswith("<svg")
    with pytest.raises(ValueError, match="QR"):
        qr_svg("x" * 5000)
