"""The files of a package of evidence: for programs, and for people who read."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from service import __version__
from service.domain.access import Viewer
from service.domain.formats.calendar import AskedReport
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.describe import describe_what_is_asked
from service.domain.formats.plan import Plan
from service.domain.formats.publication import publication_of
from service.domain.periods import Period
from service.domain.proof import evidence as names
from service.domain.proof.acts import moment_text
from service.domain.proof.acts_in_full import Json
from service.domain.proof.canonical import canonical
from service.domain.proof.gathered import Gathered, Proven
from service.domain.proof.policy import Policy
from service.domain.proof.told import totals_of
from service.domain.reports import ReportSummary
from service.files.evidence import Cover, cover_as_html, cover_as_pdf, index_workbook

Files = dict[str, bytes]
_Key = tuple[str, str, str, Period]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFiles:
    """Makes all that is listed, and the list, of what was gathered for one viewer."""

    viewer: Viewer
    period: Period
    found: Gathered
    policy: Policy
    catalogue: Catalogue
    made_at: datetime
    _plans: dict[str, Plan] = field(default_factory=dict, init=False)

    def __call__(self) -> Files:
        """With the list of all of them, which the log is to hold."""
        every = (plan for versions in self.catalogue.plans.values() for plan in versions)
        self._plans.update({plan.sha256: plan for plan in every})
        told, head = self.found.told, self._head()
        manifests = self._manifests(told)
        files = {
            **{names.manifest_name(report): canonical(each) for report, each in manifests.items()},
            **self._of_the_policy(),
            **self._of_the_formats(),
            **self._of_the_requests(),
            **self._readable(head, told, totals_of(manifests.values())),
        }
        hashes = {name: sha256(content).hexdigest() for name, content in files.items()}
        return files | {names.EVIDENCE: canonical(names.evidence_of(head, hashes))}

    def _head(self) -> names.EvidenceHead:
        checkpoint = self.found.checkpoint
        return names.EvidenceHead(
            organisation=self.viewer.organisation,
            period=self.period,
            made_at=moment_text(self.made_at),
            engine=__version__,
            log=checkpoint.origin,
            size=checkpoint.size,
        )

    def _asked(self) -> Mapping[_Key, AskedReport]:
        """What the calendar of today says about these reports."""
        pairs = {(each.provider_code, each.municipality) for each in self.found.reports}
        return {each.key: each for each in self.catalogue.asked_of(pairs, self.period)}

    def _manifests(self, told: Iterable[names.ToldReport]) -> dict[object, Json]:
        asked = self._asked()
        return {each.summary.id: names.manifest_of(each, asked.get(_key(each.summary))) for each in told}

    def _of_the_policy(self) -> Files:
        """Whom to believe, and what enough of these signed."""
        files = {names.POLICY: self.policy.text.encode()}
        if self.found.witnessed is not None:
            files[names.WITNESSED] = self.found.witnessed.whole.encode()
        return files

    def _of_the_formats(self) -> Files:
        """As programs read it, with its hash for a name, and as people do."""
        files: Files = {}
        for sha in {each.format_sha256 for each in self.found.reports} & self._plans.keys():
            plan = self._plans[sha]
            files[names.format_name(sha)] = publication_of(plan).text.encode()
            words = [each.to(self.viewer.language) for each in describe_what_is_asked(plan)]
            files[names.description_name(sha)] = "\n".join(
                (f"{plan.name}@{plan.version}", "", *words, "")
            ).encode()
        return files

    def _of_the_requests(self) -> Files:
        """What the reports answer: the JSON that the log holds the hash of."""
        return {
            names.request_name(each.named.sha256): canonical(each.as_json) for each in self.found.requests
        }

    def _readable(
        self,
        head: names.EvidenceHead,
        told: Sequence[names.ToldReport],
        totals: Mapping[str, Mapping[str, int]],
    ) -> Files:
        found, language = self.found, self.viewer.language
        cover = Cover(
            head=head,
            key=next((each.text for each in self.policy.logs if each.name == head.log), ""),
            witnessed=found.witnessed_size,
            reports=told,
            totals=totals,
            titles=self.catalogue.titles(),
            language=language,
        )
        return {
            names.COVER_HTML: cover_as_html(cover),
            names.COVER_PDF: cover_as_pdf(cover),
            names.INDEX: index_workbook(told, totals, found.entries, language),
        }


def files_of_the_log(proven: Proven, timestamp: bytes | None = None) -> Files:
    """What proves itself, and so is on no list. `timestamp`: what an authority says of the checkpoint."""
    files = {
        names.CHECKPOINT: proven.note.whole.encode(),
        **{names.proof_name(each.index): each.text.encode() for each in proven.proofs},
    }
    if proven.consistency:
        files[names.CONSISTENCY] = lines_of(proven.consistency)
    return files if timestamp is None else files | {names.TIMESTAMP: timestamp}


def lines_of(path: Iterable[bytes]) -> bytes:
    """Hashes as they are written in files: base64, a line for each."""
    return "".join(f"{b64encode(each).decode()}\n" for each in path).encode()


def _key(report: ReportSummary) -> _Key:
    return report.provider_code, report.municipality, report.format, report.period
