"""Every column that is asked says what for and on what ground, or its format is not published."""

from dataclasses import replace

import pytest

from service.domain.failures import FormatError
from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.column_grounds import columns_without_ground, grounds_of, reasons_to_ask
from service.domain.formats.drafts.draft import NewRequest
from service.domain.formats.library import require_publishable
from service.domain.formats.model import ColumnGround, Validity
from service.domain.periods import PeriodKind
from service.pipeline.current_catalogue import CurrentCatalogue
from tests.tools.evidence_package import HOUSE


def from_period(label):
    return Validity.model_validate({"from": label})


REASON = NewRequest(municipalities=("0014",), legal_ground="Contract, artikel 7", purpose="Sturing")


@pytest.fixture(scope="module")
def house() -> Catalogue:
    return CurrentCatalogue(mappings_dir=HOUSE / "mappings", templates_dir=HOUSE / "templates")()


@pytest.fixture
def plan(house):
    return house.plans["voorbeeldregio-noord/kwartaal"][-1]


def with_format(plan, **written):
    return replace(plan, format=plan.format.model_copy(update=written))


def test_every_column_of_everything_that_is_asked_here_has_a_purpose_and_a_ground(house):
    asked = [
        each
        for request in house.requests
        for plan in house.plans[request.format]
        for reason in reasons_to_ask(plan, [request], NewRequest())
        for each in grounds_of(plan, reason)
    ]

    assert len(asked) > 7_000
    assert [each.address for each in asked if not each.is_whole] == []


def test_a_format_that_nobody_says_a_purpose_for_is_not_published(house, plan):
    alone = replace(house, plans={}, requests=())

    with pytest.raises(FormatError) as refused:
        require_publishable(plan, alone, replace(REASON, purpose="  "))

    assert refused.value.fault.kind.code == "columns-without-ground"
    assert "…" in refused.value.words.nl
    require_publishable(plan, alone, REASON)
    require_publishable(with_format(plan, purpose="Sturing"), alone, replace(REASON, purpose="INVULLEN"))


@pytest.mark.parametrize(
    ("written", "asked", "code"),
    [
        ({}, REASON, "version-begins-too-early"),
        ({"valid": from_period("2024-Q4")}, REASON, "version-begins-too-early"),
        ({"valid": from_period("2027"), "period": PeriodKind.YEAR}, REASON, "other-period-than-before"),
        ({"format": "proef/nieuw"}, replace(REASON, legal_ground=" "), "extra-request-without-ground"),
        ({"format": "proef/nieuw"}, replace(REASON, municipalities=()), "nobody-asks-this-format"),
    ],
)
def test_what_stands_in_the_way_of_publishing_is_named(house, plan, written, asked, code):
    alone = replace(house, plans={plan.name: (plan,)}, requests=())

    with pytest.raises(FormatError) as refused:
        require_publishable(with_format(plan, **written), alone, asked)

    assert refused.value.fault.kind.code == code


def test_a_next_version_may_begin_as_soon_as_the_last_one_has_begun(house, plan):
    alone = replace(house, plans={plan.name: (plan,)}, requests=())

    require_publishable(with_format(plan, valid=from_period("2025-Q2")), alone, REASON)


def test_what_takes_a_place_keeps_the_purpose_and_the_ground_of_that_place(plan):
    before = Request(
        municipality="0014", format="gemeente-0014/oud", begin=plan.valid.begin, legal_ground="Contract"
    )
    asked = NewRequest(municipalities=("0014",), instead_of="gemeente-0014/oud")

    assert columns_without_ground(plan, reasons_to_ask(plan, [before], asked)) != ()
    named = replace(before, purpose="Sturing")
    assert columns_without_ground(plan, reasons_to_ask(plan, [named], asked)) == ()


def test_one_of_all_who_ask_without_a_purpose_is_enough_to_refuse(house, plan):
    without = replace(next(each for each in house.requests if each.format == plan.name), purpose="")

    reasons = reasons_to_ask(plan, [*house.requests, without], NewRequest())

    assert len(columns_without_ground(plan, reasons)) == len(plan.columns_by_place)


def test_a_column_can_have_a_ground_of_its_own_and_a_word_that_holds_a_place_is_none(plan):
    address, *others = (each.address for each in grounds_of(plan, reasons_to_ask(plan, (), REASON)[0]))
    own = ColumnGround(purpose="Formele controle", legal_ground="INVULLEN")

    found = grounds_of(with_format(plan, grounds={address: own}), reasons_to_ask(plan, (), REASON)[0])

    assert [(each.purpose, each.legal_ground) for each in found] == [
        ("Formele controle", "Contract, artikel 7"),
        *[("Sturing", "Contract, artikel 7")] * len(others),
    ]


def test_a_ground_of_a_column_that_is_not_there_is_refused(house, plan):
    wrong = with_format(plan, grounds={"Nergens.Kolom": plan.format})

    with pytest.raises(FormatError) as refused:
        require_publishable(wrong, replace(house, plans={}), REASON)

    assert refused.value.fault.kind.code == "ground-of-no-column"
