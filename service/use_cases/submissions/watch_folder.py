"""Look at a folder of this machine for files to hand in, as often as somebody calls."""

from dataclasses import dataclass
from pathlib import Path

from service.couriers import LocalFolder
from service.domain.channels.handed_in import FileSeen
from service.use_cases.people.find_viewer import FindViewer
from service.use_cases.submissions.take_from_folder import TakeFromFolder, Taken

_ORIGIN = "folder"


@dataclass(frozen=True, slots=True)
class WatchFolder:
    """In the name of one account of a provider, looked up each time: who is gone hands nothing in."""

    take_from_folder: TakeFromFolder
    find_viewer: FindViewer

    def __call__(self, login: str, path: Path, before: frozenset[FileSeen]) -> Taken:
        """Take in what is the same as in the look before.

        Raises NotFoundError, FolderAwayError and what TakeFromFolder raises.
        """
        viewer = self.find_viewer(login, _ORIGIN)
        with LocalFolder(path) as folder:
            return self.take_from_folder(viewer, folder, before)
