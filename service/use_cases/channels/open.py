"""Open the secret of a channel, for as long as somebody uses it."""

from dataclasses import dataclass

from service.domain.channels.channel import OpenChannel, about_secret
from service.storage.channels import SealedChannel
from service.storage.keys.wrapping import KeyWrapper


@dataclass(frozen=True, slots=True)
class OpenSealed:
    """The one place where such a secret is in clear."""

    wrapper: KeyWrapper

    def __call__(self, sealed: SealedChannel) -> OpenChannel:
        """Raises KeyServiceAwayError and WrappingKeyMissingError."""
        channel = sealed.channel
        secret = self.wrapper.unwrap(sealed.secret, about_secret(channel.id))
        return OpenChannel(address=channel.address, host_key=channel.host_key, secret=secret)
