"""Random exports and random formats that the compiler accepts, for Hypothesis."""

from datetime import date
from pathlib import Path

import yaml
from hypothesis import strategies as st

from service.domain.formats.verb import parse_expression

TEXTS = ["productcode", "eenheid", "status", "retourcode", "toewijzing.perceel", "toewijzing.clientnummer"]
DATES = [
    "begindatum",
    "einddatum",
    "toewijzing.ingangsdatum",
    "toewijzing.einddatum",
    "toewijzing.geboortedatum",
]
KEYS = ["productcode", "eenheid", "status", "toewijzing.perceel", "begindatum"]
PARTS = ["month", "quarter", "week", "year"]
BANDS = {"..0": "geen", "1..100": "weinig", "101..": "veel"}
AGES = {"0..11": "kind", "12..17": "tiener", "18..": "volwassen", "..": "onbekend"}
TABLE = {"45A03": "Ambulant", "41B01": "Dag", "45A04": "Ambulant", "ingediend": "i", "C1": "eerste"}

_days = st.dates(date(2025, 11, 1), date(2026, 5, 31))
_maybe = st.one_of(st.none(), _days)
_codes = st.sampled_from(["45A03", "45A04", "41B01", "99Z99"])

allocations = st.lists(
    st.fixed_dictionaries(
        {
            "gemeentecode": st.sampled_from(["0014", "1969"]),
            "wet": st.sampled_from(["JW", "WMO"]),
            "clientnummer": st.sampled_from(["C1", "C2", "C3"]),
            "perceel": st.sampled_from([None, "A", "B één"]),
            "geboortedatum": st.one_of(st.none(), st.dates(date(2004, 2, 28), date(2026, 3, 1))),
            "datumgebruik": st.sampled_from([None, "1", "2", "3"]),
            "aanmelddatum": _maybe,
            "ingangsdatum": _days,
            "einddatum": _maybe,
        }
    ),
    min_size=1,
    max_size=4,
).map(lambda rows: [{**row, "toewijzingnummer": number} for number, row in enumerate(rows, 1)])

prestaties = st.lists(
    st.fixed_dictionaries(
        {
            "gemeentecode": st.sampled_from(["0014", "1969"]),
            "toewijzingnummer": st.integers(1, 5),
            "productcode": _codes,
            "eenheid": st.sampled_from(["01", "04", "14", "16", "82"]),
            "begindatum": _days,
            "einddatum": _days,
            "volume": st.one_of(st.none(), st.integers(0, 5000)),
            "bedrag": st.one_of(st.none(), st.integers(0, 10_000_000)),
            "tarief": st.one_of(st.none(), st.integers(0, 99_999)),
            "debet_credit": st.sampled_from("DC"),
            "status": st.sampled_from(["geleverd", "ingediend", "toegekend", "afgewezen"]),
            "retourcode": st.sampled_from([None, "0200", "8001"]),
            "btw_percentage": st.sampled_from([None, 0, 9, 21]),
        }
    ),
    max_size=10,
).map(lambda rows: [{**row, "referentienummer": str(number)} for number, row in enumerate(rows)])

bounds = st.one_of(
    st.sampled_from(["period_begin", "period_end", "month_1_end", "month_2_begin", "month_3_end"]),
    _days.map(str),
)
amounts_of_money = st.one_of(st.integers(-5, 100_000), st.sampled_from(["0.01", "250.50", "99999.999"]))
of_dates = st.one_of(
    st.sampled_from(["from", "until", "on"]).flatmap(lambda name: bounds.map(lambda day: {name: day})),
    st.just({"from": "period_begin", "until": "period_end"}),
    st.just({"filled": False}),
)
of_numbers = st.one_of(
    st.sampled_from(["above", "below", "at_least", "at_most"]).flatmap(
        lambda name: amounts_of_money.map(lambda number: {name: number})
    ),
    st.tuples(st.integers(-1, 500), st.integers(500, 50_000)).map(lambda both: {"between": list(both)}),
)
conditions = st.one_of(
    st.sampled_from(["begindatum", "einddatum", "toewijzing.geboortedatum"]).flatmap(
        lambda name: of_dates.map(lambda asked: {name: asked})
    ),
    st.sampled_from(["volume", "bedrag", "tarief"]).flatmap(
        lambda name: of_numbers.map(lambda asked: {name: asked})
    ),
    st.fixed_dictionaries({"status": st.sampled_from(["toegekend", ["ingediend", "geleverd"]])}),
    st.fixed_dictionaries({"retourcode": st.sampled_from([{"filled": True}, {"not_in": ["0200"]}])}),
)
key_conditions = st.fixed_dictionaries({"eenheid": st.sampled_from(["01", ["04", "14"], {"not_in": ["82"]}])})


