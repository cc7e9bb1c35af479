"""Requests to a bucket are signed as Amazon's own library signs them."""

import hashlib

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from service.couriers.s3 import _signed
from service.domain.channels.addresses import S3Address

ADDRESS = S3Address(
    endpoint="https://s3.regio.example",
    region="eu-west-1",
    bucket="rapportages",
    folder="in bak/2026",
    access_key="AKIDEXAMPLE",
)
SECRET = b"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


def signature_of_amazon(method, url, headers, content):
    kept = {name: value for name, value in headers.items() if name != "Authorization"}
    request = AWSRequest(method=method, url=url, data=content, headers=kept)
    request.context["timestamp"] = headers["x-amz-date"]
    signer = S3SigV4Auth(Credentials(ADDRESS.access_key, SECRET.decode()), "s3", ADDRESS.region)
    asked = signer.canonical_request(request)
    return signer.signature(signer.string_to_sign(request, asked), request)


def test_every_kind_of_request_has_the_signature_of_amazon():
    for method, name, content in (
        ("GET", "noord-2026-Q1-0f3a.xlsx", b""),
        ("PUT", "Zorg & Co (é) 2026+1.xlsx", b"inhoud"),
        ("DELETE", "a b.csv", b""),
    ):
        url, headers = _signed(method, ADDRESS, SECRET, name, content)
        signature = headers["Authorization"].rpartition("Signature=")[2]

        assert signature == signature_of_amazon(method, url, headers, content), name
        assert headers["x-amz-content-sha256"] == hashlib.sha256(content).hexdigest()
    assert SECRET.decode() not in url + str(headers)


def test_what_stands_there_is_not_written_over():
    _, headers = _signed("PUT", ADDRESS, SECRET, "a.csv", b"inhoud")

    assert headers["If-None-Match"] == "*"
    assert "if-none-match" in headers["Authorization"]
