"""What every template may use: how things are written, who is looking, and where things stand."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, current_app, request, url_for

from service.domain.submissions.filenames import without_bsn
from service.domain.translation.fates import holds_prestaties
from service.storage.stores import DatabaseUnavailableError
from service.web.people.visitor import known_viewer
from service.web.shared import brand, due_words, municipality_names, navigation, notation, words
from service.web.shared.current import current_wiring
from service.web.shared.languages import current_language, in_language, kept_in_language

_HASH_CHARACTERS = 12


def install(app: Flask) -> None:
    """Give the templates their filters and common values."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        euro=notation.euro,
        number=notation.number,
        day=notation.day,
        figure=notation.figure,
        moment=notation.moment,
        short_moment=notation.short_moment,
        size=notation.size,
        period_name=notation.period_name,
        rule_name=words.rule_name,
        difference_name=words.difference_name,
        finding_title=words.finding_title,
        state_name=words.state_name,
        state_mark=words.state_mark,
        standing_name=words.standing_name,
        standing_mark=words.standing_mark,
        cause_name=words.cause_name,
        thread_state_name=words.thread_state_name,
        thread_state_mark=words.thread_state_mark,
        due_name=due_words.due_name,
        due_mark=due_words.due_mark,
        due_cause=due_words.due_cause,
        due_state_name=due_words.due_state_name,
        due_state_mark=due_words.due_state_mark,
        municipality_name=municipality_names.municipality_name,
        municipality_of=municipality_names.municipality_of,
        severity_name=words.severity_name,
        severity_mark=words.severity_mark,
        table_name=words.table_name,
        organisation_kind_name=words.organisation_kind_name,
        capitalized=_capitalized,
        holds_prestaties=holds_prestaties,
        in_language=in_language,
        kept_in_language=kept_in_language,
    )
    app.context_processor(_common_values)


def _common_values() -> dict[str, object]:
    return {
        "viewer": known_viewer(),
        "language": current_language(),
        "static_url": _static_url,
        "waiting_threads": _waiting_threads,
        "brand": brand.of(current_wiring().settings),
        "bar_links": _bar_links,
        "bar_links_of_a_person": navigation.links_of_a_person,
        "this_page": without_bsn(request.full_path.rstrip("?") if request.method == "GET" else request.path),
    }


def _waiting_threads() -> int:
    """In how many questions it is the turn of who looks; a page that says that we are away has a top too."""
    viewer = known_viewer()
    try:
        return current_wiring().reports.count_threads(viewer) if viewer else 0
    except DatabaseUnavailableError:
        return 0


def _bar_links() -> tuple[navigation.Link, ...]:
    viewer = known_viewer()
    return navigation.links(viewer) if viewer else ()


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _static_url(name: str) -> str:
    return url_for("static", filename=name, v=_version(str(current_app.static_folder), name))


@cache
def _version(folder: str, name: str) -> str:
    return sha256((Path(folder) / name).read_bytes()).hexdigest()[:_HASH_CHARACTERS]
