"""Every kind of report there is: how it is written, and how it is read back and held against what was meant."""

from service.files.reports.report_writer import ReportWriter, check_headers

__all__ = ["ReportWriter", "check_headers"]
