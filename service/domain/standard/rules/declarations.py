"""The rules about declaring: reference numbers, credits, what the municipality answered."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import ColumnLacksError, Columns, counted, first_in, is_again, summed
from service.domain.standard.rules.declared_again import said_when_equal
from service.domain.standard.rules.rule import TableRows, rule
from service.domain.wording import Wording

_TABLE = "prestatie"
_APPROVALS = ("0200", "8001")


@rule(
    "credit-without-reference",
    Severity.QUARANTINES,
    _TABLE,
    "vorig_referentienummer",
    title=Wording("creditregel zonder verwijzing", "credit line without a reference"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, het referentienummer in van de regel die wordt gecrediteerd, of "
        "herstel debet_credit.",
        "Fill in in column {column}, row {row}, the reference number of the row that is credited, or repair "
        "debet_credit.",
    ),
)
def credit_has_no_reference(rows: TableRows) -> Mask:
    """Require that a credit names the row that it takes back (CD060)."""
    return rows.is_one_of("debet_credit", "C") & ~rows.has("vorig_referentienummer")


@rule(
    "credit-without-original",
    Severity.WARNS,
    _TABLE,
    "vorig_referentienummer",
    title=Wording(
        "creditregel zonder oorspronkelijke regel in dit bestand",
        "credit line without its original in this file",
    ),
    words=Wording(
        "Rij {row} crediteert regel {value}, die niet in deze export staat. Controleer of die regel in "
        "een eerdere periode is aangeleverd, of herstel het nummer of debet_credit.",
        "Row {row} credits row {value}, which is not in this export. Check whether that row was delivered"
        " in an earlier period, or repair the number or debet_credit.",
    ),
)
def credit_has_no_original(rows: TableRows) -> Mask:
    """Expect that a credit takes back a row declared before (TR323); that may be in an earlier export."""
    return _is_crediting(rows) & (rows.once(originals) < 0)


def _is_crediting(rows: TableRows) -> Mask:
    return rows.is_one_of("debet_credit", "C") & rows.has("vorig_referentienummer")


def originals(rows: TableRows) -> npt.NDArray[np.intp]:
    """Per credit the position of the debit row that it takes back; -1 for every other row.

    A reference number is unique per wet; under the other wet it may return.
    """
    found = np.full(len(rows), -1, np.intp)
    credit = np.flatnonzero(_is_crediting(rows))
    if not len(credit):
        return found
    own = rows.numbered("referentienummer")
    number = rows.numbered_as("vorig_referentienummer", rows, "referentienummer")[credit]
    law = _laws(rows)
    size = int(law.max(initial=0)) + 2
    debit = np.flatnonzero(rows.is_one_of("debet_credit", "D") & np.isin(own, number))
    keys = own[debit] * size + law[debit] + 1
    order = np.argsort(keys, kind="stable")
    asked = number * size + law[credit] + 1
    at = np.searchsorted(keys[order], asked)
    at[at == len(order)] = 0
    if len(order):
        hit = keys[order][at] == asked
        found[credit[hit]] = debit[order[at[hit]]]
    return found


def _laws(rows: TableRows) -> npt.NDArray[np.intp]:
    """Per row a number of its wet, under which a reference number stands for one row.

    Where nobody knows which allocation has which, no wet is needed if each number is there once.
    """
    try:
        return rows.allocation.numbered("wet")
    except ColumnLacksError:
        if is_again(rows.numbered("referentienummer")).any() and not rows.have_one_law:
            raise
        return np.zeros(len(rows), np.intp)


def _original(rows: TableRows) -> tuple[Mask, Columns]:
    at = rows.once(originals)
    return at >= 0, rows.at(at)


@rule(
    "credit-of-rejected",
    Severity.WARNS,
    _TABLE,
    "vorig_referentienummer",
    title=Wording("credit van een afgewezen regel", "credit of a rejected line"),
    words=Wording(
        "Rij {row} crediteert regel {value}, die niet is toegekend. Een afgewezen regel wordt opnieuw "
        "ingediend, niet gecrediteerd. Verwijder deze credit, of herstel haar verwijzing of de status van"
        " die regel.",
        "Row {row} credits row {value}, which was not approved. A rejected row is declared again, not "
        "credited. Remove this credit, or repair its reference or the status of that row.",
    ),
)
def credited_row_was_rejected(rows: TableRows) -> Mask:
    """Expect that only approved rows are credited (TR323, SAP-I 2.5.3)."""
    known, original = _original(rows)
    return known & original.is_one_of("status", "afgewezen", "geleverd")


@rule(
    "credit-does-not-match",
    Severity.WARNS,
    _TABLE,
    "bedrag",
    title=Wording("credit is niet gelijk aan haar debet", "credit differs from its debit"),
    words=Wording(
        "Rij {row}: bedrag {value} of een ander gegeven van deze credit is niet dat van de regel die zij "
        "terugneemt (rij {first}). Een credit is gelijk aan haar debet. Neem alle gegevens van die regel "
        "over, of herstel de verwijzing.",
        "Row {row}: amount {value} or another fact of this credit is not that of the row it takes back "
        "(row {first}). A credit equals its debit. Take over everything of that row, or repair the "
        "reference.",
    ),
    clashes_with=lambda rows: rows.once(originals),
)
def credit_does_not_match_its_debit(rows: TableRows) -> Mask:
    """Expect that a credit has the allocation, product, period, volume and amount of its debit (TR323)."""
    known, original = _original(rows)
    if not known.any():
        return known
    differs = np.zeros(len(rows), bool)
    for name in filter(rows.knows, ("gemeentecode", "productcategorie", "productcode", "eenheid")):
        differs |= rows.differs(name, original)
    for name in filter(rows.knows, ("toewijzingnummer", "volume", "bedrag")):
        differs |= rows.number(name) != original.number(name)
    for name in filter(rows.knows, ("begindatum", "einddatum")):
        differs |= rows.day(name) != original.day(name)
    return known & differs


@rule(
    "credit-in-same-declaration",
    Severity.WARNS,
    _TABLE,
    "declaratienummer",
    title=Wording("regel en credit in één declaratie", "line and credit in one declaration"),
    words=Wording(
        "Rij {row}: regel en credit staan in dezelfde declaratie {value}. Crediteer pas in een volgende, "
        "of herstel een van beide declaratienummers.",
        "Row {row}: a row and its credit are in the same declaration {value}. Credit in a following one, or "
        "repair one of the two declaration numbers.",
    ),
)
def credit_is_in_the_same_declaration(rows: TableRows) -> Mask:
    """Expect that a debit is not credited in its own declaration (TR316)."""
    known, original = _original(rows)
    same = rows.has("declaratienummer") & original.has("declaratienummer")
    return known & same & ~rows.differs("declaratienummer", original)


@rule(
    "credited-twice",
    Severity.WARNS,
    _TABLE,
    "vorig_referentienummer",
    title=Wording("twee keer gecrediteerd", "credited twice"),
    words=Wording(
        "Rij {row}: regel {value} is op rij {first} al gecrediteerd. Verwijder de tweede credit, of herstel "
        "haar verwijzing.",
        "Row {row}: row {value} is credited on row {first} already. Remove the second credit, or repair its "
        "reference.",
    ),
    clashes_with=lambda rows: first_in(_credits_of_one(rows)),
)
def row_is_credited_twice(rows: TableRows) -> Mask:
    """Expect at most one credit per row (TR390, TR315)."""
    crediting = _is_crediting(rows)
    return is_again(_credits_of_one(rows)) if crediting.any() else crediting


def _credits_of_one(rows: TableRows) -> npt.NDArray[np.intp]:
    """A number for the credits of one row; -1 for what credits nothing."""
    law, number = _laws(rows), rows.numbered("vorig_referentienummer")
    together = np.where(_is_crediting(rows), number * (int(law.max(initial=0)) + 2) + law + 1, -1)
    return together.astype(np.intp)


@rule(
    "reference-to-itself",
    Severity.WARNS,
    _TABLE,
    "vorig_referentienummer",
    title=Wording("regel verwijst naar zichzelf", "line refers to itself"),
    words=Wording(
        "Rij {row}: de regel verwijst naar zichzelf ({value}). Vul het nummer van de eerdere regel in, of"
        " maak de cel leeg als die er niet is.",
        "Row {row}: the row refers to itself ({value}). Fill in the number of the earlier row, or empty "
        "the cell if there is none.",
    ),
)
def row_refers_to_itself(rows: TableRows) -> Mask:
    """Expect that vorig_referentienummer is another row's number (TR316)."""
    meant = rows.numbered_as("vorig_referentienummer", rows, "referentienummer")
    itself: Mask = (meant >= 0) & (meant == rows.numbered("referentienummer"))
    return itself & rows.is_one_of("debet_credit", "D")


