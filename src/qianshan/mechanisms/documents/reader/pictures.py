"""Pictures are drawn anew: what remains are pixels, upright, without place, camera, comment or tail."""

import io
import warnings

from PIL import Image, ImageOps

from qianshan.mechanisms.documents.kernel.kinds import MAX_PIXELS, MAX_SIDE, MIN_SIDE
from qianshan.mechanisms.documents.reader.verdict import Rejected

_FORMATS = ("JPEG", "PNG", "WEBP")
_KEPT_SIDE = 4096
_PREVIEW_SIDE = 480
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def clean(content: bytes) -> tuple[dict[str, object], bytes]:
    """Draw the picture anew, at most 4,096 pixels on the longer side.

    Raises:
        Rejected: wrong dimensions, more than one frame, or not readable.
    """
    picture = _open(content)
    upright = ImageOps.exif_transpose(picture)
    kept = _plain(upright)
    kept.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    out = io.BytesIO()
    if kept.mode == "RGBA":
        kept.save(out, "PNG", optimize=False)
        kind = "png"
    else:
        kept.save(out, "JPEG", quality=88, progressive=True)
        kind = "jpeg"
    return {"kind": kind, "width": kept.width, "height": kept.height, "pages": 1}, out.getvalue()


def preview(content: bytes) -> tuple[dict[str, object], bytes]:
    """A small WebP, at most 480 pixels on the longer side."""
    return thumbnail(_plain(_open(content)))


def thumbnail(picture: Image.Image) -> tuple[dict[str, object], bytes]:
    """Any picture as a small WebP."""
    picture.thumbnail((_PREVIEW_SIDE, _PREVIEW_SIDE))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80)
    return {"kind": "webp", "width": picture.width, "height": picture.height, "pages": 1}, out.getvalue()


def _open(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Rejected("too_many_pixels", limit=MAX_PIXELS // 1_000_000) from error
    width, height = picture.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise Rejected("too_many_pixels", limit=MAX_PIXELS // 1_000_000, width=width, height=height)
    if min(width, height) < MIN_SIDE:
        raise Rejected("too_small", limit=MIN_SIDE, width=width, height=height)
    if getattr(picture, "n_frames", 1) > 1:
        raise Rejected("animated")
    picture.load()
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """Pixels only, in a fresh image, so that no chunk of the old file can travel along."""
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    converted = picture.convert("RGBA" if see_through else "RGB")
    fresh = Image.new(converted.mode, converted.size)
    fresh.paste(converted)
    return fresh
