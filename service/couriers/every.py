"""Every courier, and what else one asks of an SFTP server; each is imported when it is needed."""

from collections.abc import Callable, Mapping, Sequence

from service.couriers.courier import Courier
from service.couriers.email import EmailCourier
from service.couriers.folders import Folder
from service.couriers.server_keys import HostKeys
from service.domain.channels.channel import ChannelKind, OpenChannel
from service.domain.reachable import Network
from service.mail_server import Postman


def couriers_of(
    allowed: Sequence[Network], postman: Postman, site: str
) -> Mapping[ChannelKind, Callable[[], Courier]]:
    """By kind of channel. `allowed`: networks of the operator's own, to be reached too; `site`: our own."""

    def sftp() -> Courier:
        from service.couriers.sftp import SftpCourier  # noqa: PLC0415 - a third of a second, for a few jobs

        return SftpCourier(allowed)

    def s3() -> Courier:
        from service.couriers.s3 import S3Courier  # noqa: PLC0415 - the same

        return S3Courier(allowed)

    def webhook() -> Courier:
        from service.couriers.webhook import WebhookCourier  # noqa: PLC0415 - the same

        return WebhookCourier(allowed, site)

    email = EmailCourier(postman, f"{site}/kanalen")
    return {
        ChannelKind.SFTP: sftp,
        ChannelKind.S3: s3,
        ChannelKind.WEBHOOK: webhook,
        ChannelKind.EMAIL: lambda: email,
    }


def host_keys_of(allowed: Sequence[Network]) -> Callable[[], HostKeys]:
    """See HostKeys."""

    def made() -> HostKeys:
        from service.couriers.host_keys import SshHostKeys  # noqa: PLC0415 - the same

        return SshHostKeys(allowed)

    return made


def sftp_folder_of(allowed: Sequence[Network]) -> Callable[[OpenChannel], Folder]:
    """The folder at the other end of a channel of a provider; reaches nothing before it is looked at."""

    def made(channel: OpenChannel) -> Folder:
        from service.couriers.sftp_folder import SftpFolder  # noqa: PLC0415 - the same

        return SftpFolder(channel, allowed)

    return made
