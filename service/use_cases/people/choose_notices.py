"""Choose what one is told by email, where and how often."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.notices.choices import NoticeChoice
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChooseNotices:
    """Of the viewer itself, from now on."""

    stores: Stores

    def __call__(self, viewer: Viewer, choice: NoticeChoice) -> None:
        """The address is in no record of acts."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.notices.choose(viewer.account, choice)
            work.acts.record("notices_chosen", str(viewer.account), pace=choice.pace.value)
