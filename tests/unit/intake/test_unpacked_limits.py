"""What a zip may unpack to is the operator's to say."""

from service.domain.periods import parse_period
from service.files.archive.zip_limits import ZipLimits
from service.files.export.writer import write_export
from service.files.separate_process.parsing import ParsingLimits
from service.pipeline.check_file import check_files_separately
from service.sample import sample_tables
from service.settings import Settings


def _codes(standard, unpacked):
    tables = sample_tables(
        standard, seed=1, municipalities=["0014"], clients=9, period=parse_period("2026-Q1")
    )
    files = [("export.xlsx", write_export(tables, standard, "xlsx"))]
    found = check_files_separately(files, standard, ParsingLimits(unpacked=unpacked)).findings
    return [each.kind.code for each in found]


def test_an_export_beyond_the_limit_is_refused_and_within_a_raised_one_it_is_read(standard):
    assert _codes(standard, ZipLimits(total_bytes=20_000)) == ["file-too-large"]
    assert _codes(standard, ZipLimits(entry_bytes=5_000)) == ["file-too-large"]
    assert _codes(standard, ZipLimits(total_bytes=10**9, entry_bytes=10**9)) == []


def test_the_limits_are_settings(tmp_path):
    given = {"EENMAAL_STATE_DIR": str(tmp_path), "EENMAAL_UNPACKED_LIMIT": "900000000"}
    settings = Settings.from_environment(given | {"EENMAAL_UNPACKED_PART_LIMIT": "800000000"})

    assert (settings.unpacked_limit, settings.unpacked_part_limit) == (900_000_000, 800_000_000)
