"""A draft from a municipality's own workbook, measured on our own templates with their mapping hidden."""

from service.domain.formats.drafting import Heading, propose
from service.domain.formats.plan import Plan
from service.domain.formats.verb import parse_expression
from service.files.format_drafting import compile_draft, propose_for_workbook, read_synonyms, write_draft
from tests.golden.examples import the_catalogue
from tests.tools.exports import REPOSITORY, the_standard

MAPPINGS = REPOSITORY / "mappings"
SYNONYMS = read_synonyms(MAPPINGS)


def steps_without_tables(expression):
    """What fills a column, whatever code table the municipality keeps for it."""
    return [step for step in parse_expression(expression).steps if step.name != "translate"]


def workbooks() -> list[Plan]:
    return [plan for plan in the_catalogue().every_plan() if plan.format.output.kind == "xlsx"]


def test_at_least_nine_in_ten_columns_of_our_own_templates_are_proposed_rightly(capsys):
    right = wrong = unknown = 0
    for plan in workbooks():
        proposals = propose_for_workbook(the_catalogue().templates[plan.format.output.template], SYNONYMS)
        for sheet in plan.sheets:
            row, proposal = proposals[sheet.name]
            assert row == sheet.format.header_row
            proposed = {each.header: each.expression for each in proposal.columns}
            for column in sheet.columns:
                expression = proposed.get(column.header)
                meant = [step for step in column.expression.steps if step.name != "translate"]
                if not expression:
                    unknown += 1
                elif steps_without_tables(expression) == meant:
                    right += 1
                else:
                    wrong += 1

    share = right / (right + wrong + unknown)
    with capsys.disabled():
        print(f"\ndraft: {right} right, {wrong} wrong, {unknown} unknown: {share:.0%}")
    assert share >= 0.9


def test_a_draft_of_every_template_of_ours_compiles(tmp_path):
    for plan in workbooks():
        template = the_catalogue().templates[plan.format.output.template]
        path = tmp_path / "draft.yaml"
        path.write_text(write_draft("proef/concept", "x.xlsx", propose_for_workbook(template, SYNONYMS)))

        drafted = compile_draft(path, MAPPINGS, the_standard(), template)

        assert [sheet.name for sheet in drafted.sheets] == [sheet.name for sheet in plan.sheets]


def test_what_is_not_known_is_said_to_be_unknown():
    proposal = propose([Heading("Product"), Heading("Tevredenheid wethouder")], SYNONYMS)

    assert [(each.header, each.expression, each.confidence) for each in proposal.columns] == [
        ("Product", "productcode", 95),
        ("Tevredenheid wethouder", None, 0),
    ]


def test_values_tell_what_a_strange_header_does_not():
    proposal = propose(
        [Heading("Sofinummer", ("999900006", "999900018")), Heading("Art.", ("45A03",))], SYNONYMS
    )

    assert [(each.expression, each.reason) for each in proposal.columns] == [
        ("toewijzing.bsn", "alle waarden slagen voor de elfproef"),
        ("productcode", "alle waarden zien eruit als een productcode"),
    ]
