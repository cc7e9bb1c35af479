"""The drop list: what a municipality need not ask any more, as page, csv, JSON and letters."""

import json
from collections.abc import Mapping
from hashlib import sha256

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.domain.access import NotFoundError
from service.domain.burden.drop_letters import drop_letter, drop_letters
from service.domain.burden.drop_list import DropList, Ground, Question
from service.domain.burden.drop_list_table import HEADS, as_json, lines_of
from service.domain.burden.drop_list_words import (
    effect_words,
    form_words,
    ground_words,
    minutes_words,
    others_words,
    proposal_words,
    remarks_of,
    summary,
    where_words,
)
from service.domain.burden.drop_page import DropPage
from service.domain.burden.element_words import element_words
from service.domain.reports import Download
from service.files.burden import bundle
from service.files.tables import table_as_csv
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import current_language, in_language

blueprint = Blueprint("drop_list", __name__)


@blueprint.get("/regeldruk/schraplijst")
def show() -> str:
    """Every question that could go, or be asked as the others do, by municipality."""
    page = _page()
    if page.found is None:
        return render_template("burden/drop_list.html", page=page, found=None)
    found, catalogue = page.found, current_wiring().catalogue()
    titles = catalogue.titles()
    return render_template(
        "burden/drop_list.html",
        page=page,
        found=found,
        summary=in_language(summary(found)),
        everybody=in_language(effect_words(found.everybody)),
        everybody_without=in_language(minutes_words(found.everybody.without)),
        everybody_with=in_language(minutes_words(found.everybody.with_service)),
        towns=[
            (code, catalogue.municipalities.get(code, code), _town(found, code, titles))
            for code in _towns(found)
        ],
        prescribed=[
            (titles.get(name, name), ground)
            for name, ground in sorted(
                {(name, each.ground) for several in found.prescribed.values() for name, each in several}
            )
        ],
        clauses=list(dict.fromkeys(clause for each in found.questions for clause in each.clauses)),
    )


@blueprint.get("/regeldruk/schraplijst.csv")
def table() -> Response:
    """The list with all its columns."""
    page, catalogue = _page(), current_wiring().catalogue()
    if page.found is None or page.period is None:
        raise NotFoundError("schraplijst")
    lines = lines_of(page.found, catalogue.municipalities, catalogue.titles(), current_language())
    return _download(f"schraplijst-{page.period.label}.csv", table_as_csv(HEADS, lines))


@blueprint.get("/regeldruk/schraplijst.json")
def as_data() -> Response:
    """The list for programs."""
    page = _page()
    if page.found is None or page.period is None:
        raise NotFoundError("schraplijst")
    content = json.dumps(as_json(page.found, page.period.label), ensure_ascii=False).encode()
    return _download(f"schraplijst-{page.period.label}.json", content)


@blueprint.get("/regeldruk/schraplijst/brief/<code>")
def letter(code: str) -> Response:
    """The letter to one municipality."""
    page, catalogue = _page(), current_wiring().catalogue()
    text = drop_letter(page.found, code, catalogue.municipalities, catalogue.titles()) if page.found else ""
    if not text or page.period is None:
        raise NotFoundError(code)
    return _download(f"schraplijst-brief-{code}-{page.period.label}.txt", text.encode())


@blueprint.get("/regeldruk/schraplijst/brieven.zip")
def letters() -> Response:
    """All letters, a file for each municipality."""
    page, catalogue = _page(), current_wiring().catalogue()
    if page.found is None or page.period is None:
        raise NotFoundError("schraplijst")
    texts = drop_letters(page.found, catalogue.municipalities, catalogue.titles())
    return _download(f"schraplijst-brieven-{page.period.label}.zip", bundle(texts))


def _page() -> DropPage:
    return current_wiring().burden.show_drop_list(current_viewer(), request.args.get("periode"))


def _download(name: str, content: bytes) -> Response:
    return as_attachment(Download(name, sha256(content).hexdigest(), content))


def _towns(found: DropList) -> list[str]:
    """Those with most to drop first."""
    return sorted(found.municipalities, key=lambda code: (-len(found.of(code)), code))


def _town(found: DropList, code: str, titles: Mapping[str, str]) -> dict[str, object]:
    effect = found.together[code]
    return {
        "lines": [_line(each, titles) for each in found.of(code)],
        "whole": [titles.get(each.format, each.format) for each in found.whole if each.municipality == code],
        "effect": in_language(effect_words(effect)) if effect.reports else "",
        "without": in_language(minutes_words(effect.without)),
        "with": in_language(minutes_words(effect.with_service)),
    }


def _line(each: Question, titles: Mapping[str, str]) -> dict[str, str]:
    is_quoted = each.ground is Ground.ELSEWHERE
    return {
        "header": each.header,
        "name": in_language(element_words(each.element)),
        "title": titles.get(each.format, each.format),
        "proposal": in_language(proposal_words(each.ground)),
        "ground": in_language(ground_words(each.ground)),
        "where": "" if is_quoted else in_language(where_words(each, titles)),
        "quoted": where_words(each, titles).nl if is_quoted else "",
        "remark": remarks_of(each),
        "form": in_language(form_words(each.form)),
        "others": in_language(others_words(each)),
        "effect": in_language(effect_words(each.effect)) if each.effect.reports else "–",
        "clauses": "; ".join(clause.name for clause in each.clauses) or "–",
    }
