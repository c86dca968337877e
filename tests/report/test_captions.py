"""Counts and cues as captions."""

import io
from dataclasses import replace

import av
import pytest

from coach.coaching.cues import Cue
from coach.recording.analysis import Analysis
from coach.recording.timeline import Timeline
from coach.records import Session
from coach.report.captions import as_captions
from exercises import load
from tests.report.sessions import FAULTY, GOOD, SESSION, SOURCE


def cue(text):
    return Cue(text, "", "clam_roll_back", 3)


def captions_of(session, *cues, source=SOURCE):
    return as_captions(Analysis(session, source, Timeline(cues=list(cues))), load())


def shown(captions):
    """What a player shows: start, end and words."""
    with av.open(io.BytesIO(captions.encode()), format="webvtt") as container:
        return [
            (float(packet.pts * packet.time_base), float((packet.pts + packet.duration) * packet.time_base), bytes(packet).decode())
            for packet in container.demux()
            if packet.size
        ]


FAULTY_WORDS = "1 ✕ fault:\npelvis rolls back, drops the knee"


def test_every_repetition_is_counted_when_it_ends_with_what_was_found():
    assert [(start, words) for start, _, words in shown(captions_of(SESSION))] == [(FAULTY.end_s, FAULTY_WORDS), (GOOD.end_s, "2 ✓ good")]


def test_a_cue_is_read_with_the_count_that_it_came_with():
    captions = shown(captions_of(SESSION, (FAULTY.end_s + 0.1, cue("Hips stacked"))))

    assert [words for _, _, words in captions] == [f"{FAULTY_WORDS} · Hips stacked", "2 ✓ good"]


def test_a_caption_ends_when_the_next_begins():
    (_, end, _), (start, _, _), _ = shown(captions_of(SESSION, (FAULTY.end_s + 2.0, cue("Slower down now"))))

    assert end == pytest.approx(start)


def test_words_cannot_be_taken_for_markup():
    (caption, *_) = shown(captions_of(Session(), (1.0, cue("knees < hips & feet"))))

    assert caption[2] == "knees &lt; hips &amp; feet"


def test_hours_are_written_as_players_read_them():
    late = replace(GOOD, end_s=3723.5)
    session = replace(SESSION, sets=(replace(SESSION.sets[0], reps=(late,)),))

    assert "01:02:03.500 --> 01:02:05.000 " in captions_of(session)


def test_captions_stand_below_the_count_that_is_drawn_in():
    (landscape,), (portrait,) = (
        {line.rpartition("-->")[2].split()[1] for line in captions_of(SESSION, source=source).splitlines() if "-->" in line}
        for source in (SOURCE, replace(SOURCE, width=480, height=640))
    )

    assert (landscape, portrait) == ("line:21%", "line:13%")
