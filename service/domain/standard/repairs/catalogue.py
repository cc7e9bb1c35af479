"""Every repair of a cell, in the order in which they are tried."""

from service.domain.standard.findings import repairs as kinds
from service.domain.standard.repairs.codes import code_of_name, in_capitals_of_the_list
from service.domain.standard.repairs.dates import as_standard_date
from service.domain.standard.repairs.nothing import empty_where_allowed
from service.domain.standard.repairs.numbers import as_percents, as_plain_number
from service.domain.standard.repairs.repair import Repair
from service.domain.standard.repairs.signs import in_plain_signs
from service.domain.standard.repairs.surroundings import without_apostrophe, without_surroundings

REPAIRS = (
    Repair(kinds.SURROUNDINGS, without_surroundings),
    Repair(kinds.SIGNS, in_plain_signs),
    Repair(kinds.APOSTROPHE, without_apostrophe),
    Repair(kinds.NOTHING, empty_where_allowed),
    Repair(kinds.CAPITALS, in_capitals_of_the_list),
    Repair(kinds.NAME, code_of_name),
    Repair(kinds.DATE, as_standard_date),
    Repair(kinds.PERCENTAGE, as_percents),
    Repair(kinds.NUMBER, as_plain_number),
)
