"""What a report cannot carry is named; what it can is read back through the inverse."""

from service.domain.translation.round_trip import losses
from tests.tools.exports import an_export
from tests.tools.formats import FIRST_QUARTER, a_list, a_plan, a_table, translated


def _losses(plan, *rows):
    report = translated(an_export(prestatie=list(rows)), plan).reports[0]
    found = losses(plan, FIRST_QUARTER, report.content)
    return [(loss.kind.value, loss.place, loss.codes) for loss in found if loss.kind != "not-asked"]


def test_a_format_of_plain_fields_and_one_to_one_codes_loses_nothing_but_what_it_does_not_ask():
    table = a_table("codes", {"45A03": "ambulant", "45A04": "verblijf"})
    plan = a_list({"Nr": "referentienummer", "Code": {"field": "productcode", "translate": "codes"}}, table)

    report = translated(an_export(prestatie=[{}]), plan).reports[0]
    found = losses(plan, FIRST_QUARTER, report.content)

    assert {loss.kind.value for loss in found} == {"not-asked"}
    assert found[0].words().nl == "aanlevering.* staat niet in deze rapportage: niet gevraagd."


def test_merged_codes_are_named_only_where_they_occur():
    table = a_table("codes", {"45A03": "ambulant", "45A04": "ambulant", "45A05": "verblijf"})
    plan = a_list({"Code": {"field": "productcode", "translate": "codes"}}, table)

    assert _losses(plan, {"productcode": "45A05"}) == []
    assert _losses(plan, {"productcode": "45A05"}, {"productcode": "45A04"}) == [
        ("merged-codes", "Code", {"ambulant": ("45A03", "45A04")})
    ]


def test_merged_codes_are_named_in_the_order_of_what_they_became():
    table = a_table(
        "codes", {"45A05": "verblijf", "45A06": "verblijf", "45A03": "ambulant", "45A04": "ambulant"}
    )
    plan = a_list({"Code": {"field": "productcode", "translate": "codes"}}, table)

    ((_, _, codes),) = _losses(
        plan, {"productcode": "45A05"}, {"productcode": "45A04", "referentienummer": "2"}
    )

    assert list(codes) == ["ambulant", "verblijf"]


def test_a_code_that_was_kept_may_be_taken_for_a_translated_one():
    table = a_table("codes", {"45A03": "45A04"})
    plan = a_list(
        {"Code": {"field": "productcode", "translate": {"table": "codes", "unknown": "keep"}}}, table
    )

    assert _losses(plan, {"productcode": "45A03"}, {"productcode": "45A04"}) == [
        ("merged-codes", "Code", {"45A04": ("45A03", "45A04")})
    ]


def test_a_code_that_is_always_translated_was_never_kept():
    table = a_table("codes", {"45A03": "ambulant", "45A04": "45A03"})
    plan = a_list(
        {"Code": {"field": "productcode", "translate": {"table": "codes", "unknown": "keep"}}}, table
    )

    assert _losses(plan, {"productcode": "45A04"}) == []


def test_rows_put_together_and_numbers_rounded_are_losses_of_every_report():
    plan = a_list(
        {"Code": "productcode", "Som": {"sum": "bedrag"}, "Uren": {"sum": "volume", "round": 0}},
        per=["productcode"],
    )

    assert [(kind, place) for kind, place, _ in _losses(plan, {})] == [
        ("put-together", "Som"),
        ("put-together", "Uren"),
    ]


def test_an_apostrophe_before_a_formula_is_a_loss_of_a_text_file():
    plan = a_list({"Nr": "referentienummer"})

    assert _losses(plan, {"referentienummer": "=1"}, {"referentienummer": "R2"}) == [("marked", "Nr", {})]


def test_texts_that_are_cut_to_their_width_are_a_loss_and_are_counted():
    plan = a_plan(
        output={
            "kind": "fixed-width",
            "filename": "{gemeentecode}.txt",
            "columns": {"Nr": {"width": 3, "too_long": "cut"}},
        },
        sheets={
            "lijst": {
                "rows": {"of": "prestatie", "with": ["toewijzing"]},
                "columns": {"Nr": "referentienummer"},
            }
        },
    )

    rows = [{"referentienummer": each} for each in ("R1", "R2000", "R3000")]

    assert _losses(plan, *rows) == [("cut", "Nr", {})]
    report = translated(an_export(prestatie=rows), plan).reports[0]
    cut = next(each for each in losses(plan, FIRST_QUARTER, report.content) if each.kind == "cut")
    assert cut.words().nl == "Nr heeft 3 tekens; 2 teksten zijn afgekapt."
