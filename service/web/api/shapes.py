"""How what goes out is written: names and words of the API, which never change within a major version."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Self
from uuid import UUID

from flask_openapi.models.file import FileStorage
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic.alias_generators import to_camel
from werkzeug.datastructures import FileStorage as SentFile

from service.domain.burden.residual import Cause
from service.domain.findings import Severity, Verdict
from service.domain.periods import Period
from service.domain.standing import ReportStanding, SubmissionStanding
from service.domain.translation.balance import Balance, Tally
from service.domain.wording import Wording

SUBMISSION_STANDINGS = {
    SubmissionStanding.CHECKING: "wordt-gecontroleerd",
    SubmissionStanding.TRANSLATING: "wordt-vertaald",
    SubmissionStanding.REFUSED: "afgekeurd",
    SubmissionStanding.FAILED: "storing",
    SubmissionStanding.NOT_ASKED: "niet-gevraagd",
    SubmissionStanding.TO_SEND: "te-versturen",
    SubmissionStanding.SENT: "verstuurd",
    SubmissionStanding.REJECTED: "afgekeurd-door-gemeente",
    SubmissionStanding.REPLACED: "vervangen",
}
REPORT_STANDINGS = {
    ReportStanding.UNSENT: "niet-verstuurd",
    ReportStanding.SENT: "verstuurd",
    ReportStanding.TAKEN: "opgehaald",
    ReportStanding.ACCEPTED: "aanvaard",
    ReportStanding.REJECTED: "afgekeurd",
    ReportStanding.REPLACED: "vervangen",
    ReportStanding.LAPSED: "vervallen",
}
SEVERITIES = {
    Severity.BLOCKS: "houdt-tegen",
    Severity.QUARANTINES: "rij-wacht",
    Severity.WARNS: "aandachtspunt",
}
VERDICTS = {
    Verdict.ACCEPTED: "goed",
    Verdict.ACCEPTED_WITH_WARNINGS: "goed-met-aandachtspunten",
    Verdict.REJECTED: "afgekeurd",
}
CAUSES = {
    Cause.DATA_QUALITY: "fout-in-gegevens",
    Cause.DEFINITION_DIFFERS: "andere-definitie",
    Cause.NOT_IN_STANDARD: "niet-in-standaard",
    Cause.NARRATIVE: "toelichting-ontbreekt",
    Cause.CHANGED_WITHOUT_NOTICE: "gewijzigd-zonder-aankondiging",
    Cause.PORTAL_OR_SIGNATURE: "portaal-of-handtekening",
    Cause.ACCOUNTANT: "accountant",
    Cause.MAY_NOT_BE_SHARED: "mag-niet-gedeeld",
    Cause.OUR_DEFECT: "fout-van-de-dienst",
    Cause.REJECTED: "anders",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
GEMEENTE_CODE = r"^\d{4}$"
AGB_CODE = r"^\d{8}$"


class OneOf:
    """`Annotated[str, OneOf(…)]`: these words and no other, in the description and in what is asked."""

    def __init__(self, words: Iterable[str]) -> None:
        """In this order."""
        self.words = tuple(words)

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> dict[str, object]:
        """What pydantic asks of an annotation: the schema of a Literal."""
        return {"type": "literal", "expected": list(self.words)}


def _as_written(given: object) -> object:
    """Pydantic would read a number as seconds since 1970, and a moment as its day."""
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("no day")
    return given


def _as_sent(given: object) -> object:
    """The library hands on whatever stands in the form under the name of a file."""
    if not isinstance(given, SentFile):
        raise ValueError("no file")  # noqa: TRY004 - pydantic refuses by this one alone
    return given


Heel = Annotated[int, Strict()]
"""A whole number in JSON: neither true nor "1"."""
WaarOfNiet = Annotated[bool, Strict()]
"""True or false in JSON: neither 1 nor "yes"."""
Dag = Annotated[date, BeforeValidator(_as_written)]
"""A day in JSON, as 2026-01-31 and not otherwise."""
Bestand = Annotated[FileStorage, AfterValidator(_as_sent)]
"""A file in a form: never a text of that name."""


class Shape(BaseModel):
    """One object; its names are lowerCamelCase in JSON."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
    )


class Periode(Shape):
    """Hele dagen, begin en einde meegeteld."""

    naam: str = Field(
        description="2026-Q1, 2026-H1, 2026 of 2026-03; anders begin--einde", examples=["2026-Q1"]
    )
    begin: date
    einde: date

    @classmethod
    def of(cls, period: Period) -> Self:
        """The same days."""
        return cls(naam=period.label, begin=period.begin, einde=period.end)


class Tekst(Shape):
    """Hetzelfde in twee talen."""

    nl: str
    en: str

    @classmethod
    def of(cls, words: Wording | Mapping[str, str]) -> Self:
        """The same words."""
        kept = words.as_json() if isinstance(words, Wording) else words
        return cls(nl=kept["nl"], en=kept["en"])


class Telling(Shape):
    """Eén kant van de sluitende telling: wat binnenkwam en onder welke naam het weer uitging."""

    binnen: int
    gerapporteerd: int
    uitgesloten: Mapping[str, int] = Field(description="Per regel die uitsluit.")
    wacht: Mapping[str, int] = Field(description="Per reden waarom een rij wacht.")
    niet_gemaakt: Mapping[str, int] = Field(
        description="Per reden waarom een rapportage niet gemaakt kon worden."
    )
    afgekeurd: Mapping[str, int] = Field(description="Per bevinding die tegenhoudt.")

    @classmethod
    def of(cls, tally: Tally) -> Self:
        """The same counts."""
        return cls(
            binnen=tally.came_in,
            gerapporteerd=tally.reported,
            uitgesloten=dict(tally.excluded),
            wacht=dict(tally.quarantined),
            niet_gemaakt=dict(tally.not_made),
            afgekeurd=dict(tally.rejected),
        )


class SluitendeTelling(Shape):
    """Binnen = gerapporteerd + uitgesloten + wacht + niet gemaakt + afgekeurd, in rijen en in eurocenten."""

    rijen: Telling
    centen: Telling

    @classmethod
    def of(cls, balance: Balance) -> Self:
        """The same balance."""
        return cls(rijen=Telling.of(balance.rows), centen=Telling.of(balance.cents))


class Organisatie(Shape):
    """Wie er levert of ontvangt."""

    code: str = Field(description="AGB-code van een aanbieder, gemeentecode van een gemeente.")
    naam: str


class ById(Shape):
    """A path that names one thing."""

    id: UUID


def moment(at: datetime | None) -> datetime | None:
    """As it goes out: to the second, in UTC."""
    return None if at is None else at.astimezone(UTC).replace(microsecond=0)
