"""Letters about one line of the advice, as the page and the API give them."""

from service.domain.burden.letters import letter
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring


def letter_about(number: int, period: str | None) -> str | None:
    """About line `number` of the advice over a period, from 1; None when there is no such line."""
    page = current_wiring().burden.show(current_viewer(), period)
    advised = [each for each in page.measured.advice if each.is_publishable] if page.measured else []
    if page.measured is None or not 1 <= number <= len(advised):
        return None
    advice, catalogue = advised[number - 1], current_wiring().catalogue()
    names, titles = catalogue.municipalities, catalogue.titles()
    towns = ", ".join(names.get(code, code) for code in advice.change.municipalities)
    what = ", ".join(titles.get(each, each) for each in advice.change.formats)
    return letter(advice, towns, what, f"standaardtijden {page.measured.estimate.versions['times']}")
