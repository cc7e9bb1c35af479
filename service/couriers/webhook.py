"""A signed message that says that a report is there, with a link and nothing of what is in it."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

from standardwebhooks.webhooks import Webhook as Signer

from service.couriers.between import CAME_BETWEEN, outcome_of
from service.domain.channels.addresses import WebhookAddress
from service.domain.channels.channel import OpenChannel, Parcel
from service.domain.channels.outcomes import Outcome
from service.domain.reachable import Network
from service.event_door import signed_headers
from service.outside import GuardedHttp

_PATIENCE = 10.0
"""Seconds for the whole of one message."""
_READY, _TRIAL = "nl.eenmaal.rapportage.klaargezet", "nl.eenmaal.kanaal.proef"
_OUTCOMES: Mapping[int, Outcome] = {
    HTTPStatus.FORBIDDEN: Outcome.LOGIN_REFUSED,
    HTTPStatus.UNAUTHORIZED: Outcome.LOGIN_REFUSED,
    HTTPStatus.GONE: Outcome.GONE,
}


class WebhookCourier:
    """The same report to the same address is the same event with the same id, however often it is taken."""

    def __init__(self, allowed: Sequence[Network], site: str, patience: float = _PATIENCE) -> None:
        """`allowed`: networks of the operator's own, which may be reached too; `site`: our own address."""
        self._http = GuardedHttp(allowed, patience)
        self._site = site

    def bring(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        if not isinstance(channel.address, WebhookAddress):
            return Outcome.REFUSED
        url, event = channel.address.url, self._event(channel.address.url, parcel)
        body = json.dumps(event, ensure_ascii=False)
        headers = signed_headers(str(event["id"]), body, Signer(channel.secret.decode()))
        try:
            with self._http.answer("POST", url, headers, body.encode()) as answer:
                if answer.is_success:
                    return Outcome.TAKEN
                return _OUTCOMES.get(answer.status_code, Outcome.REFUSED)
        except CAME_BETWEEN as error:
            return outcome_of(error)

    def take_away(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """What is said cannot be taken back; the link leads nowhere any more."""
        del channel, parcel
        return Outcome.TAKEN

    def _event(self, url: str, parcel: Parcel) -> Mapping[str, object]:
        """A CloudEvent by the NLGov profile."""
        source = f"{self._site}/api/v1/rapportages"
        data = {"link": parcel.link, "bestand": f"{source}/{parcel.report}/bestand", "sha256": parcel.sha256}
        return {
            "specversion": "1.0",
            "id": str(uuid5(NAMESPACE_URL, f"{url} {parcel.report} {parcel.name}")),
            "source": source,
            "type": _READY if parcel.report else _TRIAL,
            "subject": parcel.report or parcel.name,
            "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "datacontenttype": "application/json",
            "data": data if parcel.report else {},
        }