def _with(base, **steps):
    """An expression followed by some of these verbs, in this order, each present or not."""
    optional = {name: st.one_of(st.none(), arguments) for name, arguments in steps.items()}
    return st.tuples(base, st.fixed_dictionaries(optional)).map(
        lambda both: {**both[0], **{name: each for name, each in both[1].items() if each is not None}}
    )


_field = {
    "text": TEXTS,
    "date": DATES,
    "number": ["volume", "bedrag", "tarief"],
    "money": ["bedrag", "tarief"],
}


def fields(kind):
    return st.sampled_from(_field[kind]).map(lambda name: {"field": name})


forms = st.sampled_from(
    [
        "jjjj-mm-dd",
        "dd-mm-jjjj",
        "jjjjmmdd",
        "ddmmjjjj",
        "jjjj-mm",
        "jjjjmm",
        "jjjj-Kn",
        "jjjj-Wnn",
        "mm",
        "jjjj",
        "Maand jjjj",
        "maand",
    ]
)
rounds = st.one_of(
    st.integers(0, 3),
    st.fixed_dictionaries({"digits": st.integers(0, 2), "half": st.sampled_from(["up", "even"])}),
)
number_forms = st.fixed_dictionaries(
    {
        "decimal_sign": st.just(","),
        "thousands": st.sampled_from(["", "."]),
        "width": st.sampled_from([None, 6, 12]),
        "minus": st.sampled_from(["front", "behind"]),
    }
)
translations = st.fixed_dictionaries(
    {"table": st.just("t"), "unknown": st.sampled_from(["keep", "quarantine", "block"])}
)
truncations = st.fixed_dictionaries(
    {"length": st.integers(1, 8), "too_long": st.sampled_from(["cut", "quarantine", "block"])}
)
waits = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["days", "weeks", "working_days"]),
        "from": st.sampled_from(["toewijzing.aanmelddatum", "toewijzing.ingangsdatum"]),
        "until": st.sampled_from(["begindatum", "toewijzing.einddatum"]),
        "still_waiting": st.sampled_from(["blank", "until_period_end"]),
    }
)
ranges = st.sampled_from(
    [
        {"from": "begindatum", "until": "einddatum"},
        {"from": "toewijzing.ingangsdatum", "until": "toewijzing.einddatum"},
    ]
)
months = st.one_of(
    ranges, st.tuples(ranges, st.integers(1, 4)).map(lambda both: {**both[0], "month": both[1]})
)

