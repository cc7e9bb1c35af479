"""Pages name files that exist, and that of newcomers every room there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "mappings" / "README.md",
    *(ROOT / "docs").glob("*.md"),
]
MODULE = re.compile(r"[\w/]+\.py\b")
NAMED = re.compile(r"`((?:service|workers|mappings|templates|tests|docs)/[\w./-]*)`")


def test_every_file_on_the_page_exists():
    assert [name for name in NAMED.findall(PAGE) if not (ROOT / name).exists()] == []


def test_every_room_is_in_the_picture():
    rooms = {path.name for path in (ROOT / "service").iterdir() if (path / "__init__.py").is_file()}
    files = {path.name for path in (ROOT / "service" / "files").iterdir() if (path / "__init__.py").is_file()}
    picture = PAGE.partition("```")[2].partition("```")[0].replace("use cases", "use_cases")

    assert [
        name for name in sorted(rooms | files) if name.replace("command_line", "command line") not in picture
    ] == []


def test_every_module_that_a_page_names_exists():
    there = {path.name for room in ("service", "workers", "tests") for path in (ROOT / room).rglob("*.py")}

    missing = [
        (page.name, named)
        for page in PAGES
        for named in MODULE.findall(page.read_text(encoding="utf-8"))
        if Path(named).name not in there
    ]

    assert missing == []
