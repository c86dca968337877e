import pytest

from coach.live.desk import KEPT_S, MOST_SESSIONS, MOST_TOKENS, Desk, Full


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
def desk(clock):
    return Desk(clock)


def test_a_token_is_known_where_it_was_given_out_and_nowhere_else(desk):
    token = desk.token()

    assert desk.knows(token)
    assert not desk.knows("")
    assert not desk.knows("é" + token)
    assert not Desk().knows(token)


def test_the_oldest_tokens_are_forgotten(desk):
    oldest = desk.token()
    tokens = [desk.token() for _ in range(MOST_TOKENS)]

    assert not desk.knows(oldest)
    assert all(desk.knows(token) for token in tokens)


def test_a_page_that_comes_back_finds_its_session(desk):
    seat, holder = desk.sit(None, Session)
    desk.leave(seat, holder)

    again, _ = desk.sit(seat.id, Session)

    assert again.session is seat.session
    assert not seat.session.is_closed


def test_the_page_that_comes_last_has_the_session(desk):
    seat, first = desk.sit(None, Session)
    again, second = desk.sit(seat.id, Session)

    assert not desk.is_held(seat, first)
    assert desk.is_held(again, second)

    desk.leave(seat, first)
    assert desk.is_held(again, second)


def test_an_unknown_seat_is_a_new_session(desk):
    seat, _ = desk.sit("made up", Session)

    assert seat.id != "made up"


def test_only_so_many_pages_can_be_coached_at_once(desk):
    for _ in range(MOST_SESSIONS):
        desk.sit(None, Session)

    with pytest.raises(Full, match="too many tabs"):
        desk.sit(None, Session)


def test_a_session_that_waits_makes_room_for_a_new_one(desk, clock):
    seats = [desk.sit(None, Session) for _ in range(MOST_SESSIONS)]
    for seat, holder in seats[1:]:
        clock.now += 1
        desk.leave(seat, holder)

    desk.sit(None, Session)

    assert [seat.session.is_closed for seat, _ in seats] == [False, True] + [False] * (MOST_SESSIONS - 2)


def test_a_session_that_nobody_comes_back_to_is_ended(desk, clock):
    seat, holder = desk.sit(None, Session)
    desk.leave(seat, holder)

    clock.now = KEPT_S + 1
    again, _ = desk.sit(seat.id, Session)

    assert seat.session.is_closed
    assert again.session is not seat.session


def test_an_ended_session_is_closed_and_cannot_be_gone_on_with(desk):
    seat, _ = desk.sit(None, Session)

    desk.end(seat)

    assert seat.session.is_closed
    assert desk.sit(seat.id, Session)[0].session is not seat.session
