"""What there is to say about who an export is of, beside who hands it in."""

from service.domain.findings import blocks
from service.domain.wording import Wording

OTHER_PROVIDER = blocks(
    "agb-code-of-another-provider",
    Wording("AGB-code van een andere aanbieder", "AGB code of another provider"),
    Wording(
        "Deze aanlevering noemt AGB-code {found}, maar u bent ingelogd voor {expected}. "
        "Lever de export van uw eigen organisatie aan.",
        "This submission names AGB code {found}, but you are signed in for {expected}. "
        "Hand in the export of your own organisation.",
    ),
)
