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


def test_a_foreign_page_cannot_open_the_sockets(app, browser):
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


@pytest.fixture
def framed(app, browser):
    """Shows the app in a frame of a page at `address`, and gives what the frame shows."""

    def show(address, *, asks_as_its_own=False):
        page = browser(app, path="/learn", wait=False)
        page.context.route(address, lambda route: route.fulfill(body="<html><body>elsewhere", content_type="text/html"))
        if asks_as_its_own:  # as a browser that sends no Sec-Fetch headers: only the policy is left
            page.context.route(app.url + "/learn", lambda route: route.fulfill(response=route.fetch(headers={"accept": "text/html"})))
        page.goto(address)
        page.evaluate(
            """(url) => new Promise((resolve) => {
                const frame = Object.assign(document.createElement("iframe"), {src: url, onload: resolve});
                document.body.append(frame);
            })""",
            app.url + "/learn",
        )
        page.wait_for_timeout(1000)
        return page.frames[-1]

    return show


@pytest.mark.parametrize("address", ["http://evil.example/", "http://localhost:1/"], ids=["another site", "another port of this computer"])
@pytest.mark.parametrize("asks_as_its_own", [False, True], ids=["refused by the server", "refused by the policy"])
def test_a_foreign_page_cannot_show_the_app_in_a_frame(framed, address, asks_as_its_own):
    frame = framed(address, asks_as_its_own=asks_as_its_own)

    assert frame.locator(".stApp, #root").count() == 0
    assert frame.url.startswith("chrome-error:") or "Form Coach" not in frame.content()


def test_a_page_of_the_app_can_be_shown_in_a_frame_of_the_app(app, framed):
    frame = framed(app.url + "/a-page-of-its-own")

    frame.locator(".stApp").wait_for(state="attached", timeout=LATER)
