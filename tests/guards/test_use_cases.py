"""A use case is one verb in one file, and what it changes it changes in one transaction."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "service" / "use_cases"
STORAGE = Path(__file__).parents[2] / "service" / "storage"
FILES = sorted(path for path in ROOM.glob("*/*.py") if path.name != "__init__.py")
SEVERAL = {
    "formats/perform_run.py": "the act is of the provider, the result of who asked: two organisations",
    "submissions/release.py": "either the job is left for another machine, or everything is released",
    "people/sign_in.py": "a try is counted before its password is looked at, so that many at once are",
    "people/change_password.py": "as signing in: a try is counted before its password is looked at",
    "people/ask_new_password.py": "asking counts as a try, before anybody looks whose it is",
    "people/choose_notices.py": "the password of another address: as signing in",
    "people/confirm_sign_in.py": "as signing in: a try is counted before its code is looked at",
    "people/confirm_second_factor.py": "the same",
    "people/end_second_factor.py": "the same",
    "people/sign_in_vouched.py": "somebody new gets an account, and the session is opened as that person",
    "people/sign_in_with_passkey.py": "whose device it is comes before an act in that name",
    "people/act_for.py": "what was given is read as the bureau, and the session is changed as who signs in",
    "jobs/send_email.py": "what the mail server says is kept for emails after this one, while this one fails",
    "jobs/deliver_report.py": "either a report is let go of, or it is brought and written down",
    "jobs/discard_exhausted.py": "each job is failed by itself, so that one stops no other",
}
"""Use cases that open more than one transaction in which something changes, and why."""
STATEMENTS = re.compile(r"\b(insert|insert_or|update|delete)\(")


def test_the_nouns_are_those_of_the_field():
    assert {path.parent.name for path in FILES} == {
        *("submissions", "reports", "formats", "burden", "jobs", "keys", "people", "programs", "proof"),
        "channels",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOM)))
def test_a_file_is_one_verb_that_is_called(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    verbs = [node for node in tree.body if isinstance(node, ast.ClassDef) and has_call(node)]
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]

    assert len(verbs) == 1
    assert [name for name in functions if not name.startswith("_")] == []
    assert public_methods(verbs[0]) <= {"__call__", "from_mappings"}
    assert words_of(verbs[0].name)[0] == path.stem.split("_")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOM)))
def test_what_changes_changes_in_one_transaction(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    changing = [node for node in ast.walk(tree) if is_transaction(node) and calls_of(node) & changes()]
    name = str(path.relative_to(ROOM))

    assert len(changing) <= 1 or name in SEVERAL, f"{name} changes in {len(changing)} transactions"


def has_call(node):
    return any(isinstance(each, ast.FunctionDef) and each.name == "__call__" for each in node.body)


def public_methods(node):
    names = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    return {name for name in names if not name.startswith("_") or name == "__call__"}


def words_of(name):
    return [word.lower() for word in re.findall("[A-Z][a-z]*", name)]


def is_transaction(node):
    return isinstance(node, ast.With) and any("stores." in ast.unparse(each) for each in node.items)


def calls_of(node):
    called = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {each.attr for each in called if isinstance(each, ast.Attribute)}


@cache
def changes():
    """The methods of storage that change something, told by the statements in them."""
    found = set()
    for path in STORAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and STATEMENTS.search(ast.unparse(node)):
                found.add(node.name)
    return found
