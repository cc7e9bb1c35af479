"""What a message says of itself: the total that it declares, and what was granted of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTotal:
    """One declaration (323), with the answer to it (325) where that was handed in."""

    message: str
    """The name of the file of the 323."""
    law: str
    municipality: str
    """Gemeentecode of whom it was sent to."""
    declaration: str
    """Its number, which is of one law and one municipality."""
    cents: int
    """TotaalIngediendBedrag, signed (TR358)."""
    granted: int | None = None
    """TotaalToegekendBedrag of the answer, signed; None without one."""

    def as_json(self) -> dict[str, str | int | None]:
        """As it is kept and told."""
        return {
            "message": self.message,
            "law": self.law,
            "municipality": self.municipality,
            "declaration": self.declaration,
            "declared": self.cents,
            "granted": self.granted,
        }

    @classmethod
    def parse(cls, kept: dict[str, str | int | None]) -> "DeclaredTotal":
        """What `as_json` gave. Raises KeyError or ValueError for anything else."""
        granted = kept["granted"]
        return cls(
            message=str(kept["message"]),
            law=str(kept["law"]),
            municipality=str(kept["municipality"]),
            declaration=str(kept["declaration"]),
            cents=int(str(kept["declared"])),
            granted=None if granted is None else int(granted),
        )
