"""QR codes as SVG: for papers, for pay pages, for posters."""

import io

import segno


def qr_svg(text: str, *, dark: str = "#14213d", border: int = 0) -> str:
    """Draw a QR code (level M) as an SVG without size, one module a unit; scales to any box.

    Raises:
        ValueError: the text is too long for one code.
    """
    try:
        code = segno.make_qr(text, error="m")
    except segno.DataOverflowError as error:
        raise ValueError(f"{len(text)} characters do not fit into one QR code") from error
    out = io.BytesIO()
    code.save(out, kind="svg", dark=dark, light=None, border=border, omitsize=True, xmldecl=False, svgns=True)
    return out.getvalue().decode()
