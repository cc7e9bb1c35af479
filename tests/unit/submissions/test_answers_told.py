"""Which answers to warnings a municipality gets to read in a report, and how they stand there."""

from datetime import date

from service.domain.periods import parse_period
from service.domain.standard.export import MADE_ROW, QUARANTINE, ROW
from service.domain.standard.row_identity import row_identities
from service.domain.translation.answers_told import MOST_CHARACTERS, AnsweredWarning, with_answers_told
from service.files.export import pack_tables, unpack_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import an_export, the_standard

FORMAT = "voorbeeldregio-vecht/productie-met-antwoorden"
QUARTER = parse_period("2026-Q1")


def told(export, answers, period=QUARTER):
    """Municipality → what stands in its row of toelichting. `answers`: place of the prestatie → text."""
    plan = the_catalogue().find_plan(FORMAT)
    identities = row_identities(export.tables["prestatie"], the_standard().tables["prestatie"], "bedrag")
    answered = [
        AnsweredWarning(
            code="some-rule", table="prestatie", field="bedrag", identity=identities[at], text=text
        )
        for at, text in answers
    ]
    submitted = the_catalogue().submitted(export)
    made = with_answers_told(submitted, plan, period, answered, lambda _: "bedrag valt op")
    stories = made.tables["toelichting"]
    assert set(stories[stories["onderwerp"] == "antwoorden"][ROW]) <= {MADE_ROW}
    assert unpack_tables(pack_tables(made)).tables["toelichting"].equals(stories)
    new = stories[stories["onderwerp"] == "antwoorden"]
    return dict(zip(new["gemeentecode"], new["tekst"], strict=True))


def prestaties(*rows):
    return an_export(
        toewijzing=[{"toewijzingnummer": 1}, {"toewijzingnummer": 2, "wet": "WMO"}],
        prestatie=[{"referentienummer": f"R{at}", **row} for at, row in enumerate(rows)],
    )


def test_one_line_per_answer_with_for_how_many_rows_it_holds():
    export = prestaties({}, {}, {})

    assert told(export, [(0, "Zo afgesproken."), (1, "Zo afgesproken."), (2, "Dubbel bezoek.")]) == {
        "0014": "Bedrag valt op: Dubbel bezoek.\nBedrag valt op (2 regels): Zo afgesproken."
    }


def test_nothing_is_added_where_nothing_was_answered():
    export = prestaties({})

    assert told(export, []) == {}


def test_rows_of_another_law_or_period_or_that_wait_are_not_told_about():
    export = prestaties({}, {"toewijzingnummer": 2}, {"begindatum": date(2025, 12, 31)}, {})
    export.tables["prestatie"].loc[3, QUARANTINE] = "unknown-code"

    assert told(export, [(0, "een"), (1, "twee"), (2, "drie"), (3, "vier")]) == {
        "0014": "Bedrag valt op: een"
    }


def test_an_answer_about_a_value_that_is_another_now_is_not_told():
    before, after = prestaties({"bedrag": 1_00}), prestaties({"bedrag": 2_00})
    (then,) = row_identities(before.tables["prestatie"], the_standard().tables["prestatie"], "bedrag")
    answered = AnsweredWarning(code="c", table="prestatie", field="bedrag", identity=then, text="Klopt.")
    submitted = the_catalogue().submitted(after)
    plan = the_catalogue().find_plan(FORMAT)

    assert with_answers_told(submitted, plan, QUARTER, [answered], str) is after


def test_a_municipality_that_merged_is_told_under_its_successor():
    merged = {"gemeentecode": "0457", "toewijzingnummer": 1}
    export = an_export(
        aanlevering=[{"periode_begin": date(2022, 1, 1), "periode_eind": date(2022, 3, 31)}],
        toewijzing=[merged],
        prestatie=[merged | {"begindatum": date(2022, 2, 1), "einddatum": date(2022, 2, 2)}],
    )

    assert list(told(export, [(0, "Klopt.")], parse_period("2022-Q1"))) == ["0363"]


def test_what_does_not_fit_in_a_cell_is_counted():
    rows = 60
    export = prestaties(*({"bedrag": at} for at in range(1, rows + 1)))
    answers = [(at, f"{at:03} " + "x" * 990) for at in range(rows)]

    lines = told(export, answers)["0014"].split("\n")

    assert sum(map(len, lines)) < MOST_CHARACTERS + 100
    assert lines[-1] == f"En nog {rows - len(lines) + 1} antwoorden."


def test_a_cell_is_filled_to_twenty_thousand_characters_and_not_beyond():
    before = len("Bedrag valt op: ") + len("\n")

    fits = told(prestaties({}), [(0, "x" * (20_000 - before))])["0014"]
    beyond = told(prestaties({}), [(0, "x" * (20_001 - before))])["0014"]

    assert fits.startswith("Bedrag valt op: xxx")
    assert beyond == "En nog 1 antwoorden."
