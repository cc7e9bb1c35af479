"""Samples with faults in them, and what must be found: planted faults, spoiled texts, messages, no export."""

from collections import Counter
from collections.abc import Iterator, Sequence

from service.domain.standard.model import Standard
from service.domain.wording import Wording, same
from service.domain.words import finding_title
from service.files.export import Kind, write_export
from service.kit.messages import spoiled_messages
from service.kit.sample import Sample
from service.kit.sound import CARRIERS, MESSAGES, PERIOD, sound_tables
from service.kit.spoiled_files import SPOILED_FILES, spoiled
from service.sample import sample_tables
from service.sample.defects import Planted, defects_together, known_defects, plant_defects

_SEED, _CLIENTS = 5, 96
"""Enough rows for one of every fault that can stand beside others."""


def faulty_samples(
    standard: Standard, municipalities: Sequence[str], many: Sequence[str]
) -> Iterator[Sample]:
    """Every sample with a fault in it; `many` municipalities for the ones with every fault together."""
    yield from _all_together(standard, many)
    yield from _each_alone(standard, municipalities)
    yield from _spoiled_files(standard, municipalities)
    yield from spoiled_messages(write_export(sound_tables(standard, municipalities), standard, MESSAGES))
    yield from _no_export()


def _all_together(standard: Standard, municipalities: Sequence[str]) -> Iterator[Sample]:
    tables = sample_tables(
        standard, seed=_SEED, municipalities=municipalities, clients=_CLIENTS, period=PERIOD
    )
    chosen, planted = plant_defects(standard, tables, defects_together(), seed=_SEED)
    kinds: tuple[Kind, ...] = ("xlsx", "ods", "csv-zip", "parquet-zip")
    for kind in kinds:
        ending, about = CARRIERS[kind]
        yield Sample(
            path=f"samples/faulty/every-fault.{ending}",
            content=write_export(chosen, standard, kind),
            about=Wording(
                "alle fouten die naast elkaar kunnen staan: {about}",
                "every fault that can stand beside others: {about}",
            ).fill(about=about),
            must_find=_counted(planted),
        )


def _each_alone(standard: Standard, municipalities: Sequence[str]) -> Iterator[Sample]:
    tables = sound_tables(standard, municipalities)
    for code in sorted(set(known_defects()) - set(defects_together())):
        chosen, planted = plant_defects(standard, tables, [code], seed=_SEED)
        yield Sample(
            path=f"samples/faulty/alone/{code}.zip",
            content=write_export(chosen, standard, "csv-zip"),
            about=Wording("{code}: {title}", "{code}: {title}").fill(code=code, title=finding_title(code)),
            must_find=_counted(planted),
        )


def _spoiled_files(standard: Standard, municipalities: Sequence[str]) -> Iterator[Sample]:
    sound = write_export(sound_tables(standard, municipalities), standard, "csv-zip")
    for each in SPOILED_FILES:
        yield Sample(
            path=f"samples/faulty/as-people-write/{each.name}.zip",
            content=spoiled(sound, each),
            about=each.about,
            must_find=each.must_find,
        )


def _no_export() -> Iterator[Sample]:
    contents = {
        "empty.xlsx": (b"", "file-empty"),
        "letter.pdf": (b"%PDF-1.7\n", "file-form-unknown"),
        "no-workbook.xlsx": (b"PK\x03\x04 cut off", "file-damaged"),
    }
    for name, (content, code) in contents.items():
        yield Sample(
            path=f"samples/faulty/no-export/{name}",
            content=content,
            about=same(f"{code}: ") + finding_title(code),
            must_find={("", code): 1},
        )


def _counted(planted: Sequence[Planted]) -> dict[tuple[str, str], int]:
    return dict(Counter((each.table, each.code) for each in planted))
