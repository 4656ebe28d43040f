"""Files for the tests, made by hand so that each shows one thing."""

import io
import struct
import zipfile
import zlib

from PIL import Image


class Sent:
    """What Django hands over for a file field."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.size, self._stream = name, len(content), io.BytesIO(content)

    def read(self, num_bytes: int = -1) -> bytes:
        return self._stream.read(num_bytes)


def jpeg_with_place() -> bytes:
    """A photo taken lying down, with GPS, camera, a comment, and a tail behind its end."""
    picture = Image.new("RGB", (80, 40), "#1f3a6e")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "MARKED-CAMERA"
    exif.get_ifd(0x8825)[2] = (26.0, 35.0, 12.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"MARKED-COMMENT")
    return out.getvalue() + b"MARKED-TAIL<script>"


def png_header_of(width: int, height: int) -> bytes:
    """A PNG that promises a size in its header and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def gif_like_webp() -> bytes:
    """A moving WebP."""
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def pdf(catalog: str = "", page: str = "", extra: str = "") -> bytes:
    """A one-page PDF; the arguments go into its catalog, its page and behind its objects."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {page} >>",
        *([extra] if extra else []),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return out


def ofd(parts: dict[str, bytes] | None = None) -> bytes:
    """A small OFD."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("OFD.xml", '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>')
        for name, content in (parts or {}).items():
            made.writestr(name, content)
    return out.getvalue()
