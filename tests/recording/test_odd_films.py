"""Films that are not as most: stamps that are missing or jump, slow motion, several streams, protection, damage, and odd names."""

import os
import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest
from typer.testing import CliRunner

from coach.cli import main
from coach.recording.atomic_file import clear_unfinished, write_text
from coach.recording.clock import Clock
from coach.recording.container import VideoError
from coach.recording.damaged_parts import WHY, unjudged_in
from coach.recording.source import shown
from coach.recording.tracks import TrackError, read_track, write_track
from coach.recording.video import read_frames
from coach.records import Verdict
from tests.history.made_up import ROLL_BACK, a_session, one_set, rep
from tests.recording.films import film, quarters
from tests.skeleton import film as perform


def times_of(path, **options):
    with read_frames(path, **options) as video:
        times = [picture.time for picture in video.pictures()]
        return times, video.source, [one.code for one in video.warnings]


def tagged(path, *, rate=10, count=20, metadata=(), audio_s=0.0, thumbnail=False):
    """A film with tags, with sound, or with a picture of its own before the film."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"} if path.suffix in (".mp4", ".mov") else {}) as container:
        container.metadata.update(dict(metadata))
        streams = [container.add_stream("mjpeg", rate=1)] if thumbnail else []
        streams.append(container.add_stream("libx264", rate=rate))
        for stream in streams:
            stream.width, stream.height = 64, 48
            stream.pix_fmt = "yuvj420p" if stream.codec_context.name == "mjpeg" else "yuv420p"
        if thumbnail:
            streams[-1].disposition = av.stream.Disposition.default
        sound = container.add_stream("aac", rate=44_100, layout="mono") if audio_s else None
        if thumbnail:
            container.mux(streams[0].encode(av.VideoFrame.from_ndarray(quarters(), format="rgb24").reformat(format="yuvj420p")))
        for number in range(count):
            picture = av.VideoFrame.from_ndarray(quarters(), format="rgb24")
            picture.pts, picture.time_base = round(number * 90_000 / rate), Fraction(1, 90_000)
            packets = streams[-1].encode(picture)
            container.mux(packets)
        container.mux(streams[-1].encode())
        for number in range(round(audio_s * 44_100 / 1024)):
            samples = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            samples.sample_rate, samples.pts = 44_100, 1024 * number
            container.mux(sound.encode(samples))
        if sound:
            container.mux(sound.encode())
    return path


def test_where_all_stamps_are_one_the_stated_rate_holds(tmp_path):
    plain = tagged(tmp_path / "plain.h264", rate=10, count=20)

    times, source, codes = times_of(plain)

    assert codes == ["reckoned_times"]
    assert np.diff(times) == pytest.approx(1 / source.fps)


def test_a_clock_that_jumps_ahead_goes_on_where_it_was():
    clock = Clock(step_s=0.1, longest_gap_s=10.0)

    assert [clock.read(stamp) for stamp in (0.0, 0.1, 3600.0, 3600.1)] == pytest.approx([0.0, 0.1, 0.2, 0.3])
    assert clock.left_out_s == pytest.approx(3599.8)


def test_the_clock_of_a_camera_may_rest():
    clock = Clock(step_s=0.1)

    assert [clock.read(stamp) for stamp in (0.0, 0.1, 3600.0)] == pytest.approx([0.0, 0.1, 3600.0])


def test_a_film_whose_clock_jumps_is_as_long_as_its_pictures_and_says_so(tmp_path):
    joined = tmp_path / "joined.ts"
    with av.open(str(joined), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(40):
            picture = av.VideoFrame.from_ndarray(quarters(), format="rgb24")
            picture.pts, picture.time_base = round((number / 10 + (3600 if number >= 20 else 0)) * 90_000), Fraction(1, 90_000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())

    times, source, codes = times_of(joined)

    assert times[-1] == pytest.approx(3.9, abs=0.2)
    assert source.duration_s == pytest.approx(4.0, abs=0.2)
    assert codes == ["clock_jumped"]


def test_slow_motion_is_read_as_fast_as_it_was(tmp_path):
    path = tagged(tmp_path / "slow.mp4", metadata={"com.android.capture.fps": "40.000000"})

    times, source, codes = times_of(path)

    assert times[1] - times[0] == pytest.approx(0.025)
    assert source.fps == pytest.approx(40.0)
    assert codes == ["slow_motion"]


def test_what_the_user_says_of_the_speed_wins_over_the_tag(tmp_path):
    path = tagged(tmp_path / "slow.mp4", metadata={"com.android.capture.fps": "40"})

    as_shown, _, codes = times_of(path, speed=1.0)
    twice, _, _ = times_of(path, speed=2.0)

    assert (as_shown[-1], twice[-1]) == (pytest.approx(1.9), pytest.approx(0.95))
    assert codes == []


def test_a_part_of_slow_motion_has_the_times_of_the_whole(tmp_path):
    path = tagged(tmp_path / "slow.mp4", metadata={"com.android.capture.fps": "40"})

    with read_frames(path) as video:
        part = [time for time, _ in video.pictures_from(0.3)]

    whole, _, _ = times_of(path)
    assert part == pytest.approx(whole[-len(part) :])


@pytest.mark.parametrize("rate", ["10.0", "12", "nonsense", "-40", ""])
def test_a_usual_or_senseless_capture_rate_changes_nothing(tmp_path, rate):
    times, _, codes = times_of(tagged(tmp_path / "usual.mp4", metadata={"com.android.capture.fps": rate}))

    assert times[-1] == pytest.approx(1.9)
    assert codes == []


@pytest.mark.parametrize("name", ["long.mkv", "long.mp4"])
def test_sound_that_lasts_longer_than_the_picture_is_no_damage(tmp_path, name):
    times, _, codes = times_of(tagged(tmp_path / name, audio_s=12.0))

    assert len(times) == 20
    assert codes == []


def test_the_film_is_read_and_not_the_thumbnail_before_it(tmp_path):
    times, _, _ = times_of(tagged(tmp_path / "both.mov", thumbnail=True))

    assert len(times) == 20


def test_a_repetition_in_a_damaged_part_is_counted_and_not_judged():
    session = a_session(one_set("left", rep(1, 30.0, ROLL_BACK), rep(2, 31.0, ROLL_BACK)))

    hurt = unjudged_in(session, [(6.5, 8.0)]).sets[0].reps

    assert [one.index for one in hurt] == [1, 2]
    assert hurt[0].findings == ()
    assert hurt[0].verdict is Verdict.NOT_JUDGED
    assert [(one.check, one.reason) for one in hurt[0].unjudged] == [("clam_roll_back", WHY)]
    assert np.isnan(hurt[0].range_of_motion)
    assert hurt[1] == session.sets[0].reps[1]


def test_undamaged_films_keep_their_session():
    session = a_session(one_set())

    assert unjudged_in(session, []) is session


def test_a_pipe_is_said_to_be_one(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")

    with pytest.raises(VideoError, match="is a pipe"), read_frames(tmp_path / "pipe.mp4"):
        pass
    with pytest.raises(TrackError, match="is a pipe"):
        read_track(tmp_path / "pipe.mp4")


@pytest.mark.parametrize("command", ["analyse", "replay"])
def test_links_in_a_circle_do_not_exist(tmp_path, command):
    loop = tmp_path / "loop.mp4"
    loop.symlink_to(loop)

    done = CliRunner().invoke(main, [command, str(loop), "--json", str(tmp_path / "out.json")])

    assert done.exit_code == 1
    assert done.output.strip() == f"coach: {loop} does not exist."


def odd_name(folder, ending):
    return folder / os.fsdecode(b"film-\xe9" + ending.encode())


def test_a_name_that_is_no_text_is_shown_with_a_stand_in(tmp_path):
    path = film(tmp_path / "plain.mp4").rename(odd_name(tmp_path, ".mp4"))

    with read_frames(path) as video:
        assert video.source.name == "film-\ufffd.mp4" == shown(path.name)


def test_a_track_whose_name_is_no_text_is_replayed_and_its_result_written(tmp_path):
    path = odd_name(tmp_path, ".npz")
    write_track(path, perform("clamshell", fps=10, reps=1).poses)

    done = CliRunner().invoke(main, ["replay", str(path), "--json", str(tmp_path / "out.json"), "--quiet"])

    assert done.exit_code == 0
    assert "film-\ufffd.npz" in (tmp_path / "out.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("length", [238, 240, 250, 255])
def test_a_file_with_a_very_long_name_is_written_whole_and_leaves_nothing(tmp_path, length):
    path = tmp_path / ("x" * (length - 5) + ".json")

    write_text(path, "{}")
    clear_unfinished(path)

    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_is_written_is_its_owners_alone_unless_they_opened_it(tmp_path):
    new, shared = tmp_path / "new.json", tmp_path / "shared.json"
    shared.touch(0o644)
    shared.chmod(0o644)

    write_text(new, "{}")
    write_text(shared, "{}")

    assert new.stat().st_mode & 0o777 == 0o600
    assert shared.stat().st_mode & 0o777 == 0o644


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp874", "cp1252"])
def test_a_terminal_that_cannot_show_everything_gets_stand_ins_and_the_files_are_written(tmp_path, encoding):
    path = tmp_path / "track.npz"
    write_track(path, perform("clamshell", fps=10, reps=1).poses)

    done = subprocess.run(
        [sys.executable, "-m", "coach", "replay", path, "--json", tmp_path / "out.json"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "out.json").exists()
