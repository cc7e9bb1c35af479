"""The page with which a maker of care software begins, in Dutch or in English."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from service.domain.findings import Verdict
from service.domain.wording import Language, Wording

_STYLE = Markup(
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:1.5rem auto;padding:0 1rem;"
    "color:#1a1a1a}table{border-collapse:collapse;width:100%;min-width:42rem}th,td{text-align:left;"
    "vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccc}"
    "code{overflow-wrap:anywhere}.wide{overflow-x:auto}"
)
_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    "<style>{style}</style></head>\n<body><main><h1>{title}</h1>\n"
    '<p><a href="{other}">{other_words}</a></p>\n<p>{introduction}</p>\n<ol>\n{steps}</ol>\n'
    '<h2>{samples}</h2>\n<div class="wide"><table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}'
    "</tbody></table></div></main></body></html>\n"
)
_TITLE = Wording("Beginnen met de standaardexport", "Beginning with the standard export")
_OTHER = Wording("In English", "In het Nederlands")
_OTHER_PAGE = Wording("index.en.html", "index.html")
_INTRODUCTION = Wording(
    "Voor makers van software voor de zorgadministratie. Uw programma maakt één export; Eenmaal maakt "
    "daarvan de rapportage van elke gemeente. Alles in deze map is verzonnen: de BSN’s zijn van de officiële "
    "testreeks en de uitvraagformaten zijn voorbeelden, niet die van een echte gemeente.",
    "For makers of software for care administration. Your program makes one export; Eenmaal makes each "
    "municipality’s report of it. Everything in this folder is invented: the BSNs are of the official test "
    "range, and the formats are examples, not those of a real municipality.",
)
_STEPS: tuple[Wording, ...] = (
    Wording(
        "Kies een vorm. In `samples/sound` staat dezelfde export in elke vorm die wordt gelezen. "
        "De werkmap, OpenDocument, csv en parquet zeggen precies hetzelfde; berichten zeggen iets minder.",
        "Choose a form. In `samples/sound` is the same export in every form that is read. "
        "The workbook, OpenDocument, csv and parquet say exactly the same; messages say a little less.",
    ),
    Wording(
        "Bekijk de tabellen en velden. `schema/table-schema/datapackage.json` beschrijft ze als "
        "Frictionless Data Package, `schema/json-schema` een rij van elke csv als JSON Schema, en "
        "`schema/blank.xlsx` is de lege werkmap met keuzelijsten. In `schema/messages` staat de opbouw van "
        "elk bericht.",
        "Look at the tables and fields. `schema/table-schema/datapackage.json` describes them as a "
        "Frictionless Data Package, `schema/json-schema` a row of each csv as JSON Schema, and "
        "`schema/blank.xlsx` is the blank workbook with drop-downs. `schema/messages` has the structure of "
        "each message.",
    ),
    Wording(
        "Laat uw export controleren: `eenmaal check export.xlsx`. Het antwoord zegt per cel wat er "
        "staat, wat er verwacht wordt en wat u kunt doen. Met `--json` leest uw programma het.",
        "Have your export checked: `eenmaal check export.xlsx`. The answer says per cell what is "
        "there, what is expected and what to do. With `--json` your program reads it.",
    ),
    Wording(
        "Vergelijk met de fouten. Bij elk voorbeeld in `samples/faulty` staat in "
        "`expected` precies wat erin gevonden moet worden: elke bevinding, en geen andere.",
        "Compare with the faults. For each sample in `samples/faulty`, `expected` says "
        "exactly what must be found in it: every finding, and no other.",
    ),
    Wording(
        "Vergelijk met de rapportages. `kit.json` noemt per goed voorbeeld elke rapportage die eruit "
        "moet komen, met haar sha256; de bestanden zelf staan in `expected`.",
        "Compare with the reports. `kit.json` names, per sound sample, each report that must come "
        "out, with its sha256; the files themselves are in `expected`.",
    ),
    Wording(
        "Herhaal dit bij een nieuwe versie: `eenmaal kit --check MAP` zegt of die versie nog steeds "
        "hetzelfde vindt en maakt.",
        "Do this again with a new version: `eenmaal kit --check FOLDER` says whether that version "
        "still finds and makes the same.",
    ),
)
_HEADS: tuple[Wording, ...] = (
    Wording("voorbeeld", "sample"),
    Wording("wat het is", "what it is"),
    Wording("oordeel", "verdict"),
    Wording("moet gevonden worden", "must be found"),
    Wording("rapportages", "reports"),
)
_VERDICTS: Mapping[str, Wording] = {
    Verdict.ACCEPTED: Wording("goed", "good"),
    Verdict.ACCEPTED_WITH_WARNINGS: Wording("goed, met opmerkingen", "good, with remarks"),
    Verdict.REJECTED: Wording("niet goed", "not good"),
}
_SAMPLES = Wording("De voorbeelden", "The samples")
_FINDINGS = Wording("bevindingen", "findings")


def index_page(samples: Sequence[Mapping[str, object]], language: Language) -> bytes:
    """The page as HTML that needs nothing else; links go to the files beside it."""
    title = escape(_TITLE.to(language))
    steps = Markup("").join(Markup("<li>{}</li>\n").format(_with_code(each.to(language))) for each in _STEPS)
    heads = Markup("").join(Markup("<th scope=col>{}</th>").format(each.to(language)) for each in _HEADS)
    rows = Markup("\n").join(_rows(samples, language))
    page = _PAGE.format(
        language=language,
        title=title,
        style=_STYLE,
        other=_OTHER_PAGE.to(language),
        other_words=_OTHER.to(language),
        introduction=_INTRODUCTION.to(language),
        steps=steps,
        samples=_SAMPLES.to(language),
        heads=heads,
        rows=rows,
    )
    return page.encode()


def _with_code(text: str) -> Markup:
    """The text with what stands between backticks as code."""
    parts = [
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part)
        for at, part in enumerate(text.split("`"))
    ]
    return Markup("").join(parts)


def _rows(samples: Iterable[Mapping[str, object]], language: Language) -> Iterator[Markup]:
    for each in samples:
        about, reports = each["about"], each.get("reports")
        said = Wording.of_json(about).to(language) if isinstance(about, dict) else ""
        yield Markup(
            '<tr><td><a href="{file}"><code>{name}</code></a></td><td>{about}</td><td>{verdict}</td>'
            '<td><a href="{findings}">{findings_words}</a></td><td>{reports}</td></tr>'
        ).format(
            file=each["file"],
            name=str(each["file"]).removeprefix("samples/"),
            about=said,
            verdict=_VERDICTS[str(each["verdict"])].to(language),
            findings=each["findings"],
            findings_words=_FINDINGS.to(language),
            reports=len(reports) if isinstance(reports, dict) else "",
        )
