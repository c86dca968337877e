"""Videos are read upright and with their true times, and what cannot be read is said in one sentence."""

import gc
from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext

from coach.pose import Frame
from coach.recording.clock import Clock
from coach.recording.container import VideoError
from coach.recording.decoded import Picture
from coach.recording.sampling import EVERY, Sampling
from coach.recording.video import Video, read_frames
from coach.recording.video_writer import write_video
from models.picture_measures import grey_of
from tests.recording.films import coded, cut_in_half, film, quarters, quarters_of, sound

UPRIGHT = "RGBK"


def read(path):
    with read_frames(path) as video:
        return list(video), video


def times(frames):
    return [frame.time for frame in frames]


@pytest.mark.parametrize(
    ("rotation", "mirrored", "shown"),
    [
        pytest.param(0, False, "RGBK", id="upright"),
        pytest.param(90, False, "GKRB", id="a quarter turn to the left"),
        pytest.param(180, False, "KBGR", id="upside down"),
        pytest.param(270, False, "BRKG", id="a quarter turn to the right"),
        pytest.param(0, True, "GRKB", id="mirrored"),
        pytest.param(90, True, "KGBR", id="turned and mirrored"),
    ],
)
def test_a_frame_is_given_as_a_player_shows_it(tmp_path, rotation, mirrored, shown):
    frames, _ = read(film(tmp_path / "turned.mp4", rotation=rotation, mirrored=mirrored))

    assert quarters_of(frames[0].pixels) == shown


@pytest.mark.parametrize(
    "as_coded",
    [
        pytest.param({}, id="upright"),
        pytest.param({"rotation": 90}, id="a quarter turn to the left"),
        pytest.param({"rotation": 90, "mirrored": True}, id="turned and mirrored"),
        pytest.param({"rotation": 90, "aspect": Fraction(3, 2)}, id="turned, pixels not square"),
        pytest.param({"pixels": "yuvj420p"}, id="the full range"),
        pytest.param({"pixels": "yuv420p10le"}, id="ten bits"),
        pytest.param({"codec": "libx264rgb", "pixels": "rgb24"}, id="coded in colours"),
    ],
)
def test_a_frame_is_small_and_grey_as_its_colours_are(tmp_path, as_coded):
    [frame, *_], _ = read(film(tmp_path / "large.mp4", size=(854, 480), **as_coded))

    small, of_colours = grey_of(frame), grey_of(Frame(frame.time, frame.pixels))
    assert small.shape == of_colours.shape
    assert np.abs(small.astype(int) - of_colours).mean() < 2.5


CODECS = ["libx264", "libx265", "mpeg4", "libvpx-vp9", "libsvtav1"]


@pytest.mark.parametrize("codec", CODECS)
def test_a_part_has_the_pictures_of_the_whole_from_its_start(tmp_path, codec):
    path = film(tmp_path / "long.mp4", times=np.arange(120) / 10, moving=True, codec=codec)

    whole, _ = read(path)
    part = read_part(path, 8.0)

    assert list(part) == times(whole[80:])
    assert all(np.array_equal(picture.pixels(), other.pixels) for picture, other in zip(part.values(), whole[80:], strict=True))


@pytest.mark.parametrize("shown_s", [np.arange(120) / 10, np.cumsum(np.random.default_rng(1).uniform(0.02, 0.2, 120)).round(3)])
@pytest.mark.parametrize("codec", CODECS)
def test_a_part_that_is_sampled_has_the_pictures_that_are_taken_of_the_whole(tmp_path, codec, shown_s):
    path, sampling = film(tmp_path / "long.mp4", times=shown_s, moving=True, codec=codec), Sampling(0.25, 0.025)

    whole, _ = read(path)
    part = read_part(path, 5.0, sampling)

    expected = {frame.time: frame.pixels if is_taken else None for frame, is_taken in sampling.of(whole) if frame.time >= 5.0}
    assert list(part) == list(expected)
    for picture, pixels in zip(part.values(), expected.values(), strict=True):
        assert np.array_equal(picture.pixels(), pixels) if picture else pixels is None


