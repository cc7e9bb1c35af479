"""Ask a browser for a passkey and check what its device signed (WebAuthn 2), by the library `webauthn`."""

import json
from collections.abc import Sequence
from types import ModuleType

from service.domain.passkeys import Ceremony, DeviceKey, NotAPasskeyError, Site


def _library() -> ModuleType:
    """Read when the first asks for it: a fifth of a second, and most processes never do."""
    import webauthn  # noqa: PLC0415 - see above

    return webauthn


def asked_for_a_new_one(
    site: Site, service_name: str, login: str, handle: bytes, known: Sequence[bytes]
) -> Ceremony:
    """For a device that is none of those `known`. `handle`: of the account, up to 64 bytes."""
    library = _library()
    structs = library.helpers.structs
    options = library.generate_registration_options(
        rp_id=site.host,
        rp_name=service_name,
        user_name=login,
        user_id=handle,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=each) for each in known],
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return Ceremony(library.options_to_json(options), options.challenge.hex())


def asked_to_sign_in(site: Site) -> Ceremony:
    """For any device that has a passkey of this site."""
    library = _library()
    required = library.helpers.structs.UserVerificationRequirement.REQUIRED
    options = library.generate_authentication_options(rp_id=site.host, user_verification=required)
    return Ceremony(library.options_to_json(options), options.challenge.hex())


def new_key(site: Site, challenge: str, answer: str) -> DeviceKey:
    """What a device made. Raises NotAPasskeyError."""
    library = _library()
    try:
        verified = library.verify_registration_response(
            credential=answer,
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (library.helpers.exceptions.WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise NotAPasskeyError(type(error).__name__) from error
    return DeviceKey(verified.credential_id, verified.credential_public_key, verified.sign_count)


def credential_of(answer: str) -> bytes:
    """Which passkey a browser says it used. Raises NotAPasskeyError."""
    try:
        said = json.loads(answer)
        return bytes(_library().base64url_to_bytes(said["rawId"]))
    except (ValueError, TypeError, KeyError) as error:
        raise NotAPasskeyError(type(error).__name__) from error


def uses_after(site: Site, challenge: str, answer: str, key: DeviceKey) -> int:
    """What the device counts after this sign-in by its key. Raises NotAPasskeyError."""
    library = _library()
    try:
        verified = library.verify_authentication_response(
            credential=answer,
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.uses,
            require_user_verification=True,
        )
    except (library.helpers.exceptions.WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise NotAPasskeyError(type(error).__name__) from error
    return int(verified.new_sign_count)
