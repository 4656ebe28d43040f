"""Papers out: a template and plain data become a PDF/A."""

from qianshan.mechanisms.documents.papers.press import FONTS, UnknownPaper, WrongPaperData, render
from qianshan.mechanisms.documents.papers.qr import qr_svg

__all__ = ["FONTS", "UnknownPaper", "WrongPaperData", "qr_svg", "render"]
