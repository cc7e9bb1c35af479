"""The files of a package of evidence, but for its seal: for programs, and for people who read."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
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
from service.domain.proof.acts import ActKind, moment_text
from service.domain.proof.canonical import canonical
from service.domain.proof.gathered import Gathered
from service.domain.proof.notes import SignerKey
from service.domain.proof.policy import Policy
from service.domain.reports import ReportSummary
from service.files.evidence import Cover, cover_as_html, cover_as_pdf, index_workbook

Files = dict[str, bytes]
_Key = tuple[str, str, str, Period]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFiles:
    """Makes them of what was gathered for one viewer."""

    viewer: Viewer
    period: Period
    found: Gathered
    policy: Policy
    signer: SignerKey
    """That of the log."""
    catalogue: Catalogue
    made_at: datetime
    timestamp: bytes | None = None
    """What an authority says of the checkpoint; None without one."""
    _plans: dict[str, Plan] = field(default_factory=dict, init=False)

    def __call__(self) -> Files:
        """With the list of all of them, which the seal speaks of."""
        every = (plan for versions in self.catalogue.plans.values() for plan in versions)
        self._plans.update({plan.sha256: plan for plan in every})
        manifests = self._manifests()
        head = self._head()
        files = {
            **{names.manifest_name(_id(each)): canonical(each) for each in manifests},
            **self._of_the_log(),
            **self._of_the_formats(),
            **self._of_the_requests(),
            **self._readable(head),
        }
        hashes = {name: sha256(content).hexdigest() for name, content in files.items()}
        return files | {names.EVIDENCE: canonical(names.evidence_of(head, manifests, hashes))}

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

    def _manifests(self) -> list[names.Json]:
        asked, entries = self._asked(), names.EntriesByReport(self.found.entries)
        templates = {sha: publication_of(plan).template_sha256 for sha, plan in self._plans.items()}
        return [
            names.manifest_of(
                each, entries.of(each), templates.get(each.format_sha256), asked.get(_key(each))
            )
            for each in self.found.reports
        ]

    def _of_the_log(self) -> Files:
        found = self.found
        lines = (
            names.leaf_line(each, texts_of(path))
            for each, path in zip(found.entries, found.paths, strict=True)
        )
        made = ((each, proof) for each, proof in found.proofs() if each.kind is ActKind.TRANSLATED)
        files = {
            names.LEAVES: b"".join(each + b"\n" for each in lines),
            names.CHECKPOINT: found.note.whole.encode(),
            names.POLICY: self.policy.text.encode(),
            **{names.proof_name(each.report): proof.text.encode() for each, proof in made},
        }
        if self.timestamp is not None:
            files[names.TIMESTAMP] = self.timestamp
        if found.witnessed is not None:
            files[names.WITNESSED] = found.witnessed.whole.encode()
            files[names.CONSISTENCY] = lines_of(found.consistency)
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
        """What the reports answer, as the log signs it."""
        return {
            names.request_name(each.named.sha256): each.signed(self.signer).whole.encode()
            for each in self.found.requests
        }

    def _readable(self, head: names.EvidenceHead) -> Files:
        found, language = self.found, self.viewer.language
        cover = Cover(
            head=head,
            key=next((each.text for each in self.policy.logs if each.name == head.log), ""),
            witnessed=found.witnessed_size,
            reports=found.reports,
            titles=self.catalogue.titles(),
            language=language,
        )
        return {
            names.COVER_HTML: cover_as_html(cover),
            names.COVER_PDF: cover_as_pdf(cover),
            names.INDEX: index_workbook(found.reports, found.entries, language),
        }


def texts_of(path: Iterable[bytes]) -> list[str]:
    """Hashes as they are written in files: base64."""
    return [b64encode(each).decode() for each in path]


def lines_of(path: Iterable[bytes]) -> bytes:
    """The same, a line for each."""
    return "".join(f"{each}\n" for each in texts_of(path)).encode()


def _id(manifest: names.Json) -> object:
    report = manifest["report"]
    return report["id"] if isinstance(report, dict) else None


def _key(report: ReportSummary) -> _Key:
    return report.provider_code, report.municipality, report.format, report.period
