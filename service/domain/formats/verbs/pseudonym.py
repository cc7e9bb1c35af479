"""pseudonym: a value that names a person becomes one that only the holder of a key could make again."""

import hashlib
import hmac
from dataclasses import replace

import numpy as np
from pydantic import Field

from service.domain.failures import PseudonymKeyMissingError
from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.exact import per_distinct
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("pseudonym", called=Wording("vervang door een pseudoniem", "replace by a pseudonym"))
class Pseudonym(Verb):
    """The first characters of an HMAC-SHA256: `{ field: toewijzing.bsn, pseudonym: 32 }`.

    The key comes from outside, from whoever runs the translation; one person has one pseudonym under one key,
    in every report. It stays data about a person: a format on aggregate level cannot show it.
    """

    main = "length"
    length: int = Field(ge=16, le=64)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """Text that cannot be read back."""
        shape = must_follow(before, ValueKind.TEXT)
        return replace(
            shape.with_representation("pseudonym"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The pseudonyms; a blank stays blank. Raises PseudonymKeyMissingError when there is no key."""
        key = lines.submitted.pseudonym_key
        if not key:
            raise PseudonymKeyMissingError(
                Wording(
                    "stel EENMAAL_PSEUDONYM_KEY in.",
                    "This format asks pseudonyms, and no key is set to make them with "
                    "(EENMAAL_PSEUDONYM_KEY).",
                )
            )
        texts = per_distinct(before.items, lambda text: self._of(text, key))
        return Values(ValueKind.TEXT, np.where(before.blank, "", texts), before.blank)

    def _of(self, text: str, key: bytes) -> str:
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[: self.length]

    def sentence(self) -> Wording:
        """In words."""
        return Wording("als pseudoniem", "as a pseudonym")
