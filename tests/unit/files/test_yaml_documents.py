"""Three ways to read YAML, two quick ones and one that explains: they have to read the same."""

from pathlib import Path

import pytest
import yaml

from service.domain.failures import FormatError
from service.files.catalogue.yaml_documents import _Loader, _QuickLoader, document_of

MAPPINGS = Path(__file__).parents[3] / "mappings"
TRICKY = (
    "a: 'it''s'\nb: \"tab\\there\"\n",
    "a: >\n  folded\n  text\n\n  more\nb: |-\n  kept\n",
    "a: {b: [1, 02, ~, no], c: }\n? d\n: e\n",
    "# remark\na:   spaced out   # remark\n'b': \"\"\n",
    "a: é€😀\n\n\nb:\n- - 1\n  - 2\n- {}\n",
)


def _told(node: yaml.Node | None) -> object:
    """All that is used of a node, and the line where it stands; to libyaml no style is an empty one."""
    place = node.start_mark.line if node else None
    match node:
        case yaml.MappingNode():
            return place, [(_told(key), _told(value)) for key, value in node.value]
        case yaml.SequenceNode():
            return place, [_told(item) for item in node.value]
        case yaml.ScalarNode():
            return place, node.style or None, node.value
        case _:
            return place


def test_every_file_of_the_mappings_reads_the_same_in_every_way() -> None:
    texts = [path.read_text(encoding="utf-8") for path in MAPPINGS.rglob("*.yaml")]
    assert len(texts) > 20
    for text in (*texts, *TRICKY):
        ways = (yaml.CSafeLoader, _QuickLoader, _Loader)
        quickest, quick, own = (_told(yaml.compose(text, Loader=loader)) for loader in ways)
        assert quickest == own
        assert quick == own


def test_codes_stay_text_and_lines_are_remembered() -> None:
    document = document_of("code: 0014\nis: true\nversion: 2026.1\ncount: 12\nlist:\n- NO\n", "x", "x.yaml")
    assert document.content == {
        "code": "0014",
        "is": True,
        "version": "2026.1",
        "count": 12,
        "list": ["NO"],
    }
    assert document.lines["list", "0"] == 6


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: 1\nb: *x\n", "a: 1\n<<: &y {}\n"])
def test_a_reference_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="reference"):
        document_of(text, "x", "x.yaml")


def test_a_mistake_is_explained_by_the_parser_that_explains() -> None:
    with pytest.raises(FormatError, match=r"what begins with \[ here does not end") as caught:
        document_of("a: 1\nb: [1, 2\nc: 3\n", "x", "x.yaml")
    assert (caught.value.line, caught.value.column) == (2, 4)


def test_half_a_character_is_refused_as_any_mistake_is() -> None:
    with pytest.raises(FormatError):
        document_of("a: \ud800\n", "x", "x.yaml")