amounts = st.one_of(
    _with(fields("number"), sign_by=st.just("debet_credit"), only=conditions),
    _with(fields("money"), btw=st.sampled_from(["added", "removed"]), sign_by=st.just("debet_credit")),
    _with(fields("number"), spread=months),
    _with(fields("number"), per_week=st.sampled_from(["week_numbers", "sundays", "six"])),
    ranges.map(lambda each: {"days": each}),
)
row_numbers = st.one_of(
    _with(amounts, round=rounds),
    _with(fields("money"), sign_by=st.just("debet_credit"), money=st.sampled_from(["euro", "cents"])),
    st.tuples(st.sampled_from(["minuut", "uur", "dagdeel", "dag", "etmaal", "week"]), rounds).map(
        lambda both: {"field": "volume", "to_unit": both[0], "round": both[1]}
    ),
    st.tuples(waits, rounds).map(lambda both: {"waiting_time": both[0], "round": both[1]}),
    st.sampled_from(["period_begin", "period_end", "begindatum"]).map(
        lambda on: {"field": "toewijzing.geboortedatum", "age": on}
    ),
)
parts_of_dates = st.sampled_from(PARTS).flatmap(
    lambda part: st.sampled_from(DATES).map(lambda name: {part: name})
)
bands = st.sampled_from(
    [
        {"band": "banden", "of": "volume"},
        {"band": {"table": "leeftijden", "of": {"age": "period_end"}}},
        {"band": "leeftijden", "of": {"age": "begindatum"}},
    ]
)
made_keys = st.one_of(parts_of_dates, bands)
plain_texts = st.one_of(
    bands,
    st.tuples(parts_of_dates, forms).map(lambda both: {**both[0], "date_form": both[1]}),
    _with(
        fields("text"),
        translate=translations,
        truncate=truncations,
        required=st.sampled_from(["quarantine", "warn", "block"]),
    ),
    _with(fields("text"), pseudonym=st.integers(16, 64)),
    st.tuples(fields("date"), forms).map(lambda both: {**both[0], "date_form": both[1]}),
    st.just(
        {
            "field": "toewijzing.geboortedatum",
            "date_form": {"form": "jjjjmmdd", "known_by": "toewijzing.datumgebruik"},
        }
    ),
    st.tuples(row_numbers, number_forms).map(lambda both: {**both[0], "number_form": both[1]}),
    st.just({"constant": "ZIN"}),
)


def chosen_by(values, asked, kinds):
    """A choice by a value that is worked out."""
    case = st.fixed_dictionaries({"when": asked.map(lambda each: {"of": each}), "then": kinds})
    return st.tuples(values, st.lists(case, min_size=1, max_size=2), kinds).map(
        lambda three: {"choose": {"of": three[0], "cases": three[1], "otherwise": three[2]}}
    )


def chosen(kinds, when):
    case = st.fixed_dictionaries({"when": when, "then": kinds})
    cases = st.lists(case, min_size=1, max_size=2)
    return st.one_of(
        cases.map(lambda each: {"choose": each}),
        st.tuples(cases, kinds).map(lambda both: {"choose": {"cases": both[0], "otherwise": both[1]}}),
    )


joined = st.tuples(st.lists(plain_texts, min_size=2, max_size=3), st.sampled_from(["", "-", " / "])).map(
    lambda both: {"join": {"texts": both[0], "separator": both[1]}}
)
row_texts = st.one_of(
    plain_texts, joined, chosen(plain_texts, conditions), chosen_by(row_numbers, of_numbers, plain_texts)
)
row_columns = st.one_of(
    row_texts,
    row_numbers,
    chosen(row_numbers, conditions),
    fields("date"),
    st.integers(0, 3).map(lambda start: {"running_number": start}),
    _with(fields("money"), share=st.integers(0, 2)),
    st.tuples(fields("number"), fields("number")).map(
        lambda both: {"ratio": {"of": both[0], "to": both[1], "show": "percentage"}}
    ),
)

distinct = st.one_of(row_texts, fields("date")).map(lambda each: {"count_distinct": each})
totals = st.one_of(
    amounts.map(lambda each: {"sum": each}),
    st.just({"count": "rows"}),
    distinct,
    st.tuples(amounts, st.integers(0, 3)).map(lambda both: {"average": {"of": both[0], "digits": both[1]}}),
)
group_columns = st.one_of(
    _with(totals, round=rounds, suppress_below=st.integers(2, 5)),
    _with(totals, share=st.integers(0, 2)),
    st.tuples(distinct, totals).map(
        lambda both: {**both[1], "round": 1, "suppress_below": {"threshold": 3, "counting": both[0]}}
    ),
    st.tuples(
        st.one_of(row_texts, fields("date")),
        fields("date"),
        st.sampled_from(["first", "last"]),
        st.sampled_from(["after_all", "is_latest"]),
    ).map(lambda four: {"first": {"of": four[0], "by": four[1], "pick": four[2], "empty": four[3]}}),
    st.tuples(totals, totals).map(lambda both: {"ratio": {"of": both[0], "to": both[1], "digits": 3}}),
    st.tuples(st.sampled_from(["min", "max"]), totals, st.sampled_from(["status", "toewijzing.perceel"])).map(
        lambda three: {three[0]: {"of": three[1], "per": three[2]}}
    ),
    chosen(totals.map(lambda each: {**each, "round": 2}), key_conditions),
    chosen_by(totals, of_numbers, st.sampled_from(["veel", "weinig"]).map(lambda text: {"constant": text})),
    st.just({"running_number": 1}),
    st.just({"sum": "volume", "to_unit": "uur", "round": {"digits": 0, "at_least": 1}}),
    st.just({"field": "eenheid", "translate": {"table": "t", "unknown": "keep"}, "truncate": 1}),
)


