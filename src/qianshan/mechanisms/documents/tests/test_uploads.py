"""Files are judged by content; pictures lose everything but pixels; active files are refused."""

import io

import pytest
from PIL import Image

from qianshan.mechanisms.documents.api import PDF, PICTURES, XML, FileRefused, examine
from qianshan.mechanisms.documents.tests import samples
from qianshan.mechanisms.documents.tests.samples import Sent


def _reason(name: str, content: bytes, **options) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        examine(Sent(name, content), field="document", **options)
    assert refused.value.field == "document"
    assert refused.value.status == 422
    return refused.value


def test_a_photo_keeps_its_pixels_and_loses_place_camera_comment_and_tail():
    clean = examine(Sent("回执.jpg", samples.jpeg_with_place()), field="photo")

    assert (clean.kind, clean.width, clean.height) == ("jpeg", 40, 80)
    assert b"MARKED" not in clean.content
    assert not Image.open(io.BytesIO(clean.content)).getexif()


def test_a_picture_named_pdf_is_a_picture():
    assert examine(Sent("合同.pdf", samples.jpeg_with_place()), field="document").kind == "jpeg"


def test_a_page_named_jpg_is_refused_with_the_kinds_that_are_taken():
    refusal = _reason("photo.jpg", b"<html><script>alert(1)</script></html>", kinds=PICTURES)

    assert "JPG、PNG、WebP" in str(refusal)


@pytest.mark.parametrize(
    ("catalog", "page", "extra", "what"),
    [
        ("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "", "", "JavaScript"),
        ("/OpenAction 4 0 R", "", "<< /S /Launch /F (cmd.exe) >>", "Launch"),
        ("/Names << /EmbeddedFiles << /Names [] >> >>", "", "", "EmbeddedFiles"),
        ("/AcroForm << /XFA [] /Fields [] >>", "", "", "XFA"),
        ("", "/AA << /O 4 0 R >>", "<< /S /URI /URI (http://x) >>", "AA"),
        ("", "/Annots [4 0 R]", "<< /Type /Annot /Subtype /RichMedia /Rect [0 0 1 1] >>", "RichMedia"),
        ("", "/Annots [4 0 R]", "<< /Subtype /Link /A << /S /SubmitForm /F (http://x) >> >>", "SubmitForm"),
        ("/OpenAction << /S /Jav#61Script /J#53 (1) >>", "", "", "JavaScript"),
    ],
)
def test_an_active_pdf_is_refused_and_the_reason_named(catalog, page, extra, what):
    refusal = _reason("x.pdf", samples.pdf(catalog, page, extra))

    assert what in str(refusal)


def test_a_plain_pdf_keeps_its_bytes():
    content = samples.pdf()

    clean = examine(Sent("发票.pdf", content), field="document")

    assert (clean.kind, clean.pages, clean.content) == ("pdf", 1, content)


def test_a_pdf_whose_objects_go_in_circles_ends():
    content = samples.pdf("/Loop 4 0 R", "", "<< /Next 4 0 R /Back 1 0 R >>")

    assert examine(Sent("x.pdf", content), field="document").kind == "pdf"


def test_a_locked_pdf_is_refused():
    content = samples.pdf().replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /O ("
        + b"x" * 32
        + b") /U ("
        + b"y" * 32
        + b") /P -4 >>",
    )

    assert str(_reason("x.pdf", content)).startswith("The file x.pdf is locked")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.png", samples.png_header_of(20_000, 100), "pixels"),
        ("a.png", samples.png_header_of(11_000, 11_000), "pixels"),
        ("a.png", samples.png_header_of(8, 300), "smaller than 16"),
        ("a.png", samples.png_header_of(200, 200), "cannot be opened"),
        ("a.webp", samples.gif_like_webp(), "moves"),
        ("a.pdf", b"%PDF-1.7 nothing", "cannot be opened"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_what_cannot_be_seen_is_refused(name, content, code):
    assert code in str(_reason(name, content))


def test_too_large_names_size_and_limit():
    refusal = _reason("x.pdf", b"%PDF-" + b"0" * (PDF.limit_bytes + 1), kinds=[PDF])

    assert "has 21.0 MB" in str(refusal)
    assert "At most 20 MB" in str(refusal)


def test_an_ofd_is_taken_and_a_zip_that_unfolds_is_not():
    assert examine(Sent("发票.ofd", samples.ofd({"Doc_0/Document.xml": b"<a/>"})), field="d").kind == "ofd"
    assert "unfolds" in str(_reason("x.ofd", samples.ofd({"a": b"\0" * 30_000_000})))
    assert "path" in str(_reason("x.ofd", samples.ofd({"../../etc/cron.d/x": b"1"})))


def test_xml_that_refers_outside_is_refused():
    attack = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'

    assert "runs or opens" in str(_reason("x.xml", attack, kinds=[XML]))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\fakepath\\㵲阳镇合同.pdf", "㵲阳镇合同.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("\x00\r\n", "file"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_sent_name_is_never_a_path(sent, kept):
    assert examine(Sent(sent, samples.pdf()), field="d").name == kept
