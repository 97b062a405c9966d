"""A headless Chromium, a running page, and axe-core; tests skip with the reason where one of them is absent."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium import webdriver

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("FRAMING_AXE", ROOT / ".venv" / "axe" / "package" / "axe.min.js"))
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--force-prefers-reduced-motion",  # smooth scrolling moves what is to be clicked
    "--lang=en",
    "--window-size=1280,900",
)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, to be run inside a page."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not here ({AXE}): npm pack axe-core, unpack it, set FRAMING_AXE to its axe.min.js")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running page."""
    import uvicorn

    from framing.show import web

    place = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(web.make_app(), log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{place.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def chromium(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    prefs = {
        "download.default_directory": str(downloads),
        "profile.default_content_setting_values.automatic_downloads": 1,  # several of one page, unasked
    }
    options.add_experimental_option("prefs", prefs)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(driver))
    started.set_page_load_timeout(120)
    started.set_script_timeout(120)
    yield started
    started.quit()


@pytest.fixture
def browser(chromium: webdriver.Chrome) -> webdriver.Chrome:
    """The browser on an empty page, of the usual width, with nothing in its log."""
    chromium.get("about:blank")
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    chromium.get_log("performance")
    chromium.get_log("browser")
    return chromium


def requests_of(browser: webdriver.Chrome) -> list[str]:
    """The addresses of everything that was asked for since the log was last read."""
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found


def wait(ready: Any, seconds: float = 60) -> Any:
    """What ``ready`` gives once it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ready():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")
