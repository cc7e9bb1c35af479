"""Level 0 of the measure of burden: what is counted, and what is not."""

from service.domain.burden.level_zero import level_zero
from service.domain.formats.shape import CellClass
from tests.tools.exports import an_export
from tests.tools.formats import a_list, a_plan, a_table, translated


def counts(*translations):
    cells = [report.cells for each in translations for report in each.reports]
    facts = [fact for each in translations for fact in each.facts]
    plans = [report.plan for each in translations for report in each.reports]
    return level_zero(cells, facts, plans, len(cells)).as_json()


def test_cells_are_counted_by_what_had_to_be_done_and_constants_and_blanks_are_not():
    columns = {
        "productcode": "productcode",
        "Nr": "referentienummer",
        "Soort": {"constant": "ZIN"},
        "Reden": "retourcode",
        "Product": {"field": "productcode", "translate": "t"},
        "Groep": {"field": "status", "translate": "grof"},
        "Bedrag": {"field": "bedrag", "sign_by": "debet_credit"},
        "Centen": {"field": "bedrag", "money": "cents"},
    }
    coarse = a_table("grof", {"ingediend": "open", "geleverd": "open"})
    plan = a_list(columns, a_table("t", {"45A03": "Ambulant"}), coarse)

    cells = translated(an_export(prestatie=[{}, {"referentienummer": "R2"}]), plan).reports[0].cells

    assert cells.filled == {
        CellClass.SAME: 2,
        CellClass.RENAMED: 2,
        CellClass.RECODE_ONE_TO_ONE: 2,
        CellClass.RECODE_MANY_TO_ONE: 2,
        CellClass.DERIVED: 2,
        CellClass.FORMAT: 2,
    }
    assert cells.blank == 2
    assert (cells.all, cells.same, cells.converted, cells.by_hand) == (12, 4, 8, 0)


def test_a_fact_about_the_provider_is_repeated_for_every_further_municipality():
    plan = a_plan(cells={"A!A1": "aanlevering.naam_aanbieder", "A!A2": {"report": "municipality_code"}})

    found = counts(translated(an_export(), plan))

    assert found == {"N": 4, "N_same": 4, "N_conv": 0, "N_man": 0, "D_fact": 1, "R_dup": 0, "D_file": 1}


def test_a_row_is_repeated_only_when_two_reports_of_one_municipality_hold_it():
    export = an_export(prestatie=[{}, {"referentienummer": "R2"}])
    one = translated(export, a_list({"Nr": "referentienummer"}), names={"0014": "Groningen"})
    other = translated(export, a_list({"Referentie": "referentienummer"}), names={"0014": "Groningen"})

    assert counts(one)["D_fact"] == 0
    assert counts(one, other)["D_fact"] == 2


def test_the_same_format_for_a_second_municipality_adds_no_representation():
    export = an_export(prestatie=[{}])
    columns = {"Product": {"field": "productcode", "translate": "t"}, "Nr": "referentienummer"}
    own_codes = a_list(columns, a_table("t", {"45A03": "x"}))
    standard_codes = a_list({"Product": "productcode"})

    assert counts(translated(export, own_codes))["R_dup"] == 0
    assert counts(translated(export, own_codes), translated(export, standard_codes))["R_dup"] == 1


def test_a_label_alone_is_no_other_representation():
    export = an_export(prestatie=[{}])

    found = counts(*(translated(export, a_list({name: "productcode"})) for name in ("Product", "Code")))

    assert found["R_dup"] == 0


def test_two_columns_of_one_report_that_tell_the_same_fact_do_not_repeat_it():
    columns = {
        "Product": "productcode",
        "Volume": {"sum": "volume"},
        "Minuten": {"sum": "volume"},
        "Code": "productcode",
    }

    found = counts(
        translated(an_export(prestatie=[{}]), a_list(columns, per=["productcode"]), names={"0014": "G"})
    )

    assert found["D_fact"] == 0
