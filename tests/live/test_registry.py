import pytest

from coach.live.registry import KEPT_S, MOST_SESSIONS, MOST_TOKENS, Full, SessionRegistry


class Session:
    def __init__(self):
        self.is_closed = False

    def close(self):
        self.is_closed = True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def registry(clock):
    return SessionRegistry(clock)


def begins(registry):
    """The entry of a new page that has begun a session, and the holder's number."""
    entry, holder = registry.join(None)
    entry.session = Session()
    return entry, holder


def test_a_token_is_known_where_it_was_given_out_and_nowhere_else(registry):
    token = registry.token()

    assert registry.knows(token)
    assert not registry.knows("")
    assert not registry.knows("é" + token)
    assert not registry.knows("\ud800")
    assert not SessionRegistry().knows(token)


def test_the_oldest_tokens_are_forgotten(registry):
    oldest = registry.token()
    tokens = [registry.token() for _ in range(MOST_TOKENS)]

    assert not registry.knows(oldest)
    assert all(registry.knows(token) for token in tokens)


def test_a_page_that_comes_back_finds_its_session(registry):
    entry, holder = begins(registry)
    registry.leave(entry, holder)

    again, _ = registry.join(entry.id)

    assert again.session is entry.session
    assert not entry.session.is_closed


def test_the_page_that_comes_last_has_the_session_and_the_one_before_is_told(registry):
    told = []
    entry, first = registry.join(None, lambda: told.append("first"))
    registry.join(entry.id, lambda: told.append("second"))

    assert told == ["first"]

    registry.leave(entry, first)
    registry.join(entry.id)
    assert told == ["first", "second"]


def test_a_page_that_has_gone_is_told_nothing(registry):
    told = []
    entry, holder = registry.join(None, lambda: told.append("gone"))
    registry.leave(entry, holder)
    registry.join(entry.id)

    assert told == []


def test_an_unknown_entry_is_a_new_one(registry):
    entry, _ = registry.join("made up")

    assert entry.id != "made up"


def test_only_so_many_pages_can_be_coached_at_once(registry):
    for _ in range(MOST_SESSIONS):
        registry.join(None)

    with pytest.raises(Full, match="too many tabs"):
        registry.join(None)


def test_a_session_that_waits_makes_room_for_a_new_one(registry, clock):
    entries = [begins(registry) for _ in range(MOST_SESSIONS)]
    for entry, holder in entries[1:]:
        clock.now += 1
        registry.leave(entry, holder)

    registry.join(None)

    assert [entry.session.is_closed for entry, _ in entries] == [False, True] + [False] * (MOST_SESSIONS - 2)


def test_a_session_that_nobody_comes_back_to_is_ended(registry, clock):
    entry, holder = begins(registry)
    registry.leave(entry, holder)

    clock.now = KEPT_S + 1
    again, _ = registry.join(entry.id)

    assert entry.session.is_closed
    assert again.session is None
