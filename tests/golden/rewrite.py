"""Write what examples, verbs and texts give now as what is expected; look at the difference first."""

from collections.abc import Callable

import yaml

from tests.golden import texts
from tests.golden.examples import all_examples
from tests.golden.test_verbs import HERE, IN_CELLS, IN_COLUMNS, explained_of, known_of, places_of


def rewrite() -> None:
    for example in all_examples():
        example.accept()
        print(example)
    write("known", known_of, [*IN_COLUMNS, *IN_CELLS])
    write("places", places_of, [*IN_COLUMNS, *IN_CELLS])
    write("explained", explained_of, IN_COLUMNS)
    texts.rewrite()


def write(what: str, told: Callable[[str, dict], object], cases: list[tuple[str, int, dict]]) -> None:
    by_case = {f"{name} {at + 1}": told(name, case) for name, at, case in cases}
    written = yaml.safe_dump(by_case, allow_unicode=True, sort_keys=False, width=110)
    (HERE / f"verbs_{what}.yaml").write_text(written, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