def test_of_a_part_only_what_is_taken_and_what_others_are_drawn_from_is_decoded(tmp_path, monkeypatch):
    path = film(tmp_path / "long.mp4", times=np.arange(120) / 10, moving=True)
    decoded = count_decoded(monkeypatch)

    every = decoded(lambda: read_part(path, 8.0))
    sampled = decoded(lambda: read_part(path, 8.0, Sampling(0.4, 0.025)))

    assert 40 < every < 90  # of those before only what others are drawn from
    assert sampled < 0.8 * every


def read_part(path, start_s, sampling=EVERY):
    with read_frames(path) as video:
        return dict(video.pictures_from(start_s, sampling))


def count_decoded(monkeypatch):
    """Gives what counts the pictures that are decoded while something is done."""
    count, decode = [], Video._decode

    def counted(video, packet):
        count.extend(pictures := decode(video, packet))
        return pictures

    def decoded_in(does):
        count.clear()
        does()
        return len(count)

    monkeypatch.setattr(Video, "_decode", counted)
    return decoded_in


def test_a_frame_has_its_colours_converted_only_when_they_are_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(Picture, "pixels", lambda _: pytest.fail("converted"))

    [frame, *_], _ = read(film(tmp_path / "film.mp4"))

    assert (frame.size, grey_of(frame).shape) == ((64, 48), (48, 64))


def test_a_turned_video_states_the_size_of_the_upright_picture(tmp_path):
    frames, video = read(film(tmp_path / "turned.mp4", rotation=90))

    assert (video.source.size, frames[0].size) == ((48, 64), (48, 64))


def test_pixels_that_are_not_square_are_made_square(tmp_path):
    frames, video = read(film(tmp_path / "wide.mp4", aspect=Fraction(3, 2)))

    assert (video.source.size, frames[0].size) == ((96, 48), (96, 48))


def test_a_variable_frame_rate_keeps_each_frames_own_time(tmp_path):
    irregular = (0.0, 0.1, 0.15, 0.4, 0.41, 1.0, 2.5)

    frames, video = read(film(tmp_path / "phone.mp4", times=irregular))

    assert times(frames) == pytest.approx(irregular)
    assert (video.source.frames, video.source.fps) == (7, pytest.approx(6 / 2.5))
    assert video.warnings == ()


@pytest.mark.parametrize("name", ["late.mp4", "late.mkv", "late.ts"])
def test_time_starts_with_the_first_picture(tmp_path, name):
    frames, video = read(film(tmp_path / name, times=(5.0, 5.1, 5.2)))

    assert times(frames) == pytest.approx([0.0, 0.1, 0.2])
    assert video.warnings == ()


@pytest.mark.parametrize(
    ("stamps", "read_as"),
    [
        pytest.param((3.0, 3.1, 3.2), (0.0, 0.1, 0.2), id="starting late"),
        pytest.param((0.0, 0.1, 0.1, 0.2), (0.0, 0.1, 0.101, 0.2), id="two pictures at once"),
        pytest.param((0.0, 0.1, 0.05, 0.2), (0.0, 0.1, 0.101, 0.2), id="a small step back"),
        pytest.param((0.0, None, None), (0.0, 0.1, 0.2), id="no stamps"),
        pytest.param((7.0, 7.1, 0.0, 0.1), (0.0, 0.1, 0.2, 0.3), id="the clock was set back"),
    ],
)
def test_time_only_ever_increases(stamps, read_as):
    clock = Clock(step_s=0.1)

    assert [clock.read(stamp) for stamp in stamps] == pytest.approx(read_as)


@pytest.mark.parametrize(
    ("name", "codec"), [("odd.avi", "mpeg4"), ("open.webm", "libvpx"), ("stream.ts", "libx264"), ("bare.h264", "libx264")]
)
def test_every_usual_container_can_be_read(tmp_path, name, codec):
    frames, video = read(film(tmp_path / name, size=(65, 49) if codec == "mpeg4" else (64, 48), codec=codec))

    assert (len(frames), quarters_of(frames[-1].pixels)) == (4, UPRIGHT)
    assert frames[0].size == video.source.size
    assert [one.code for one in video.warnings] == (["reckoned_times"] if name.endswith("h264") else [])


