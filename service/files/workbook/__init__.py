"""Workbooks of municipalities: a template compiled, filled by splicing, and read back."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
    from service.files.workbook.blank_changes import MOST_CHANGES, BlankChange, changes_of_blank
    from service.files.workbook.blank_workbook import Cells, Found, cells_of
    from service.files.workbook.block_places import (
        FoundBlock,
        SheetTexts,
        columns_at,
        find_block,
        listed_lines,
    )
    from service.files.workbook.cell_picture import SheetPicture, pictures_of
    from service.files.workbook.cells import LONGEST_TEXT, CellPlace, require_exact, why_text_is_refused
    from service.files.workbook.days_in_cells import text_of_day
    from service.files.workbook.drop_downs import Choices, choices_in, filled_places
    from service.files.workbook.header_paths import Header, by_letter
    from service.files.workbook.layout import place_of
    from service.files.workbook.lists_going_on import GoingOn, going_on_below, lists_that_go_on
    from service.files.workbook.marks import (
        OFFICE,
        Address,
        SheetXml,
        UnusualWorkbookError,
        restyled,
        without_selection,
    )
    from service.files.workbook.notations import Notations, notations_of
    from service.files.workbook.notes import blocks_in, with_notes, with_shapes
    from service.files.workbook.one_cell import ShownCell, cell_at
    from service.files.workbook.open_rows import replace_by_text
    from service.files.workbook.overwritten import Overwritten, filled_by_templates, overwritten_cells
    from service.files.workbook.package import (
        MAIN,
        Package,
        collapsed,
        document,
        elements,
        fragment,
        local_name,
        tree_of,
    )
    from service.files.workbook.placed import Above, PlacedTarget, SheetTarget, rows_down
    from service.files.workbook.read_back import require_workbook_reads_back
    from service.files.workbook.ready_lines import ReadyLines, prepared_lines
    from service.files.workbook.references import References, moved_range, repeated_range
    from service.files.workbook.regions import DataRegion, SheetRegions
    from service.files.workbook.row_filling import (
        Filling,
        joined,
        listed_cell_texts,
        repeated_text,
        row_numbers,
        spans,
    )
    from service.files.workbook.sheet_copies import (
        copied_sheets,
        names_of_copies,
        require_free_names,
        split_sheets,
    )
    from service.files.workbook.sheet_read_back import ReadTarget, RowAndColumn, SheetReadBack, rows_to_total
    from service.files.workbook.sheet_targets import (
        data_regions,
        is_among_rows,
        listed_cells,
        placed_on,
        placed_targets,
        regions_above,
        require_fitting,
    )
    from service.files.workbook.strips import require_whole_rows
    from service.files.workbook.template import compile_template, places_of
    from service.files.workbook.unfilled import UnfilledColumn, has_macros, headers_of, unfilled_columns
    from service.files.workbook.writer import write_workbook

__all__ = [
    "LONGEST_TEXT",
    "MAIN",
    "MOST_CHANGES",
    "OFFICE",
    "Above",
    "Address",
    "BlankChange",
    "CellPlace",
    "Cells",
    "Choices",
    "DataRegion",
    "Filling",
    "Found",
    "FoundBlock",
    "GoingOn",
    "Header",
    "Notations",
    "Overwritten",
    "Package",
    "PlacedTarget",
    "ReadTarget",
    "ReadyLines",
    "References",
    "RowAndColumn",
    "SheetPicture",
    "SheetReadBack",
    "SheetRegions",
    "SheetTarget",
    "SheetTexts",
    "SheetXml",
    "ShownCell",
    "UnfilledColumn",
    "UnusualWorkbookError",
    "blocks_in",
    "by_letter",
    "cell_at",
    "cells_of",
    "changes_of_blank",
    "choices_in",
    "collapsed",
    "columns_at",
    "compile_template",
    "copied_sheets",
    "data_regions",
    "document",
    "elements",
    "filled_by_templates",
    "filled_places",
    "find_block",
    "fragment",
    "going_on_below",
    "has_macros",
    "headers_of",
    "is_among_rows",
    "joined",
    "listed_cell_texts",
    "listed_cells",
    "listed_lines",
    "lists_that_go_on",
    "local_name",
    "moved_range",
    "names_of_copies",
    "notations_of",
    "overwritten_cells",
    "pictures_of",
    "place_of",
    "placed_on",
    "placed_targets",
    "places_of",
    "prepared_lines",
    "regions_above",
    "repeated_range",
    "repeated_text",
    "replace_by_text",
    "require_exact",
    "require_fitting",
    "require_free_names",
    "require_whole_rows",
    "require_workbook_reads_back",
    "restyled",
    "row_numbers",
    "rows_down",
    "rows_to_total",
    "spans",
    "split_sheets",
    "text_of_day",
    "tree_of",
    "unfilled_columns",
    "why_text_is_refused",
    "with_notes",
    "with_shapes",
    "without_selection",
    "write_workbook",
]
__getattr__ = on_demand(
    __name__,
    {
        "blank_changes": ("MOST_CHANGES", "BlankChange", "changes_of_blank"),
        "blank_workbook": ("Cells", "Found", "cells_of"),
        "block_places": ("FoundBlock", "SheetTexts", "columns_at", "find_block", "listed_lines"),
        "cell_picture": ("SheetPicture", "pictures_of"),
        "cells": ("LONGEST_TEXT", "CellPlace", "require_exact", "why_text_is_refused"),
        "days_in_cells": ("text_of_day",),
        "drop_downs": ("Choices", "choices_in", "filled_places"),
        "header_paths": ("Header", "by_letter"),
        "layout": ("place_of",),
        "lists_going_on": ("GoingOn", "going_on_below", "lists_that_go_on"),
        "marks": ("OFFICE", "Address", "SheetXml", "UnusualWorkbookError", "restyled", "without_selection"),
        "notations": ("Notations", "notations_of"),
        "notes": ("blocks_in", "with_notes", "with_shapes"),
        "one_cell": ("ShownCell", "cell_at"),
        "open_rows": ("replace_by_text",),
        "overwritten": ("Overwritten", "filled_by_templates", "overwritten_cells"),
        "package": (
            "MAIN",
            "Package",
            "collapsed",
            "document",
            "elements",
            "fragment",
            "local_name",
            "tree_of",
        ),
        "placed": ("Above", "PlacedTarget", "SheetTarget", "rows_down"),
        "read_back": ("require_workbook_reads_back",),
        "ready_lines": ("ReadyLines", "prepared_lines"),
        "references": ("References", "moved_range", "repeated_range"),
        "regions": ("DataRegion", "SheetRegions"),
        "row_filling": ("Filling", "joined", "listed_cell_texts", "repeated_text", "row_numbers", "spans"),
        "sheet_copies": ("copied_sheets", "names_of_copies", "require_free_names", "split_sheets"),
        "sheet_read_back": ("ReadTarget", "RowAndColumn", "SheetReadBack", "rows_to_total"),
        "sheet_targets": (
            "data_regions",
            "is_among_rows",
            "listed_cells",
            "placed_on",
            "placed_targets",
            "regions_above",
            "require_fitting",
        ),
        "strips": ("require_whole_rows",),
        "template": ("compile_template", "places_of"),
        "unfilled": ("UnfilledColumn", "has_macros", "headers_of", "unfilled_columns"),
        "writer": ("write_workbook",),
    },
)
