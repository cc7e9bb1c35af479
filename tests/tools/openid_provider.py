"""A real OpenID Connect provider: Authlib's own server, over HTTP, with people who sign in without a word."""
# ruff: noqa: ARG002 - methods that Authlib calls take what it gives

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

CLIENT, SECRET = "eenmaal", "only between this provider and us"


@dataclass
class Person:
    """Somebody at the provider, and what it says of them."""

    subject: str
    claims: dict[str, Any] = field(default_factory=dict)

    def get_user_id(self) -> str:
        return self.subject


@dataclass
class Client(ClientMixin):
    redirect_uri: str
    public_key: Any = None

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == ("private_key_jwt" if self.public_key else "client_secret_basic")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code:
    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    user: Person
    acr: str
    auth_time: int = field(default_factory=lambda: int(time.time()))

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> str:
        return self.acr

    def get_amr(self) -> None:
        return None


@dataclass
class Token(TokenMixin):
    user: Person


@dataclass
class Provider:
    """What a test turns: who signs in, at which level, and what the provider does wrong."""

    issuer: str = ""
    who: Person = field(default_factory=lambda: Person("nobody"))
    level: str = "loa2"
    gives_levels_asked: bool = True
    client: Client = field(default_factory=lambda: Client(""))
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}))
    said_in_token: bool = True
    """Else only at its userinfo endpoint."""
    twist: Any = None
    """What changes the claims of a token before they are signed."""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, Person] = field(default_factory=dict)

    stop: Any = None
    """Ends it; it may be called again."""

    def new_key(self, kid: str) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


class _Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "private_key_jwt")

    def save_authorization_code(self, code: str, request: Any) -> None:
        provider: Provider = self.server.provider
        payload = request.payload
        provider.codes[code] = Code(
            code=code,
            redirect_uri=payload.redirect_uri,
            scope=payload.scope,
            nonce=payload.data.get("nonce", ""),
            code_challenge=payload.data.get("code_challenge", ""),
            code_challenge_method=payload.data.get("code_challenge_method", ""),
            user=request.user,
            acr=provider.level,
        )

    def query_authorization_code(self, code: str, client: Any) -> Code | None:
        return self.server.provider.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        del self.server.provider.codes[authorization_code.code]

    def authenticate_user(self, authorization_code: Code) -> Person:
        return authorization_code.user


class _OpenId(OpenIDCode):
    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return any(each.nonce == nonce for each in self.provider.codes.values())

    def resolve_client_private_key(self, client: Any) -> RSAKey:
        return self.provider.key

    def get_client_claims(self, client: Any) -> dict[str, Any]:
        return {"iss": self.provider.issuer}

    def generate_user_info(self, user: Person, scope: str) -> UserInfo:
        return UserInfo(sub=user.subject, **(user.claims if self.provider.said_in_token else {}))

    def encode_id_token(self, token: Any, request: Any) -> str:
        encoded = super().encode_id_token(token, request)
        if self.provider.twist is None:
            return encoded
        claims = dict(jwt.decode(encoded, self.provider.key).claims)
        return self.provider.twist(claims, self.provider.key)


class _Assertion(JWTBearerClientAssertion):
    CLIENT_AUTH_METHOD = "private_key_jwt"

    def __init__(self, provider: Provider) -> None:
        super().__init__(validate_jti=False)
        self.provider = provider

    def get_audiences(self) -> list[str]:
        return [f"{self.provider.issuer}/token"]

    def resolve_client_public_key(self, client: Client) -> Any:
        return client.public_key


class _Silent(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Nothing: a code in an address is nobody's business."""


@contextmanager
def provider_listening(comes_back_at: str) -> Iterator[Provider]:
    """A provider of which `issuer` is its address; `comes_back_at` is the only address it sends people to."""
    provider = Provider(client=Client(comes_back_at))
    app = _application(provider)
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # this machine speaks with itself
    site = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    provider.issuer = f"http://127.0.0.1:{site.server_port}"
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()

    def stop() -> None:
        site.shutdown()
        thread.join()
        site.server_close()

    provider.stop = stop
    try:
        yield provider
    finally:
        stop()


def _application(provider: Provider) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(
        app,
        query_client=lambda name: provider.client if name == CLIENT else None,
        save_token=_keeper(provider),
    )
    server.provider = provider
    server.register_grant(_Grant, [CodeChallenge(required=True), _OpenId(provider)])
    server.register_client_auth_method("private_key_jwt", _Assertion(provider))

    @app.get("/.well-known/openid-configuration")
    def about() -> Any:
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        addresses = {f"{name}_endpoint": f"{provider.issuer}/{path}" for name, path in paths.items()}
        return jsonify(issuer=provider.issuer, jwks_uri=f"{provider.issuer}/keys", **addresses)

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(keys=[provider.key.as_dict(private=False)])

    @app.get("/authorize")
    def authorize() -> Any:
        provider.asked.append(request.args.to_dict())
        if provider.gives_levels_asked and request.args.get("acr_values"):
            provider.level = request.args["acr_values"]
        grant = server.get_consent_grant(end_user=provider.who)
        return server.create_authorization_response(grant_user=provider.who, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    def userinfo() -> Any:
        person = provider.tokens[request.headers["Authorization"].removeprefix("Bearer ")]
        return jsonify(sub=person.subject, **person.claims)

    return app


def _keeper(provider: Provider) -> Any:
    def keep(token: dict[str, Any], request: Any) -> None:
        provider.tokens[token["access_token"]] = request.user

    return keep
