"""Show the burden as one account sees it, to who runs the service."""

from dataclasses import dataclass

from service.domain.burden.page import BurdenPage
from service.use_cases.burden.show import ShowBurden
from service.use_cases.people.find_viewer import FindViewer


@dataclass(frozen=True, slots=True)
class ShowBurdenForLogin:
    """From the command line, where nobody signs in."""

    find: FindViewer
    show: ShowBurden

    def __call__(self, login: str, label: str) -> BurdenPage:
        """The page of the period called `label`, or of the latest. Raises NotFoundError for no account."""
        return self.show(self.find(login), label)
