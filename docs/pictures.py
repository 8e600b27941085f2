"""Takes the pictures of the README: the marketer's page and a training report of a demo run, by Chromium.

Example: python -m docs.pictures demo/complete-journey
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent / "images"
PORT = 3199
ADDRESS = f"http://127.0.0.1:{PORT}"


def main(company: Path) -> None:
    """Serve a copy of the company, photograph it, and stop."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "company"
        shutil.copytree(company, copy)
        config = copy / "winback.toml"
        config.write_text(config.read_text(encoding="utf-8") + f"\n[serving]\nport = {PORT}\n", "utf-8")
        made = _winback("key", "add", "--role", "marketer", "--json", "--config", str(config))
        told = subprocess.run(made, capture_output=True, text=True, check=True)
        key = json.loads(told.stdout)["key"]
        service = subprocess.Popen(_winback("serve", "--config", str(config)))
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"]
                )
                _list(browser, key)
                _report(browser, max((copy / "winback-data" / "reports").glob("*.html")))
        finally:
            service.terminate()
            service.wait()


def _winback(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).with_name("winback")), *arguments]


def _wait() -> None:
    for _ in range(120):
        try:
            with urlopen(f"{ADDRESS}/readyz"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise TimeoutError(f"{ADDRESS} was not ready within a minute; see what the service said above.")


def _list(browser: Browser, key: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-US")
    page.goto(f"{ADDRESS}/sign-in")
    page.locator("input[name=key]").fill(key)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url("**/lists/at-risk")
    _save(page.screenshot(), HERE / "list.png")


def _report(browser: Browser, file: Path) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 1420})
    page.goto(file.resolve().as_uri())
    page.locator("h2").first.evaluate("heading => window.scrollTo(0, heading.offsetTop - 30)")
    _save(page.screenshot(), HERE / "report.png")


def _save(picture: bytes, path: Path) -> None:
    """Keep few colours: a page has no more, and the file stays small."""
    path.write_bytes(picture)
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