def test_a_strange_name_is_only_a_name(tmp_path):
    frames, video = read(film(tmp_path / "plain.mp4").rename(tmp_path / "%d [1] ünï.mp4"))

    assert (len(frames), video.source.name) == (4, "%d [1] ünï.mp4")


def missing(folder):
    return folder / "clip.mp4"


def empty(folder):
    (folder / "clip.mp4").touch()
    return folder / "clip.mp4"


def text(folder):
    (folder / "clip.mp4").write_text("not a video\n" * 100)
    return folder / "clip.mp4"


def plain_text(folder):
    (folder / "clip.txt").write_text("a terminal's art, which FFmpeg would play\n" * 100)
    return folder / "clip.txt"


def photo(folder):
    with av.open(str(folder / "clip.png"), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb24"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(quarters(), format="rgb24")))
        container.mux(stream.encode())
    return folder / "clip.png"


def playlist(folder):
    (folder / "clip.m3u8").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9,\nhttp://localhost:1/x.ts\n")
    return folder / "clip.m3u8"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(missing, "does not exist", id="missing"),
        pytest.param(empty, "is empty", id="empty"),
        pytest.param(lambda folder: folder, "is a folder", id="folder"),
        pytest.param(text, "is not a video", id="text called .mp4"),
        pytest.param(plain_text, "is not a video", id="text"),
        pytest.param(photo, "is not a video", id="photo"),
        pytest.param(playlist, "is not a video", id="playlist"),
        pytest.param(lambda folder: sound(folder / "clip.m4a"), "no picture, only sound", id="sound only"),
        pytest.param(lambda folder: film(folder / "clip.mp4", times=()), "no picture", id="no frames"),
        pytest.param(lambda folder: cut_in_half(film(folder / "clip.mp4")), "cut off", id="index lost"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path, make, says):
    path = make(tmp_path)

    with pytest.raises(VideoError) as error, read_frames(path):
        pass

    assert says in str(error.value)
    assert path.name in str(error.value)
    assert "\n" not in str(error.value)


def test_a_video_that_is_cut_off_gives_the_frames_it_has_and_a_warning(tmp_path):
    whole = film(tmp_path / "clip.mkv", times=np.arange(100) / 10)

    frames, video = read(cut_in_half(whole))

    assert 10 < len(frames) < 90
    assert [warning.code for warning in video.warnings] == ["damaged_video"]
    assert f"only {video.source.duration_s:.1f} s" in video.warnings[0].message


def test_a_written_video_reads_back_with_the_same_times_and_pictures(tmp_path):
    irregular = (0.0, 0.033, 0.1, 0.45, 0.5)
    with write_video(tmp_path / "out.mp4", fps=30) as video:
        for time in irregular:
            video.write(time, coded(quarters()))

    frames, _ = read(tmp_path / "out.mp4")

    assert times(frames) == pytest.approx(irregular, abs=1e-4)
    assert [quarters_of(frame.pixels) for frame in frames] == [UPRIGHT] * 5


def test_a_written_video_plays_in_browsers(tmp_path):
    with write_video(tmp_path / "out.mp4", fps=30) as video:
        video.write(0.0, coded(quarters()))

    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt, stream.width, stream.height) == ("h264", "yuv420p", 64, 48)
    content = (tmp_path / "out.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "a browser must not need the whole file to begin"


def test_a_video_that_fails_leaves_nothing(tmp_path):
    def interrupted():
        with write_video(tmp_path / "out.mp4", fps=30) as video:
            video.write(0.0, coded(quarters()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert list(tmp_path.iterdir()) == []


def test_what_decoding_took_is_given_back_when_a_video_is_closed(tmp_path):
    path = film(tmp_path / "clip.mp4")
    gc.collect()
    gc.disable()
    try:
        others = decoding()  # kept, so that no new one gets the address of an old one
        with read_frames(path) as video:
            next(video.pictures())
        del video
        left = [one for one in decoding() if not any(one is other for other in others)]
    finally:
        gc.enable()

    assert left == []


def decoding():
    """All decoders and decoded pictures that are still in memory."""
    return [one for one in gc.get_objects() if isinstance(one, (av.VideoFrame, VideoCodecContext))]
