"""Reports that are the municipality's own file, filled: workbooks and OpenDocument spreadsheets."""

from service.files.reports.filled_templates.filling import CompiledTemplate, TemplateFile, kind_of_template

__all__ = ["CompiledTemplate", "TemplateFile", "kind_of_template"]
