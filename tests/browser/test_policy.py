"""Under the pages' Content-Security-Policy everything works, and nothing is fetched from elsewhere."""

import pytest

from coach.history import History
from tests.browser.conftest import App
from tests.history.made_up import a_rich_history

NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.violations.push([violatedDirective, blockedURI]));
"""
LATER = 60_000
CHART = ".vega-embed canvas, .vega-embed svg"


@pytest.fixture(scope="module")
def app(pose_weights, tmp_path_factory):
    """One of its own, with something to show on every page."""
    app = App(tmp_path_factory.mktemp("app"))
    with History.open(app.database) as history:
        a_rich_history(history)
    app.start()
    yield app
    app.process.terminate()
    app.process.wait(timeout=30)


@pytest.fixture
def watched(browser, app):
    """Opens a page of the app, and notes what it may not load and what it loads from elsewhere."""

    def open_page(path, **options):
        page = browser(app, path="/learn", wait=False)
        page.add_init_script(NOTE_VIOLATIONS)
        page.foreign = []
        page.on("request", lambda request: page.foreign.append(request.url) if not is_own(request.url) else None)
        page.goto(app.url + path)
        return page

    def is_own(url):
        return url.startswith((app.url, app.url.replace("http", "ws"), "data:", "blob:"))

    return open_page


@pytest.mark.parametrize(
    ("path", "shows"),
    [("/review", CHART), ("/session?session=1", CHART), ("/plan", "button"), ("/learn", "svg"), ("/recording", "input[type=file]")],
)
def test_every_page_works_under_its_policy(watched, path, shows):
    page = watched(path)

    page.locator(shows).first.wait_for(state="attached", timeout=LATER)
    page.wait_for_timeout(1000)

    assert page.evaluate("window.violations") == []
    assert page.foreign == []


def test_the_live_page_works_under_its_policy(watched):
    page = watched("/")

    page.wait_for_selector("[data-role=start]:enabled")
    page.click("[data-role=start]")
    page.wait_for_selector("[data-role=session]:popover-open")

    assert page.evaluate("window.violations") == []
    assert page.foreign == []


def test_the_policy_stops_an_image_from_elsewhere(watched):
    page = watched("/learn")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://evil.example/seen.png'}))")
    page.wait_for_function("window.violations.length", timeout=LATER)

    assert page.evaluate("window.violations")[0][0] == "img-src"


def test_a_foreign_page_can_neither_open_the_sockets_nor_show_the_app_in_a_frame(app, browser):
    page = browser(app, path="/learn", wait=False)
    page.context.route("http://evil.example/", lambda route: route.fulfill(body="<html><body>elsewhere", content_type="text/html"))
    page.goto("http://evil.example/")

    ends = page.evaluate(
        """async (paths) => Promise.all(paths.map((path) => new Promise((resolve) => {
            const socket = new WebSocket(path);
            socket.onopen = () => resolve("open");
            socket.onerror = () => resolve("refused");
        })))""",
        [f"ws://localhost:{app.port}{path}" for path in ("/_stcore/stream", "/live/socket")],
    )

    assert ends == ["refused", "refused"]
