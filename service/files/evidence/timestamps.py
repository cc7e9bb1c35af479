"""Timestamps of others (RFC 3161): ask one over some bytes, and read and hold one against them."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha512

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from service.domain.proof.failures import NotProvenError

WRONG = "timestamp-wrong"
_GRANTED = (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS)


@dataclass(frozen=True, slots=True)
class Timestamp:
    """That these bytes were there at a moment, as an authority says."""

    moment: datetime
    is_trusted: bool
    """Whether the authority was held against certificates that the reader believes."""


def timestamp_request(content: bytes) -> TimeStampRequest:
    """Over the SHA-512 of these bytes; with a nonce, and asking for the certificate of the authority."""
    builder = TimestampRequestBuilder().data(content)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build()


def require_answers(response: bytes, request: TimeStampRequest, content: bytes) -> None:
    """Raises NotProvenError unless this response is one over these bytes, to this request."""
    _, said = _decoded(response, content)
    if said.nonce != request.nonce:
        raise NotProvenError(WRONG, "it answers another request")


def read_timestamp(response: bytes, content: bytes, roots: bytes = b"") -> Timestamp:
    """What it says of these bytes; `roots`: PEM certificates that the reader believes, without them nobody.

    Raises NotProvenError for one that is damaged, over other bytes, or of an authority that is not believed.
    """
    found, said = _decoded(response, content)
    if roots:
        _require_signed(found, content, roots)
    return Timestamp(said.moment, bool(roots))


@dataclass(frozen=True, slots=True)
class _Said:
    moment: datetime
    nonce: int | None


def _decoded(response: bytes, content: bytes) -> tuple[TimeStampResponse, _Said]:
    """One that was granted, over these bytes; the library reads its parts only when they are asked."""
    try:
        found = decode_timestamp_response(response)
        is_granted = found.status in _GRANTED
        digest = found.tst_info.message_imprint.message if is_granted else b""
        said = _Said(found.tst_info.gen_time, found.tst_info.nonce) if is_granted else None
    except ValueError as error:
        raise NotProvenError(WRONG, "it is no response of RFC 3161") from error
    if said is None:
        raise NotProvenError(WRONG, "the authority refused")
    if digest != sha512(content).digest():
        raise NotProvenError(WRONG, "it is over other bytes")
    return found, said


def _require_signed(found: TimeStampResponse, content: bytes, roots: bytes) -> None:
    try:
        builder = VerifierBuilder()
        for each in load_pem_x509_certificates(roots):
            builder = builder.add_root_certificate(each)
        builder.build().verify_message(found, content)
    except (VerificationError, ValueError) as error:
        raise NotProvenError(WRONG, str(error)) from error
