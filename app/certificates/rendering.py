"""Renders a certificate as PDF, and its QR code as SVG.

The same certificate gives the same bytes: dates come from its facts, fonts are embedded as subsets.
Rendering is work for the processor and runs in two threads at most. It never shows a NIP beyond
its last three digits, and calls nothing here a signature.
"""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import segno

from app.catalogue.document import Language
from app.certificates.contents_pages import draw_contents
from app.certificates.facts import CertificateFacts
from app.certificates.front_page import draw_front
from app.certificates.issuing import Issuing
from app.certificates.models import Certificate
from app.certificates.sheet import Printable, Sheet
from app.kit.problems import Unavailable

_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="certificate")
_MOST_WAITING = 40


def printable(certificate: Certificate, issuing: Issuing) -> Printable:
    return Printable(
        number=certificate.number,
        code=certificate.code,
        url=issuing.check_url(certificate.code, certificate.payload, certificate.signature),
        site=re.sub(r"^https?://", "", issuing.public_url).rstrip("/"),
        facts=CertificateFacts.model_validate(certificate.facts),
        issued_at=certificate.issued_at,
        revoked_at=certificate.revoked_at,
        reason=certificate.reason,
    )


def file_name(number: str) -> str:
    """sertifikat-0417-lentera-2026.pdf"""
    slug = re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")
    return f"sertifikat-{slug}.pdf"


def qr_code(url: str) -> segno.QRCode:
    """The smallest QR code of the address; spare room goes into error correction."""
    return segno.make(url, error="l", boost_error=True, micro=False)


def pdf_bytes(page: Printable, language: Language) -> bytes:
    """The whole document: the certificate, then its modules."""
    sheet = Sheet(page, language)
    draw_front(sheet, qr_code(page.url).matrix)
    draw_contents(sheet)
    return sheet.finish()


_waiting = 0


async def pdf_in_thread(page: Printable, language: Language) -> bytes:
    """``pdf_bytes`` off the event loop; raises ``Unavailable`` when too many are waiting."""
    global _waiting  # noqa: PLW0603 - counts one queue of the process
    if _waiting >= _MOST_WAITING:
        raise Unavailable
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, pdf_bytes, page, language)
    finally:
        _waiting -= 1
