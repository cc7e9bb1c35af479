"""Begin a draft from a YAML text."""

from dataclasses import dataclass, replace

from service.domain.access import Viewer
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import DraftId, NewDraft, NewRequest
from service.domain.formats.drafts.naming import municipality_of, own_prefix
from service.domain.formats.faults.publishing import ASKED_BY_OTHERS, NOT_A_NAME_OF_YOURS
from service.domain.formats.library import WRITERS, codes_of, entries_for
from service.files.drafts import name_and_version
from service.pipeline.format_prover import FormatProver
from service.storage.stores import Stores
from service.use_cases.formats.begin_draft import BeginDraft


@dataclass(frozen=True, slots=True)
class BeginFromText:
    """A name that others ask too, or that is no name of one's own, is refused before anything is kept."""

    stores: Stores
    prover: FormatProver
    begin: BeginDraft

    def __call__(self, viewer: Viewer, text: str, asked: NewRequest = NewRequest()) -> DraftId:  # noqa: B008 - a value
        """A draft of this YAML. Raises FormatError for what is no format, and NotAllowedError."""
        viewer.require(*WRITERS)
        name, version = name_and_version(text)
        with self.stores.as_format_writer(viewer) as work:
            codes = codes_of(viewer, work.organisations.members())
        known = next(
            (each for each in entries_for(viewer, self.prover.catalogue(), codes) if each.name == name), None
        )
        prefix = own_prefix(viewer)
        if known is not None and not known.may_renew:
            raise FormatError(ASKED_BY_OTHERS.fault(format=name, prefix=prefix))
        if known is None and not name.startswith(prefix):
            raise FormatError(NOT_A_NAME_OF_YOURS.fault(format=name, prefix=prefix))
        asked = NewRequest() if known is not None else replace(asked, municipalities=tuple(sorted(codes)))
        workbook = self.prover.workbook_of(text, None)
        return self.begin(
            viewer,
            NewDraft(
                name=name,
                version=version,
                text=text,
                asked=asked,
                municipality=municipality_of(viewer),
                workbook=workbook,
            ),
        )