overlaps = st.sampled_from([{}, {"from": "toewijzing.ingangsdatum", "until": "toewijzing.einddatum"}])
group_totals_in_a_cell = st.one_of(
    totals.map(lambda each: {"total": {"over": "lijst", "of": {**each, "round": 2}}}),
    distinct.map(lambda each: {"total": {"over": "lijst", "of": each}}),
    st.just({"total": {"over": "lijst", "of": {"first": {"of": "begindatum", "by": "einddatum"}}}}),
    totals.map(
        lambda each: {
            "total": {"over": "lijst", "of": {"max": {"of": each, "per": "toewijzing.clientnummer"}}},
            "round": 2,
        }
    ),
)
subjects = st.sampled_from(["algemeen", "wachttijden"])
kinds_of_figures = st.sampled_from(["klachten", "incidenten", "fte_in_loondienst", "liquiditeit"])
_of_whom = {
    "gemeentecode": st.sampled_from([None, "0014", "1969"]),
    "wet": st.sampled_from([None, "JW", "WMO"]),
}
figures = st.lists(
    st.fixed_dictionaries(
        {**_of_whom, "kengetal": kinds_of_figures, "waarde": st.one_of(st.none(), st.integers(-999, 9999))}
    ),
    max_size=6,
)
stories = st.lists(
    st.fixed_dictionaries({**_of_whom, "onderwerp": subjects, "tekst": st.sampled_from(["Goed.", "Druk."])}),
    max_size=6,
)
signed = st.just({"field": "bedrag", "sign_by": "debet_credit"})
CELL_VERBS = {
    "report": st.one_of(
        st.sampled_from(["period_begin", "period_end", "municipality_code", "municipality_name"]).map(
            lambda fact: {"report": fact}
        ),
        st.just({"report": "period_begin", "date_form": "jjjjmm"}),
    ),
    "figure": st.one_of(
        kinds_of_figures.map(lambda kind: {"figure": kind, "round": 0}),
        kinds_of_figures.map(lambda kind: {"figure": kind, "round": 1, "number_form": ","}),
        kinds_of_figures.map(lambda kind: {"figure": {"of": kind, "law": "JW"}, "round": 0}),
    ),
    "narrative": subjects.map(lambda about: {"narrative": about}),
    "total": st.one_of(
        st.just({"total": "lijst"}),
        signed.map(lambda each: {"total": {"over": "lijst", "of": each}}),
        group_totals_in_a_cell,
        amounts.map(lambda each: {"total": {"over": "lijst", "of": each}, "round": 0}),
        st.sampled_from(["amount", "letter"]).map(
            lambda part: {
                "total": {"over": "lijst", "of": {"field": "bedrag", "sign_by": "debet_credit"}},
                "money": "cents",
                "split_sign": part,
            }
        ),
    ),
}


def _shown(key):
    """A column that shows a key that is made, as it is or in another form."""
    return {**key, "date_form": "jjjj-mm"} if "month" in key else key