@rule(
    "declared-twice",
    Severity.WARNS,
    _TABLE,
    "referentienummer",
    title=Wording("twee keer gedeclareerd", "declared twice"),
    words=Wording(
        "Rij {row}: deze productperiode van dit product is op rij {first} al gedeclareerd en niet "
        "gecrediteerd.{again} Voeg de volumes samen in één regel, crediteer de eerste, of herstel wat in een "
        "van beide niet klopt.",
        "Row {row}: this product period of this product is declared on row {first} already and not "
        "credited.{again} Put the volumes together in one row, credit the first, or repair what is not right "
        "in one of both.",
    ),
    clashes_with=lambda rows: first_in(_debits_of_one(rows)),
    tells=lambda rows: {"again": said_when_equal(rows, first_in(_debits_of_one(rows)))},
    follows=("productcode", "productcategorie"),
)
def product_period_is_declared_twice(rows: TableRows) -> Mask:
    """Expect one debit per allocation, product and period that is not credited or rejected (TR389, TR416)."""
    counts, same = _of_one_period(rows)
    debit = rows.is_one_of("debet_credit", "D") & counts
    again = debit & is_again(_debits_of_one(rows))
    if not again.any():
        return again
    net = summed(same, debit.astype(np.int64) - (rows.is_one_of("debet_credit", "C") & counts))
    return again & (net > 1)


