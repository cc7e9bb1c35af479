"""The table of requests: every version that was set."""

from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class RequestVersionRow(Row):
    """One version of who asks what, why and by when."""

    __tablename__ = "request_version"

    request: Mapped[str] = mapped_column(primary_key=True)
    """Gemeentecode and format."""
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    municipality: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    content_sha256: Mapped[str]
    content: Mapped[JsonObject]
    set_at: Mapped[str]
    """As it is signed."""
    set_by: Mapped[JsonObject]
