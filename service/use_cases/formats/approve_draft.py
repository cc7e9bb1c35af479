"""Approve a draft: publish it, as a second person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.access import Viewer
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.diff import diff
from service.domain.formats.drafts.draft import Draft, DraftId, FourEyesError, PublishedVersion
from service.domain.formats.library import codes_of, require_publishable
from service.domain.formats.plan import Plan
from service.domain.formats.publication import publication_of
from service.domain.formats.published import with_published
from service.domain.notices.kinds import FORMAT_PUBLISHED, Notice
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.proof.requests import contents_of, next_versions
from service.domain.wording import Wording, joined
from service.pipeline.format_prover import FormatProver
from service.storage.stores import FormatWork, Stores

_MOST_CHANGES = 5
_FIRST = Wording("Het is de eerste versie.", "It is the first version.")
_MORE = Wording("En nog {count} andere wijzigingen.", "And {count} other changes.")


@dataclass(frozen=True, slots=True)
class ApproveDraft:
    """From then on submissions are translated with it, and nothing changes it any more."""

    stores: Stores
    prover: FormatProver

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> Plan:
        """Raises FourEyesError for who had a hand in it; the database refuses it once more."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            if draft.was_written_by(viewer.account):
                raise FourEyesError(str(draft_id))
            plan = self.prover.publishable(draft.text, work.drafts.workbook(draft_id))
            catalogue = self.prover.catalogue()
            before = catalogue.plans.get(plan.name, ())
            require_publishable(plan, catalogue, draft.asked)
            work.drafts.publish(draft, publication_of(plan))
            asking = {each.municipality for each in catalogue.requests if each.format == plan.name}
            work.notices.tell_providers_of(_notice(plan, before), asking | set(draft.asked.municipalities))
            work.acts.record(
                "format_published",
                f"{plan.name}@{plan.version}",
                sha256=plan.sha256,
                draft=str(draft_id),
                written_by=sorted({each.login for each in draft.revisions}),
            )
            work.log.write(_act(plan), *self._set_requests(work, viewer, draft, plan, catalogue))
        return plan

    def _set_requests(
        self, work: FormatWork, viewer: Viewer, draft: Draft, plan: Plan, catalogue: Catalogue
    ) -> Iterator[LoggedAct]:
        """What the municipalities of `viewer` ask from now on, as it was approved."""
        new = PublishedVersion(
            publication=publication_of(plan),
            text=draft.text,
            workbook=work.drafts.workbook(draft.id),
            asked=draft.asked,
            written_by=(),
            approved_by=viewer.login,
            published_at=datetime.now(UTC),
        )
        after = with_published(catalogue, [new])
        own = codes_of(viewer, work.organisations.members())
        wanted = contents_of(after, own, plan.name)
        if draft.asked.instead_of:
            wanted = {**wanted, **contents_of(after, own, draft.asked.instead_of)}
        work.requests.set_alone()
        versions = tuple(
            next_versions(wanted, work.requests.known(wanted.keys()), new.published_at, viewer.organisation)
        )
        work.requests.add(versions)
        return (each.act for each in versions)


def _act(plan: Plan) -> LoggedAct:
    facts = {"format": plan.name, "version": plan.version, "format_sha256": plan.sha256}
    return LoggedAct(kind=ActKind.FORMAT_APPROVED, subject=f"format {plan.name}@{plan.version}", facts=facts)


def _notice(plan: Plan, before: Sequence[Plan]) -> Notice:
    changes = diff(before[-1], plan) if before else (_FIRST,)
    told = changes[:_MOST_CHANGES]
    more = len(changes) - len(told)
    facts: dict[str, str | Wording] = {
        "title": plan.format.title,
        "format": plan.name,
        "version": plan.version,
        "changes": joined(" ", (*told, _MORE.fill(count=more)) if more else told),
    }
    return Notice(FORMAT_PUBLISHED, facts)