courses = st.lists(
    st.fixed_dictionaries(
        {
            "gemeentecode": st.sampled_from(["0014", "1969"]),
            "toewijzingnummer": st.integers(1, 5),
            "begindatum": _days,
            "einddatum": _maybe,
            "reden_beeindiging": st.sampled_from([None, "01", "02"]),
        }
    ),
    max_size=6,
)
_of_prestaties = st.sampled_from(["prestatie.bedrag", "prestatie.volume"]).map(
    lambda name: {
        "field": name,
        "sign_by": "prestatie.debet_credit",
        "only": {"prestatie.volume": {"above": 100}},
    }
)
_dates_of_course = st.sampled_from(["verloop.begindatum", "verloop.einddatum"])
joined_columns = st.one_of(
    st.sampled_from(["toewijzing.clientnummer", "perceel", "geboortedatum"]).map(
        lambda name: {"field": name}
    ),
    st.sampled_from(["sum", "average", "min", "max", "median"]).flatmap(
        lambda verb: _of_prestaties.map(lambda each: {verb: each})
    ),
    st.tuples(_of_prestaties, st.integers(0, 100)).map(
        lambda both: {"percentile": {"of": both[0], "at": both[1]}}
    ),
    st.sampled_from(["verloop", "prestatie"]).map(lambda table: {"count": table}),
    st.sampled_from(["earliest", "latest", "count_distinct"]).flatmap(
        lambda verb: _dates_of_course.map(lambda name: {verb: name})
    ),
    st.tuples(st.sampled_from(["first", "last"]), _dates_of_course).map(
        lambda both: {
            both[0]: "verloop.reden_beeindiging",
            "by": both[1],
            "translate": {"table": "redenen", "unknown": "quarantine"},
        }
    ),
    _dates_of_course.map(
        lambda name: {
            "choose": {
                "of": {"latest": name},
                "cases": [{"when": {"of": {"until": "period_end"}}, "then": {"constant": "gestopt"}}],
                "otherwise": {"constant": "loopt"},
            }
        }
    ),
    _of_prestaties.map(
        lambda each: {"ratio": {"of": {"sum": each}, "to": {"count": "prestatie"}, "digits": 2}}
    ),
)


@st.composite
def sheets(draw):
    """The rows and columns of one sheet over prestatie."""
    per = draw(st.one_of(st.just([]), st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True)))
    made = draw(st.lists(made_keys, max_size=2, unique_by=lambda key: str(parse_expression(key).steps)))
    if per:
        per = list(dict.fromkeys([*per, "eenheid"])) + made
    shown = st.sampled_from(made).map(_shown) if per and made else st.nothing()
    columns = draw(st.lists(st.one_of(group_columns, shown) if per else row_columns, min_size=1, max_size=4))
    where = draw(st.one_of(st.just({}), conditions))
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": per, "where": where}
    if per and draw(st.booleans()):
        rows["overlapping"] = draw(overlaps)
    if not per:
        rows["order"] = draw(st.lists(st.sampled_from([*TEXTS, *DATES, "volume"]), max_size=2, unique=True))
    return {"rows": rows, "columns": {f"K{number}": each for number, each in enumerate(columns)}}


MONTHS = ["januari", "februari", "maart", "april"]
_text_heads = st.sampled_from(
    [
        {"by": "status", "heads": ["ingediend", "toegekend"]},
        {"by": "productcode", "heads": {"Ambulant": ["45A03", "45A04"], "Dag": "41B01"}},
        {"by": "productcode", "heads": {"table": "t"}},
        {"by": "toewijzing.perceel", "heads": {"P": ["A", "B één"]}},
        {"by": "eenheid", "heads": ["01", "04", "14"]},
        {"by": "volume", "heads": {"nul": 0, "wat": [1, 2, 60]}},
        {"by": {"field": "status", "translate": {"table": "t", "unknown": "keep"}}, "heads": {"Nieuw": "i"}},
        {"by": {"band": "leeftijden", "of": {"age": "period_end"}}, "heads": {"table": "leeftijden"}},
        {"by": {"band": "banden", "of": "volume"}, "heads": ["geen", "weinig", "veel"]},
    ]
)
_day_heads = st.tuples(
    st.sampled_from(["begindatum", "einddatum", {"month": "einddatum"}]),
    st.sampled_from(
        [
            *("months", "quarters", {"months": MONTHS}, {"quarters": ["K1"]}),
            *({"months_of_period": ["Maand 1", "Maand 2", "Maand 3"]}, {"months_of_period": MONTHS[:2]}),
        ]
    ),
).map(lambda both: {"by": both[0], "heads": both[1]})
_everything = st.fixed_dictionaries(
    {"blank": st.sampled_from(["Onbekend", "Rest"]), "other": st.sampled_from(["Anders", "Rest"])}
)
_some = st.fixed_dictionaries(
    {},
    optional={
        "blank": st.just("Onbekend"),
        "other": st.just("Anders"),
        "not_in_heads": st.sampled_from(["quarantine", "quarantine", "block"]),
    },
)
_others = st.one_of(_everything, _everything, _some)


