"""Write an export as the messages of iJw and iWmo 3.2 that say the same, for samples and tests."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from service.domain.standard.message_codes import MESSAGE_CODES
from service.files.xml_columns import escaped

_SPACES = {"jw": "http://www.istandaarden.nl/ijw/3_2", "wmo": "http://www.istandaarden.nl/iwmo/3_2"}
_PREFIXES = {"JW": "jw", "WMO": "wmo"}
_BASIS = {"jw": "http://www.istandaarden.nl/ijw/3_2/basisschema/schema"}
_BASIS |= {"wmo": "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"}
_MADE_ON = "2026-04-10"
_DAY = "%Y-%m-%d"
_KEY = ["gemeentecode", "toewijzingnummer"]


def write_messages(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, bytes]]:
    """Give (file name, message) for every allocation, start, stop, declaration and answer, of either wet.

    What messages cannot say is left out: clients without a BSN, rows that were not declared, and the fields
    that docs/carriers.md lists. A rejected row goes into the answer to its declaration.
    """
    provider = str(tables["aanlevering"]["agb_code"].iloc[0])
    number = 0
    for law, prefix in _PREFIXES.items():
        for kind, is_from_provider, municipality, body in _bodies(tables, law):
            number += 1
            ends = (provider, municipality) if is_from_provider else (municipality, provider)
            yield _message(f"{prefix}{kind}", number, *ends, body)


def _bodies(tables: Mapping[str, pd.DataFrame], law: str) -> Iterator[tuple[str, bool, str, str]]:
    """Give per message of one wet its number, whether the provider sends it, municipality and body."""
    allocation = tables["toewijzing"]
    allocation = allocation[allocation["wet"].eq(law) & allocation["bsn"].notna()]
    people = allocation[[*_KEY, "bsn", "geboortedatum", "geslacht"]]
    course = tables["verloop"].merge(people, on=_KEY)
    for code, rows in _by(allocation, ["gemeentecode", "bsn"]):
        yield "301", False, code[0], _client(rows, "ToegewezenProduct", _allocated)
    for code, rows in _by(course, ["gemeentecode", "bsn"]):
        yield "305", True, code[0], _client(rows, "StartProduct", _started)
    for code, rows in _by(course[course["einddatum"].notna()], ["gemeentecode", "bsn"]):
        yield "307", True, code[0], _client(rows, "StopProduct", _stopped)
    yield from _declarations(tables["prestatie"].merge(people, on=_KEY))


def _declarations(prestatie: pd.DataFrame) -> Iterator[tuple[str, bool, str, str]]:
    declared = prestatie[prestatie["declaratienummer"].notna()]
    for code, rows in _by(declared, ["gemeentecode", "declaratienummer"]):
        yield "323", True, code[0], _declaration(code[1], rows)
        if rows["status"].isin(["toegekend", "afgewezen"]).all():
            yield "325", False, code[0], _answer(code[1], rows)


def _by(frame: pd.DataFrame, keys: list[str]) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    for key, rows in frame.groupby(keys, sort=False):
        yield tuple(map(str, key)), rows


def _message(kind: str, number: int, sender: str, receiver: str, body: str) -> tuple[str, bytes]:
    prefix = kind[:-3]
    header = _elements(
        BerichtCode=MESSAGE_CODES[kind],
        BerichtVersie=3,
        BerichtSubversie=2,
        Afzender=sender,
        Ontvanger=receiver,
        BerichtIdentificatie=_basis(Identificatie=f"B{number}", Dagtekening=_MADE_ON),
        XsdVersie=_VERSIONS,
    )
    if kind.endswith("325"):
        header += _elements(
            DeclaratieIdentificatie=_basis(Identificatie=f"B{number - 1}", Dagtekening=_MADE_ON),
            XsdVersieDeclaratie=_VERSIONS,
            RetourCodes=_returned("0200"),
        )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\r\n<Bericht xmlns="{_SPACES[prefix]}/{kind}/schema" '
        f'xmlns:b="{_BASIS[prefix]}"><Header>{header}</Header>{body}</Bericht>'
    )
    return f"{kind}-{number:05d}.xml", text.encode()


def _elements(**values: object) -> str:
    """Write elements in order, leaving out what is missing: no element of iJw is empty (RS033)."""
    return _written_elements("", values)


def _basis(**values: object) -> str:
    """As `_elements`, of a type in the basic schema, whose elements have its namespace."""
    return _written_elements("b:", values)


def _written_elements(prefix: str, values: Mapping[str, object]) -> str:
    return "".join(
        f"<{prefix}{name}>{_written(value)}</{prefix}{name}>"
        for name, value in values.items()
        if not _is_missing(value)
    )


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value == "" or value != value  # noqa: PLR0124 - NaN


def _written(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime(_DAY)
    text = str(value)
    return text if text.startswith("<") else escaped(text)


_VERSIONS = _basis(BasisschemaXsdVersie="1.0.0", BerichtXsdVersie="1.0.0")


def _returned(code: object) -> str:
    return _elements(RetourCode=code)


def _client(rows: pd.DataFrame, name: str, product: "Callable[[pd.Series], str]") -> str:
    """A client of whom nothing is known but what an export says; the name is invented."""
    first = rows.iloc[0]
    is_allocated = name == "ToegewezenProduct"
    family_name = _basis(Geslachtsnaam=_basis(Achternaam="Voorbeeld"))
    about = _elements(
        Bsn=first["bsn"],
        Geboortedatum=_basis(Datum=first["geboortedatum"]),
        Geslacht=first["geslacht"],
        Naam=family_name + (_basis(NaamGebruik="1") if is_allocated else ""),
        Contactgegevens=_elements(Contact=_elements(Soort="01")) if is_allocated else None,
    )
    products = "".join(f"<{name}>{product(row)}</{name}>" for _, row in rows.iterrows())
    plural = name.replace("Product", "Producten")
    return f"<Client>{about}<{plural}>{products}</{plural}></Client>"


def _allocated(row: "pd.Series") -> str:
    size = [row["volume"], row["eenheid"], row["frequentie"]]
    return _elements(
        ToewijzingNummer=row["toewijzingnummer"],
        Product=_basis(Categorie=row["productcategorie"], Code=row["productcode"]),
        Toewijzingsdatum=row["ingangsdatum"],
        Toewijzingstijd="09:00:00",
        Ingangsdatum=row["ingangsdatum"],
        Einddatum=row["einddatum"],
        Omvang=None
        if any(map(_is_missing, size))
        else _basis(Volume=size[0], Eenheid=size[1], Frequentie=size[2]),
        Budget=row["budget"],
    )


def _started(row: "pd.Series") -> str:
    return _elements(
        ToewijzingNummer=row["toewijzingnummer"], Begindatum=row["begindatum"], StatusAanlevering="1"
    )


def _stopped(row: "pd.Series") -> str:
    return _elements(
        ToewijzingNummer=row["toewijzingnummer"],
        Begindatum=row["begindatum"],
        RedenBeeindiging=row["reden_beeindiging"],
        Einddatum=row["einddatum"],
        StatusAanlevering="1",
    )


def _amount(cents: int) -> str:
    return _basis(TotaalBedrag=abs(cents), DebetCredit="C" if cents < 0 else "D")


def _sum(rows: pd.DataFrame) -> int:
    return int(rows["bedrag"].where(rows["debet_credit"].eq("D"), -rows["bedrag"]).sum())


def _declaration(number: str, rows: pd.DataFrame) -> str:
    month = rows["begindatum"].max().to_period("M")
    about = _elements(
        DeclaratieNummer=number,
        DeclaratiePeriode=_basis(Begindatum=month.start_time, Einddatum=month.end_time.normalize()),
        DeclaratieDagtekening=_MADE_ON,
        TotaalIngediendBedrag=_amount(_sum(rows)),
    )
    return f"<Declaratie>{about}{_clients(rows)}</Declaratie>"


def _answer(number: str, rows: pd.DataFrame) -> str:
    rejected = rows[rows["status"].eq("afgewezen")]
    about = _elements(
        DeclaratieNummer=number,
        TotaalIngediendBedrag=_amount(_sum(rows)),
        TotaalToegekendBedrag=_amount(_sum(rows) - _sum(rejected)),
    )
    clients = _clients(rejected, returned="0200") if len(rejected) else ""
    codes = _elements(RetourCodes=_returned("0200"))
    return f"<DeclaratieAntwoord>{about}{clients}{codes}</DeclaratieAntwoord>"


def _clients(rows: pd.DataFrame, returned: str = "") -> str:
    """`returned`: the code about each client as a whole, in an answer."""
    codes = _elements(RetourCodes=_returned(returned))
    clients = "".join(
        f"<Client><Bsn>{key[0]}</Bsn><Prestaties>{_prestaties(each, is_answer=bool(returned))}</Prestaties>"
        f"{codes}</Client>"
        for key, each in _by(rows, ["bsn"])
    )
    return f"<Clienten>{clients}</Clienten>"


def _prestaties(rows: pd.DataFrame, *, is_answer: bool) -> str:
    return "".join(_prestatie(row, is_answer=is_answer) for _, row in rows.iterrows())


def _prestatie(row: "pd.Series", *, is_answer: bool) -> str:
    """A row as it was declared, or as it was rejected in an answer: with the reason."""
    body = _elements(
        ProductReferentie=_basis(
            ReferentieNummer=row["referentienummer"], VorigReferentieNummer=row["vorig_referentienummer"]
        ),
        ToewijzingNummer=row["toewijzingnummer"],
        ProductCategorie=row["productcategorie"],
        ProductCode=row["productcode"],
        ProductPeriode=_basis(Begindatum=row["begindatum"], Einddatum=row["einddatum"]),
        GeleverdVolume=row["volume"],
        Eenheid=row["eenheid"],
        ProductTarief=row["tarief"],
        IngediendBedrag=_basis(Bedrag=row["bedrag"], DebetCredit=row["debet_credit"]),
        RetourCodes=_returned(row["retourcode"]) if is_answer else None,
    )
    return f"<Prestatie>{body}</Prestatie>"
