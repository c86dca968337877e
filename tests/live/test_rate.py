from coach.live.rate import RateController, rates

FULL = rates(has_lite=False)[0]


def goes(controller, taken_s, seconds, start=0.0):
    """The rates that are chosen when each picture takes `taken_s`."""
    chosen = []
    for number in range(round(seconds / taken_s)):
        controller.see(start + number * taken_s, taken_s)
        chosen.append(controller.rate)
    return chosen


def test_a_quick_machine_goes_at_full_speed():
    assert set(goes(RateController(rates(has_lite=True)), 0.02, 60)) == {FULL}


def test_a_slow_machine_takes_the_lighter_model_and_then_fewer_pictures():
    controller = RateController(rates(has_lite=True))

    chosen = goes(controller, 0.08, 20)

    assert [(one.model, one.fps) for one in dict.fromkeys(chosen)] == [("full", 15.0), ("lite", 15.0), ("lite", 10.0)]


def test_without_the_lighter_model_only_the_rate_steps_down():
    controller = RateController(rates(has_lite=False))

    goes(controller, 0.08, 20)

    assert (controller.rate.model, controller.rate.fps) == ("full", 10.0)
    assert "fewer pictures are looked at" in controller.rate.note


def test_a_moment_of_slowness_changes_nothing():
    controller = RateController(rates(has_lite=True))
    goes(controller, 0.02, 10)

    goes(controller, 0.1, 1, start=10.0)

    assert controller.rate == FULL


def test_it_steps_up_again_when_the_machine_is_quick_for_long():
    controller = RateController(rates(has_lite=False))
    goes(controller, 0.08, 10)

    goes(controller, 0.02, 40, start=10.0)

    assert controller.rate == FULL


def test_each_step_down_makes_it_wait_longer_before_it_steps_up():
    controller = RateController(rates(has_lite=False))
    goes(controller, 0.08, 10)
    goes(controller, 0.02, 40, start=10.0)
    goes(controller, 0.08, 10, start=50.0)

    goes(controller, 0.02, 40, start=60.0)

    assert controller.rate != FULL


def test_a_clock_that_goes_back_is_survived():
    controller = RateController(rates(has_lite=False))
    goes(controller, 0.08, 3, start=1000.0)

    goes(controller, 0.08, 10, start=0.0)

    assert controller.rate.fps == 10.0


def test_who_wants_every_picture_gets_as_many_as_cameras_give_and_fewer_when_busy():
    assert [one.fps for one in rates(has_lite=True, every_picture=True)] == [30.0, 30.0, 15.0]
