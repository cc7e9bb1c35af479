"""A written engine for tests of storage and work: it finds and makes what its upload says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from service.domain.burden.level_zero import CellCounts
from service.domain.findings import Finding, FindingKind, Place, Severity, Verdict
from service.domain.formats.shape import CellClass
from service.domain.made_report import MadeReport
from service.domain.periods import Period, parse_period
from service.domain.private_words import ClientMarks
from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import Reading
from service.domain.submissions.jobs import Subject
from service.domain.translation.answers_told import AnsweredWarning
from service.domain.translation.balance import Balance, Tally
from service.domain.translation.control_figures import Amount, ComparedFigure, Key
from service.domain.translation.round_trip import Loss, LossKind
from service.domain.translation.waiting import WaitingAmount
from service.domain.wording import Wording
from service.pipeline.balancing import EveryBalance, NamedRows
from service.pipeline.engine import CheckedUpload, Settled

QUARTER = parse_period("2026-Q1")
BALANCE = Balance(
    Tally(came_in=3, reported=2, excluded={"not-in-this-format": 1}),
    Tally(came_in=300, reported=250, excluded={"not-in-this-format": 50}),
)
WAITS = WaitingAmount(
    reason="unknown-code", table="prestatie", field="productcode", value="99X99", format="", rows=1, cents=50
)
HELD = Balance(
    Tally(came_in=3, reported=1, excluded={"not-in-this-format": 1}, quarantined={"unknown-code": 1}),
    Tally(came_in=300, reported=200, excluded={"not-in-this-format": 50}, quarantined={"unknown-code": 50}),
)
"""The balance as long as WAITS waits."""
BURDEN = {"N": 6, "N_same": 3, "N_conv": 2, "N_man": 1, "D_fact": 2, "R_dup": 1, "D_file": 1}
ODD_CODE = FindingKind(
    "odd-code",
    Severity.WARNS,
    Wording("Onbekende code", "Unknown code"),
    Wording("Code {code} op rij {row}.", "Code {code} in row {row}."),
)
BROKEN = FindingKind(
    "broken",
    Severity.BLOCKS,
    Wording("Niet te lezen", "Unreadable"),
    Wording("Niet te lezen.", "Cannot be read."),
)


LOSS = Loss(
    kind=LossKind.MERGED_CODES,
    place="Product",
    field="productcode",
    facts={},
    codes={"F45": ("45A01", "45A04")},
)


@dataclass
class WrittenEngine:
    """The words of an upload are the formats asked of it; `failures` are raised, once each, when called."""

    municipalities: tuple[str, ...] = ("0344", "0363")
    agb_code: str = "41234567"
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    catalogue: str = "first"
    is_aggregate: bool = True
    waiting: tuple[WaitingAmount, ...] = ()
    balance: Balance = BALANCE
    marks: dict[str, ClientMarks] = field(default_factory=dict)
    """By municipality, by what its clients are known in every submission."""
    is_clean: bool = False
    """Whether it finds nothing to say about any upload."""
    reported: str = "2"
    """What each report says was reported: its bytes and figures follow."""

    def given(self, earlier: object) -> "WrittenEngine":  # noqa: ARG002 - the port has it
        return self

    def as_of(self, moment: datetime) -> "WrittenEngine":  # noqa: ARG002 - the port has it
        return self

    def check(
        self,
        content: bytes,
        filename: str,  # noqa: ARG002 - the port has it
        reading: Reading = AS_USUAL,  # noqa: ARG002 - the port has it
        before: object = None,  # noqa: ARG002 - the port has it
    ) -> CheckedUpload:
        self._do("check")
        if content.startswith(b"broken"):
            return self._checked(Verdict.REJECTED, (Finding(BROKEN),), b"", ())
        findings = tuple(
            Finding(
                ODD_CODE,
                Place(table="prestatie", sheet="Prestatie", row=row, column="C", field="productcode"),
                {"code": "X"},
            )
            for row in range(2, 14)
            if not self.is_clean
        )
        formats = content.decode().split()
        tables = content if self.catalogue == "first" else content + b", " + self.catalogue.encode()
        verdict = Verdict.ACCEPTED if self.is_clean else Verdict.ACCEPTED_WITH_WARNINGS
        return self._checked(verdict, findings, tables, tuple(map(subject, formats)))

    def beside_earlier(self, tables: bytes, earlier: bytes) -> tuple[Finding, ...]:  # noqa: ARG002 - the port has it
        return ()

    def asks_answers(self, subject: Subject) -> bool:  # noqa: ARG002 - none of what it writes holds answers
        return False

    def told(self, tables: bytes, subject: Subject, answered: Sequence[AnsweredWarning]) -> bytes:  # noqa: ARG002 - as above
        return tables

    def held_against_books(
        self,
        tables: bytes,  # noqa: ARG002 - as above
        made: object,  # noqa: ARG002 - as above
        books: Mapping[Key, Amount],
    ) -> tuple[ComparedFigure, ...]:
        handed_in = Amount(3, 300)
        parts = {"": Amount(2, 250), "not-in-this-format": Amount(1, 50)}
        return (
            ComparedFigure(
                municipality="0344",
                law="JW",
                books=books.get(("0344", "JW")),
                handed_in=handed_in,
                parts=parts,
            ),
        )

    def produce(self, tables: bytes, subject: Subject, municipality: str = "") -> list[MadeReport]:
        self._do(f"produce {subject.format}")
        codes = (municipality,) if municipality else self.municipalities
        return [self._report(code, subject, tables) for code in codes]

    def traced(self, tables: bytes, table: str, row: int, part: int = 0) -> tuple[()]:  # noqa: ARG002 - as above
        return ()

    def balanced(self, tables: bytes, made: object) -> EveryBalance:  # noqa: ARG002 - the port has it
        return EveryBalance(levels=(), totals=())

    def named_rows(self, tables: bytes, name: str, made: object, report: object = None) -> NamedRows:  # noqa: ARG002 - as above
        return NamedRows((), ())

    def rows_behind(self, tables: bytes, key: object, signal: object, earlier: object) -> tuple[()]:  # noqa: ARG002 - as above
        return ()

    def settle(self, tables: bytes, made: object = None) -> Settled:  # noqa: ARG002 - the port has it
        self._do("settle")
        return Settled(balance=self.balance, burden=BURDEN, waiting=self.waiting)

    def client_marks(self, tables: bytes, municipality: str) -> ClientMarks:  # noqa: ARG002 - the port has it
        return self.marks.get(municipality, ClientMarks())

    def replayed(self, tables: bytes, subject: Subject, municipality: str) -> None:
        """Nothing that it wrote is made again."""

    def replayed_anew(self, tables: bytes, subject: Subject, municipality: str) -> None:
        """As above."""

    def catalogue_sha256(self) -> str:
        return self.catalogue

    def _do(self, what: str) -> None:
        self.calls.append(what)
        if waiting := self.failures.get(what):
            raise waiting.pop(0)

    def _checked(
        self,
        verdict: Verdict,
        findings: tuple[Finding, ...],
        tables: bytes,
        subjects: tuple[Subject, ...],
    ) -> CheckedUpload:
        return CheckedUpload(
            verdict=verdict,
            findings=findings,
            agb_code=self.agb_code,
            period=QUARTER,
            rows={"prestatie": 3},
            tables=tables,
            subjects=subjects,
            municipalities=frozenset(self.municipalities if subjects else ()),
        )

    def _report(self, municipality: str, subject: Subject, tables: bytes) -> MadeReport:
        content = b"%s for %s from %s" % (subject.format.encode(), municipality.encode(), tables)
        if self.reported != "2":
            content += b" with " + self.reported.encode()
        return MadeReport(
            municipality=municipality,
            format=subject.format,
            format_sha256=subject.format_sha256,
            period=subject.period,
            filename=f"{municipality}-{subject.format}.csv",
            sha256=sha256(content).hexdigest(),
            content=content,
            balance=self.balance,
            cells=CellCounts({CellClass.SAME: 2}),
            figures={"Blad: rijen": self.reported, "Blad: Lang": str(len(tables))},
            is_aggregate=self.is_aggregate,
            losses=(LOSS,),
        )


def subject(format_name: str, period: Period = QUARTER) -> Subject:
    return Subject(format_name, sha256(format_name.encode()).hexdigest(), period)


def light_engine() -> WrittenEngine:
    """For one municipality, and with nothing to say about any upload."""
    return WrittenEngine(municipalities=("0344",), is_clean=True)
