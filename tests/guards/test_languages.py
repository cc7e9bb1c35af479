"""One place chooses between two languages: nothing else compares one, or looks words up by it."""

import ast
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "service"
MAY_CHOOSE = {
    "domain/wording.py",
    "web/shared/languages.py",
    "storage/accounts.py",
    "storage/copies.py",
}
"""The value itself, the language of a request, and the two readers of what is stored by language."""
LANGUAGES = {"nl", "en"}


def is_a_language(node):
    """`language`, `self.language` or `current_language()`."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == "current_language"
    return getattr(node, "id", getattr(node, "attr", "")) == "language"


def names_a_language(node):
    return isinstance(node, ast.Constant) and node.value in LANGUAGES


def is_a_choice(node):
    match node:
        case ast.Compare(left=left, comparators=others):
            return any(is_a_language(each) or names_a_language(each) for each in (left, *others))
        case ast.Subscript(slice=key):
            return is_a_language(key) or (isinstance(key, ast.Compare) and is_a_choice(key))
        case ast.Dict(keys=keys):
            return any(key is not None and names_a_language(key) for key in keys)
        case ast.MatchValue(value=value):
            return names_a_language(value)
    return False


def choices(root):
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if place not in MAY_CHOOSE:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if is_a_choice(node):
                    yield f"{place}:{node.lineno}"


def test_nothing_but_a_wording_chooses_between_languages():
    assert list(choices(HOUSE)) == []


def test_every_way_to_choose_is_seen(tmp_path):
    (tmp_path / "words.py").write_text(
        'if language == "en":\n    pass\nx = WORDS[language]\ny = PAIR[language == "en"]\n'
        'z = {"nl": 1, "en": 2}\nmatch viewer.language:\n    case "nl":\n        pass\n'
        "w = WORDS[current_language()]\n",
        encoding="utf-8",
    )

    assert sorted(set(choices(tmp_path))) == [f"words.py:{line}" for line in (1, 3, 4, 5, 7, 9)]
