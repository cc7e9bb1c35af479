"""A headless Chromium driven over its debugging pipe: enough to visit, type, click, upload and look."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.tools.patience import AS_LONG_AS_IT_TAKES

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)


_ALL_IMAGES = """
Promise.all([...document.images].map((each) => {
  each.loading = "eager";
  return each.decode().catch(() => undefined);
})).then(() => true)
"""

_AT_THE_TOP = "scrollTo({top: 0, behavior: 'instant'})"
"""Of a page that is scrolled, what waits above the window lies on the picture."""


class Browser:
    """One page of one fresh profile; `close` ends the browser and removes the profile."""

    def __init__(self, width: int = 1280, height: int = 900, *, has_javascript: bool = True) -> None:
        self._profile = tempfile.mkdtemp(prefix="eenmaal-browser-")
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        command = [str(CHROMIUM), *_FLAGS, f"--user-data-dir={self._profile}", "about:blank"]
        # Chromium reads from file descriptor 3 and writes to 4.
        shell = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$@"'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", shell, "browser", *command],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._numbers = itertools.count(1)
        self._unread = b""
        self._session = ""
        self.problems: list[str] = []
        target = next(one for one in self._call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        self._call("Page.enable")
        self._call("Log.enable")
        self._call("Runtime.enable")
        self._call("Emulation.setScriptExecutionDisabled", value=not has_javascript)
        self.resize(width, height)

    def resize(self, width: int, height: int = 900) -> None:
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def visit(self, url: str) -> None:
        self._call("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete'")

    def forget(self) -> None:
        """As a browser in which nobody signed in."""
        self._call("Network.clearBrowserCookies")

    def run(self, expression: str) -> object:
        answer = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait_for(self, expression: str, seconds: float = AS_LONG_AS_IT_TAKES) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self.run(f"Boolean({expression})"):
                    return
            except (AssertionError, RuntimeError):
                pass  # the page is being replaced by the next one
            time.sleep(0.05)
        raise AssertionError(f"{expression} did not become true at {self.run('location.href')}")

    def fill(self, selector: str, text: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).value = {json.dumps(text)}")

    def submit(self, selector: str) -> None:
        """Click what submits, and wait until another page is there."""
        self.run("window.isOldPage = true")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self.wait_for("!window.isOldPage && document.readyState === 'complete'")

    def press(self, key: str) -> None:
        """A key of the keyboard, for whatever has the focus."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowDown": 40}[key]
        text = {"text": "\r"} if key == "Enter" else {"text": " "} if key == " " else {}
        for kind in ("keyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )

    def write(self, text: str) -> None:
        """Type into whatever has the focus."""
        self._call("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """With the mouse, in the middle of what is there, scrolled to as a person would."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        first = f"document.querySelector({json.dumps(selector)}).getClientRects()[0]"
        middle = f"(b => JSON.stringify([b.x + b.width / 2, b.y + b.height / 2]))({first})"
        x, y = json.loads(str(self.run(middle)))
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def choose_file(self, selector: str, path: Path) -> None:
        root = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def screenshot(self, path: Path, most: int = 16_000) -> None:
        """The whole page as far as `most` pixels go, with the images that wait until somebody scrolls."""
        self.run(_ALL_IMAGES)
        self.run(_AT_THE_TOP)
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], most), "scale": 1}
        answer = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(answer["data"]))

    def plug_in_a_device(self) -> None:
        """A device that keeps passkeys, and that its owner touches and unlocks at once."""
        self._call("WebAuthn.enable", enableUI=False)
        device = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self._call("WebAuthn.addVirtualAuthenticator", options=device)

    def close(self) -> None:
        os.close(self._out)
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _call(self, method: str, **parameters: object) -> dict:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self._note(answer)

    def _read(self) -> dict:
        while b"\0" not in self._unread:
            piece = os.read(self._in, 1 << 20)
            if not piece:
                raise AssertionError("the browser is gone")
            self._unread += piece
        first, _, self._unread = self._unread.partition(b"\0")
        return json.loads(first)

    def _note(self, event: dict) -> None:
        """Remember what the page complains about: scripts that fail, and what the policy refused."""
        match event.get("method"):
            case "Log.entryAdded" if event["params"]["entry"]["level"] in ("warning", "error"):
                self.problems.append(event["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.problems.append(event["params"]["exceptionDetails"]["text"])
