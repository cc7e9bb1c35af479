"""Change the text of a draft."""

from collections.abc import Callable
from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import ChangedMeanwhileError, DraftId
from service.domain.formats.faults.publishing import CALLED_OTHERWISE
from service.files.drafts import name_and_version
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """Who saves second is told so: nothing of what was saved first is lost."""

    stores: Stores

    def __call__(
        self, viewer: Viewer, draft_id: DraftId, revision: int, change: Callable[[str], str]
    ) -> None:
        """Save what `change` makes of the text. Raises FormatError when that is no YAML or another format.

        Raises ChangedMeanwhileError when the text is no longer state `revision`, NotAllowedError when the
        draft is somebody else's or waits for a second person.
        """
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            draft.require_editable_by(viewer)
            if draft.revision != revision:
                raise ChangedMeanwhileError(str(draft_id))
            text = change(draft.text)
            if text == draft.text:
                return
            name, version = name_and_version(text)
            if name != draft.name:
                raise FormatError(CALLED_OTHERWISE.fault(format=draft.name))
            work.drafts.save(draft, text, name=name, version=version)