def _of_one_period(rows: TableRows) -> tuple[Mask, npt.NDArray[np.intp]]:
    """What counts as declared, and a number for what is of one product period of one product."""
    names = ("gemeentecode", "toewijzingnummer", "productcategorie", "productcode", "begindatum", "einddatum")
    counts = (rows.allocation_position >= 0) & ~rows.is_one_of("status", "afgewezen")
    for each in names[2:]:  # what could not be read is not the same as what could not be read elsewhere
        counts &= rows.has(each)
    return counts, rows.group(*names, among=counts)


def _debits_of_one(rows: TableRows) -> npt.NDArray[np.intp]:
    counts, same = _of_one_period(rows)
    return np.where(rows.is_one_of("debet_credit", "D") & counts, same, -1)


@rule(
    "declared-before-submitted",
    Severity.WARNS,
    _TABLE,
    "declaratienummer",
    title=Wording("declaratienummer zonder declaratie", "declaration number without a declaration"),
    words=Wording(
        "Kolom {column}, rij {row}: status geleverd betekent nog niet ingediend, maar er is een "
        "declaratienummer ({value}). Herstel de status of het nummer, of maak dat leeg.",
        "Column {column}, row {row}: status geleverd means not yet declared, but there is a declaration "
        "number ({value}). Repair the status or the number, or empty it.",
    ),
)
def undeclared_row_has_a_declaration_number(rows: TableRows) -> Mask:
    """Expect a declaration number only from status ingediend on."""
    return rows.is_one_of("status", "geleverd") & rows.has("declaratienummer")


@rule(
    "rejected-without-reason",
    Severity.WARNS,
    _TABLE,
    "retourcode",
    title=Wording("afwijzing zonder retourcode", "rejection without a return code"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de retourcode van de afwijzing in, of herstel de status.",
        "Fill in the return code of the rejection in column {column}, row {row}, or repair the status.",
    ),
)
def rejected_row_has_no_reason(rows: TableRows) -> Mask:
    """Expect a return code with every rejection: RetourCodes are mandatory in JW325."""
    return rows.is_one_of("status", "afgewezen") & ~rows.has("retourcode")


