"""A one-page PDF of a receipt, by hand: no font is embedded, viewers put their own Song face in its place."""

_WIDTH, _HEIGHT = 595, 397


def _text(x: float, y: float, size: float, words: str, colour: str = "0 0 0") -> str:
    codes = words.encode("utf-16-be").hex().upper()
    return f"BT {colour} rg /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n"


def receipt_pdf(
    title: str, rows: list[tuple[str, str]], items: list[tuple[str, str]], total: str, *, red: bool
) -> bytes:
    """The page: a title, fields in two columns, items, the total, and 样张 across it."""
    ink = "0.75 0.1 0.1" if red else "0 0 0"
    page = _text(60, 355, 18, title, ink)
    page += _text(60, 336, 9, "样张 SPECIMEN · 沙盒开具 · 不是票据，不能入账、不能抵税", "0.75 0.1 0.1")
    for index, (label, value) in enumerate(rows):
        x, y = 60 + 260 * (index % 2), 308 - 20 * (index // 2)
        page += _text(x, y, 10, f"{label}：{value}")
    top = 308 - 20 * ((len(rows) + 1) // 2) - 10
    page += f"0.5 w 0.6 0.6 0.6 RG 60 {top + 14} m 535 {top + 14} l S\n"
    for index, (name, amount) in enumerate(items[:6]):
        page += _text(60, top - 20 * index, 10, name) + _text(440, top - 20 * index, 10, amount)
    bottom = top - 20 * min(len(items), 6)
    page += f"60 {bottom + 14} m 535 {bottom + 14} l S\n" + _text(
        60, bottom - 4, 11, f"金额合计（元）{total}", ink
    )
    page += "q 0.87 0.80 0.80 rg " + _text(210, 60, 60, "样  张", "0.90 0.80 0.80") + "Q\n"
    return _file(page.encode())


def _file(content: bytes) -> bytes:
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H"
        b" /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (GB1) /Supplement 5 >> /FontDescriptor 7 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out, places = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table)
