"""What it costs that nothing lies readable on a disk: sealing and opening, as part of a translation.

Run by itself: `python -m tests.benchmarks.encryption`. Counted as it is done at most: the upload, its typed
tables and every report are sealed once; the upload is opened to be checked, the tables are opened for the
assignment and to settle, every report when it is downloaded.
"""

import os
import tempfile
import time
from itertools import chain
from pathlib import Path

from service.command_line.installation import the_catalogue
from service.files.export import pack_tables
from service.pipeline.translate_file import translate_file
from service.process.start import choose_at_start
from service.storage.keys.sealing import KEY_BYTES, opened, sealed
from tests.benchmarks.everyone import formats_for_everyone
from tests.benchmarks.measuring import sample

SIZES = ((1_000, 40), (10_000, 342), (100_000, 342))
ROUNDS = 3
_TABLES_ARE_OPENED = 2


def main() -> None:
    choose_at_start(fast_paths=True)
    print("prestaties  reports      MB  translation  sealing   part")
    with tempfile.TemporaryDirectory() as folder:
        formats = formats_for_everyone(Path(folder), "voorbeeldregio-west/declaratieoverzicht")
        catalogue = the_catalogue(formats)
        for prestaties, municipalities in SIZES:
            export = sample(Path(folder) / f"{prestaties}.xlsx", prestaties, municipalities)
            found = [of_one(export, catalogue) for _ in range(ROUNDS)]
            reports, size = found[0][2:]
            translation, sealing = (min(each[at] for each in found) for at in (0, 1))
            print(
                f"{prestaties:10,} {reports:8,} {size / 1e6:7.1f} {translation:10.2f} s {sealing:7.3f} s "
                f"{sealing / translation:5.1%}"
            )


def of_one(export, catalogue):
    """Processor seconds of translating and of sealing; how many reports, and how many bytes were sealed."""
    content = export.read_bytes()
    begin = seconds()
    translated = translate_file(content, export.name, catalogue)
    tables = pack_tables(translated.export)
    translation = seconds() - begin
    assert translated.is_whole
    reports = [report.content for each in translated.productions for report in each.reports]
    begin = seconds()
    key = os.urandom(KEY_BYTES)
    for each, times in chain(
        [(content, 1), (tables, _TABLES_ARE_OPENED)], ((report, 1) for report in reports)
    ):
        on_disk = b"".join(sealed([each], key, "uploads/0"))
        for _ in range(times):
            assert len(opened(on_disk, key, "uploads/0")) == len(each)
    return translation, seconds() - begin, len(reports), sum(map(len, (content, tables, *reports)))


def seconds():
    """Of this process and of those it waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


if __name__ == "__main__":
    main()