@rule(
    "reason-without-rejection",
    Severity.WARNS,
    _TABLE,
    "retourcode",
    title=Wording("retourcode zonder afwijzing", "return code without a rejection"),
    words=Wording(
        "Kolom {column}, rij {row}: retourcode {value} hoort bij een afwijzing, maar de regel is niet "
        "afgewezen. Herstel de status of de retourcode.",
        "Column {column}, row {row}: return code {value} belongs to a rejection, but the row is not "
        "rejected. Repair the status or the return code.",
    ),
    follows=("status",),
)
def reason_has_no_rejection(rows: TableRows) -> Mask:
    """Expect a return code other than approval on rejected rows only (WJ001, TR342)."""
    given = rows.has("retourcode") & ~rows.is_one_of("retourcode", *_APPROVALS)
    return given & rows.has("status") & ~rows.is_one_of("status", "afgewezen")


@rule(
    "rejected-with-approval",
    Severity.WARNS,
    _TABLE,
    "retourcode",
    title=Wording("afwijzing met een code van goedkeuring", "rejection with a code of approval"),
    words=Wording(
        "Kolom {column}, rij {row}: retourcode {value} betekent goedgekeurd, maar de regel is afgewezen. "
        "Vul de retourcode van de afwijzing in, of herstel de status.",
        "Column {column}, row {row}: return code {value} means approved, but the row is rejected. Fill in "
        "the return code of the rejection, or repair the status.",
    ),
)
def rejected_row_has_an_approval_code(rows: TableRows) -> Mask:
    """Expect no approval (0200, 8001) on a rejected row (WJ001)."""
    return rows.is_one_of("status", "afgewezen") & rows.is_one_of("retourcode", *_APPROVALS)


def _first_usual(rows: TableRows) -> npt.NDArray[np.intp]:
    """Per row the first of its declaration with the municipality that most rows of it have."""
    number, municipality = _of_one_declaration(rows), rows.numbered("gemeentecode")
    both = pd.factorize(number * (int(municipality.max(initial=0)) + 2) + municipality)[0]
    by_most = np.lexsort((np.arange(len(number)), -counted(both), number))
    _, first = np.unique(number[by_most], return_index=True)
    usual = by_most[first]
    found: npt.NDArray[np.intp] = usual[np.searchsorted(number[usual], number)]
    return found


@rule(
    "declaration-of-two-municipalities",
    Severity.WARNS,
    _TABLE,
    "declaratienummer",
    title=Wording("declaratie bij twee gemeenten", "declaration with two municipalities"),
    words=Wording(
        "Kolom {column}, rij {row}: declaratie {value} staat op rij {first} bij een andere gemeente. "
        "Een declaratie gaat naar één gemeente. Controleer declaratienummer en gemeentecode.",
        "Column {column}, row {row}: declaration {value} is with another municipality on row {first}. A "
        "declaration goes to one municipality. Check declaratienummer and gemeentecode.",
    ),
    clashes_with=_first_usual,
    follows=("gemeentecode",),
)
def declaration_is_of_two_municipalities(rows: TableRows) -> Mask:
    """Expect one municipality per declaration number: a message has one receiver (JW323).

    A number is unique per wet (TR333): under the other wet it may return, for another municipality too.
    """
    number, municipality = _of_one_declaration(rows), rows.numbered("gemeentecode")
    again = is_again(number)
    differs: Mask = again & (municipality != municipality[np.minimum(first_in(number), len(number) - 1)])
    if not differs.any():
        return differs
    broken: Mask = (number >= 0) & (municipality != municipality[_first_usual(rows)])
    return broken


def _of_one_declaration(rows: TableRows) -> npt.NDArray[np.intp]:
    """A number per declaration and wet; -1 where either lacks, or the municipality."""
    number, law = rows.numbered("declaratienummer"), rows.allocation.numbered("wet")
    complete = (number >= 0) & (rows.numbered("gemeentecode") >= 0) & (law >= 0)
    return np.where(complete, number * (int(law.max(initial=0)) + 1) + law, -1).astype(np.intp)
