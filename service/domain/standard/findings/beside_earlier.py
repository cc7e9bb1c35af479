"""What there is to ask about a whole file, beside that of an earlier period."""

from service.domain.findings import warns
from service.domain.wording import Wording

MUNICIPALITY_GONE = warns(
    "municipality-gone",
    Wording("gemeente van vorige periode ontbreekt", "municipality of the earlier period is missing"),
    Wording(
        "Over {earlier} leverde u prestaties aan voor {municipalities}, nu geen enkele, terwijl daar "
        "toewijzingen doorlopen. Vul de prestaties aan, of antwoord waarom er geen zijn.",
        "For {earlier} you handed in care for {municipalities}, now none, while allocations go on there. "
        "Add the care delivered, or answer why there is none.",
    ),
)
AMOUNT_MOVED = warns(
    "amount-moved",
    Wording("veel meer of minder dan vorige periode", "much more or less than in the earlier period"),
    Wording(
        "Per dag is nu € {now} aangeleverd en over {earlier} € {before}: {change} procent verschil. "
        "Controleer of de export volledig is en niets dubbel heeft, of antwoord waardoor het komt.",
        "Per day € {now} is handed in now and for {earlier} € {before}: {change} per cent apart. "
        "Check whether the export is whole and has nothing twice, or answer what the reason is.",
    ),
)
TARIFF_MOVED = warns(
    "tariff-moved",
    Wording("gemiddeld tarief is veranderd", "mean tariff has changed"),
    Wording(
        "Het gemiddelde tarief is meer dan {limit} procent anders dan over {earlier}: {products}. Controleer "
        "de tarieven en hun eenheid, of antwoord waardoor het komt.",
        "The mean tariff is more than {limit} per cent apart from that of {earlier}: {products}. Check the "
        "tariffs and their unit, or answer what the reason is.",
    ),
)
NO_STOP = warns(
    "clients-without-stop",
    Wording("cliënten zonder prestatie en zonder stop", "clients without care and without a stop"),
    Wording(
        "Aantal cliënten met hulp over {earlier} en zonder hulp nu, terwijl hun toewijzing doorloopt en er "
        "geen stop is: {found} (toewijzing {examples}). Vul de prestaties aan, of de einddatum op blad "
        "verloop, of antwoord waarom dit klopt.",
        "Clients with care for {earlier} and without care now, while their allocation goes on and there is "
        "no stop: {found} (allocation {examples}). Add the care, or the end date on sheet verloop, or answer "
        "why this is right.",
    ),
)
KINDS = (MUNICIPALITY_GONE, AMOUNT_MOVED, TARIFF_MOVED, NO_STOP)
