"""Change what a colleague may do for the organisation."""

from dataclasses import dataclass

from service.domain.access import AccountId, NotFoundError, Role, Viewer
from service.domain.colleagues import require_administrator, require_one_left
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """There is always an administrator left, whoever does what at the same moment."""

    stores: Stores

    def __call__(self, viewer: Viewer, account: AccountId, role: Role) -> None:
        """Raises NotAllowedError, NotFoundError and LastAdministratorError."""
        require_administrator(viewer)
        with self.stores.as_colleague(viewer) as work:
            administrators = work.colleagues.lock_administrators()
            if role is not Role.ADMINISTRATOR:
                require_one_left(administrators, account)
            if not work.colleagues.change_role(account, role):
                raise NotFoundError(str(account))
            work.acts.record("role_changed", str(account), role=role.value)
