"""What is asked of a table as a whole: whether headers, columns or cells changed places, or moved."""

from service.domain.standard.beside_its_column import cells_beside_their_column
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.counting_columns import columns_that_count_on
from service.domain.standard.dragged_allocations import with_allocations_dragged
from service.domain.standard.dragged_columns import with_columns_dragged
from service.domain.standard.model import Standard
from service.domain.standard.moved_columns import with_column_moved
from service.domain.standard.neighbours import with_neighbour
from service.domain.standard.of_one_cause import (
    with_columns_of_one_cause,
    without_followers_of_days,
)
from service.domain.standard.perhaps_swapped import with_other_headers
from service.domain.standard.stops_apart import with_stops_apart
from service.domain.standard.texts_changed_places import texts_that_changed_places


def ask_after_places(intake: TakenTable, allocations: TakenTable | None, standard: Standard) -> None:
    """Ask of headers, columns and cells that are wrong whether they changed places with others, or moved.

    `allocations`: the table that rows refer to, where there is one; of which this was asked before.
    """
    read, frame = intake.read(standard), intake.frame
    above = allocations if intake.matched.table.reference is not None else None
    faults = intake.faults if above is None else without_followers_of_days(intake.faults, above.faults)
    headers = with_columns_of_one_cause(with_other_headers(faults, read), read, frame)
    headers = with_columns_dragged(headers, read, frame)
    if above is not None:
        headers = with_allocations_dragged(headers, read.rows, above.read(standard))
    headers += columns_that_count_on(headers, read, frame)
    headers += [*cells_beside_their_column(headers, read, frame), *texts_that_changed_places(read)]
    asked = with_stops_apart([with_neighbour(each, read) for each in headers], read)
    is_of_rows = any(each.is_of_row or each.is_mended for each in asked)
    intake.faults = asked if is_of_rows else [with_column_moved(each, read) for each in asked]