@st.composite
def crosstabs(draw):
    """A sheet with columns that come once per head."""
    sheet = draw(sheets())
    grouped = bool(sheet["rows"]["per"])
    under = draw(st.lists(group_columns if grouped else row_columns, min_size=1, max_size=2))
    columns = {f"O{number}": each for number, each in enumerate(under)}
    across = {**draw(st.one_of(_text_heads, _day_heads)), **draw(_others), "columns": columns}
    if not draw(st.booleans()):
        sheet["columns"] = dict(list(sheet["columns"].items())[:1])
    return {**sheet, "across": across}


@st.composite
def calendars(draw):
    """A line per product with months or quarters beside each other."""
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
    under = {"Bedrag": {"sum": "bedrag"}, "Rijen": {"count": "rows"}}
    across = {**draw(_day_heads), **draw(_others), "columns": under}
    return {"rows": rows, "columns": {"Product": "productcode"}, "across": across}


_listed_by = st.sampled_from(
    [
        {"Code": "productcode"},
        {"Code": "productcode", "Eenheid": "eenheid"},
        {"Soort": {"field": "productcode", "translate": {"table": "t", "unknown": "keep"}}},
        {"Maand": {"month": "begindatum"}},
        {"Band": {"band": "banden", "of": "volume"}},
    ]
)
_key_texts = st.sampled_from(
    [
        "45A03",
        "45A04",
        "41B01",
        "01",
        "04",
        "Ambulant",
        "Dag",
        "2026-01-01",
        "2026-02-01",
        "geen",
        "veel",
        "99Z99",
    ]
)


@st.composite
def fixed_lists(draw):
    """A sheet with listed lines, perhaps with heads beside each other; and the keys that are listed."""
    by = draw(_listed_by)
    key = st.tuples(*[_key_texts] * len(by))
    keys = draw(st.lists(key, min_size=1, max_size=6, unique=True))
    listed = {
        "by": by,
        "nothing": draw(st.sampled_from([0, "empty", "-"])),
        "not_listed": draw(st.sampled_from(["quarantine", "below", "below", "block"])),
    }
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": list(by.values())}
    columns = {
        f"K{n}": {**each, "round": 2} for n, each in enumerate(draw(st.lists(totals, min_size=1, max_size=2)))
    }
    sheet = {"rows": rows, "listed": listed, "columns": columns}
    if draw(st.booleans()):
        under = {"O": draw(totals)}
        sheet["across"] = {**draw(st.one_of(_text_heads, _day_heads)), **draw(_others), "columns": under}
    return sheet, tuple(keys)


def _and(base, name, arguments):
    return st.tuples(base, arguments).map(lambda both: {**both[0], name: both[1]})


