"""Coded pictures: turned and drawn on as they are, they look as the picture in RGB does."""

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from coach.recording.canvas import Canvas
from coach.recording.planes import OTHER_WEIGHTS, WEIGHTS, canvas_on, ycbcr, yuv_copy
from coach.recording.video import read_frames
from coach.recording.video_writer import write_video
from tests.recording.films import film, quarters, quarters_of

GREEN, WHITE, DARK = (72, 219, 150), (255, 255, 255), (16, 20, 28)


def copies(path):
    """The coded copy of a video's first picture, and the same picture in RGB."""
    with read_frames(path) as video:
        picture = next(video.pictures())
        return picture.yuv(), picture.frame().pixels


def shown(picture):
    return picture.reformat(format="rgb24").to_ndarray()


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_coded_picture_is_turned_as_the_one_in_rgb(tmp_path, rotation, mirrored):
    copy, pixels = copies(film(tmp_path / "clip.mp4", rotation=rotation, mirrored=mirrored))

    assert (copy.height, copy.width) == pixels.shape[:2]
    assert quarters_of(shown(copy)) == quarters_of(pixels)


def test_odd_sides_get_their_last_row_and_column_twice(tmp_path):
    copy, pixels = copies(film(tmp_path / "clip.mkv", size=(65, 49), codec="ffv1"))

    assert pixels.shape[:2] == (49, 65)
    assert (copy.height, copy.width) == (50, 66)
    assert quarters_of(shown(copy)) == quarters_of(pixels)
    luma = copy.to_ndarray()[:50]
    assert (luma[49] == luma[48]).all()
    assert (luma[:, 65] == luma[:, 64]).all()


def test_a_coded_picture_is_as_wide_as_it_is_shown(tmp_path):
    copy, pixels = copies(film(tmp_path / "clip.mp4", aspect=2))

    assert (copy.height, copy.width) == pixels.shape[:2] == (48, 128)


@pytest.mark.parametrize(
    ("space", "range_"),
    [(Colorspace.ITU709, ColorRange.MPEG), (Colorspace.ITU601, ColorRange.MPEG), (Colorspace.ITU709, ColorRange.JPEG)],
    ids=["HD", "SD", "full range"],
)
def test_a_video_that_is_written_anew_says_and_shows_the_same_colours(tmp_path, space, range_):
    with (
        read_frames(film(tmp_path / "clip.mp4", colours=(space, range_), options={"crf": "1"})) as video,
        write_video(tmp_path / "out.mp4", fps=10) as writer,
    ):
        before = []
        for picture in video.pictures():
            before.append(picture.frame().pixels.astype(int))
            writer.write(picture.time, picture.yuv())

    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.colorspace, stream.color_range) == (space, range_)
    with read_frames(tmp_path / "out.mp4") as video:
        after = [picture.frame().pixels.astype(int) for picture in video.pictures()]
    assert len(after) == len(before) > 0
    assert np.median(np.abs(np.array(after) - np.array(before))) <= 3


@pytest.mark.parametrize(
    ("codec", "pixels", "suffix"), [("mjpeg", "yuvj420p", "avi"), ("ffv1", "yuv422p10le", "mkv"), ("ffv1", "bgr0", "mkv")]
)
def test_every_way_of_coding_becomes_the_one_that_browsers_play(tmp_path, codec, pixels, suffix):
    copy, in_rgb = copies(film(tmp_path / f"clip.{suffix}", codec=codec, pixels=pixels))

    assert copy.format.name == "yuv420p"
    assert quarters_of(shown(copy)) == quarters_of(in_rgb) == "RGBK"


@pytest.mark.parametrize("is_full", [False, True], ids=["limited range", "full range"])
@pytest.mark.parametrize("space", [Colorspace.ITU601, Colorspace.ITU709, Colorspace.BT2020], ids=lambda space: space.name)
@pytest.mark.parametrize("colour", [WHITE, DARK, GREEN, (255, 92, 92), (96, 190, 255)], ids=str)
def test_a_colour_is_coded_as_the_library_codes_it(colour, space, is_full):
    plain = av.VideoFrame.from_ndarray(np.full((16, 16, 3), colour, np.uint8), format="rgb24")
    library = plain.reformat(format="yuv420p", dst_colorspace=space, dst_color_range=ColorRange.JPEG if is_full else ColorRange.MPEG)

    ours = ycbcr(colour, WEIGHTS.get(space, OTHER_WEIGHTS), is_full=is_full)

    assert ours == pytest.approx([int(memoryview(plane)[0]) for plane in library.planes], abs=2)


def test_what_is_drawn_on_planes_looks_as_in_rgb():
    size = 480, 640
    in_rgb = np.full((*size, 3), 128, np.uint8)
    picture = yuv_copy(av.VideoFrame.from_ndarray(in_rgb, format="rgb24"), size[::-1], lambda plane: plane)
    for canvas in (Canvas.rgb(in_rgb), canvas_on(picture)):
        canvas.panel(20, 20, 301, 81, colour=DARK, opacity=0.7, radius=12)
        canvas.text("Lift your top knee", 31, 71, size=27, colour=GREEN, weight=700)
        canvas.lines(np.array([[[100.0, 200.0], [333.3, 431.7]], [[333.3, 431.7], [500.0, 200.0]]]), colour=GREEN, width=7)
        canvas.dots(np.array([[333.3, 431.7], [500.0, 200.0]]), radius=9, colour=WHITE)
        canvas.panel(600, 440, 90, 90, colour=GREEN)  # reaches beyond the edge
        canvas.text("beyond", 610, 485, size=20, colour=WHITE)

    gaps = np.abs(shown(picture).astype(int) - in_rgb).max(axis=-1)
    assert (in_rgb != 128).any(axis=-1).mean() > 0.1, "something has to be drawn"
    assert gaps.mean() < 1.5
    assert (gaps > 40).mean() < 0.01, "only thin edges may differ, where colours have half the detail"


def test_a_copy_leaves_the_picture_as_it_was():
    picture = av.VideoFrame.from_ndarray(quarters(), format="rgb24").reformat(format="yuv420p")
    before = picture.to_ndarray()

    canvas_on(yuv_copy(picture, (64, 48), lambda plane: plane)).panel(0, 0, 640, 480, colour=WHITE)

    assert (picture.to_ndarray() == before).all()