ROW_VERBS = {
    "times": st.tuples(fields("number"), fields("number")).map(lambda both: {"times": list(both)}),
    **{part: st.sampled_from(DATES).map(lambda name, part=part: {part: name}) for part in PARTS},
    "band": bands,
    "field": fields("number").filter(lambda each: each["field"] == "volume"),
    "constant": st.just({"constant": "ZIN"}),
    "manual": st.just({"manual": "opleiding ouders"}),
    "translate": _and(fields("text"), "translate", translations),
    "only": _and(fields("text"), "only", conditions),
    "sign_by": _and(fields("number"), "sign_by", st.just("debet_credit")),
    "round": _and(fields("number"), "round", rounds),
    "money": _and(fields("money"), "money", st.sampled_from(["euro", "cents"])),
    "to_unit": st.sampled_from(["minuut", "uur", "dagdeel", "dag", "etmaal", "week"]).map(
        lambda unit: {"field": "volume", "to_unit": unit, "round": 2}
    ),
    "choose": chosen(row_numbers, conditions),
    "join": joined,
    "truncate": _and(fields("text"), "truncate", truncations),
    "required": _and(fields("text"), "required", st.sampled_from(["quarantine", "warn", "block"])),
    "date_form": _and(fields("date"), "date_form", forms),
    "number_form": _and(row_numbers, "number_form", number_forms),
    "age": st.sampled_from(["period_begin", "period_end", "begindatum"]).map(
        lambda on: {"field": "toewijzing.geboortedatum", "age": on}
    ),
    "pseudonym": _and(fields("text"), "pseudonym", st.integers(16, 64)),
    "ratio": st.tuples(fields("number"), fields("number")).map(
        lambda both: {"ratio": {"of": both[0], "to": both[1]}}
    ),
    "btw": _and(fields("money"), "btw", st.sampled_from(["added", "removed"])),
    "days": ranges.map(lambda each: {"days": each}),
    "spread": _and(fields("money"), "spread", months),
    "per_week": _and(fields("number"), "per_week", st.sampled_from(["week_numbers", "sundays", "six"])),
    "waiting_time": _and(waits.map(lambda each: {"waiting_time": each}), "round", rounds),
    "running_number": st.integers(0, 3).map(lambda start: {"running_number": start}),
    "split_sign": _and(signed, "split_sign", st.sampled_from(["amount", "letter"])),
    "share": _and(fields("money"), "share", st.integers(0, 2)),
}
parts = st.tuples(totals, st.sampled_from(["toewijzing.clientnummer", "eenheid", "toewijzing.perceel"])).map(
    lambda both: {"of": both[0], "per": both[1]}
)
GROUP_VERBS = {
    "earlier": st.sampled_from(["previous", "year_ago", "year_to_date"]).map(
        lambda period: {"earlier": {"column": "Dit", "period": period}}
    ),
    "minus": st.sampled_from([["Dit", "Rijen"], ["Rijen", "Dit"], ["Dit", "Dit"]]).map(
        lambda columns: {"minus": columns}
    ),
    **{
        name: st.one_of(*several).map(lambda each, name=name: {name: each})
        for name, several in {
            "min": (amounts, fields("date"), parts),
            "max": (amounts, fields("date"), parts),
            "earliest": (fields("date"),),
            "latest": (fields("date"),),
            "median": (amounts,),
        }.items()
    },
    "percentile": st.tuples(amounts, st.integers(0, 100), st.integers(0, 4)).map(
        lambda three: {"percentile": {"of": three[0], "at": three[1], "digits": three[2]}}
    ),
    "last": st.tuples(plain_texts, fields("date")).map(lambda both: {"last": both[0], "by": both[1]}),
    "active_in": st.one_of(st.none(), st.integers(1, 4)).map(
        lambda month: (
            {"active_in": {"of": "toewijzing.clientnummer", "month": month}}
            if month
            else {"active_in": {"of": "toewijzing.clientnummer", "from": "begindatum", "until": "einddatum"}}
        )
    ),
    "sum": amounts.map(lambda each: {"sum": each}),
    "count": st.just({"count": "rows"}),
    "count_distinct": distinct,
    "average": amounts.map(lambda each: {"average": each}),
    "first": st.tuples(plain_texts, fields("date")).map(
        lambda both: {"first": {"of": both[0], "by": both[1], "pick": "last"}}
    ),
    "suppress_below": _and(totals, "suppress_below", st.integers(2, 5)),
}


def _add_worked_verbs():
    """A verb without random columns of its own is run as its worked cases write it, over any data."""
    worked = Path(__file__).parents[2] / "golden" / "verbs.yaml"
    for name, cases in yaml.load(worked.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
        if name not in {*ROW_VERBS, *GROUP_VERBS, *CELL_VERBS}:
            first = cases[0]
            kind = CELL_VERBS if "cell" in first else GROUP_VERBS if "per" in first else ROW_VERBS
            kind[name] = st.just(first["cell" if "cell" in first else "column"])


_add_worked_verbs()
