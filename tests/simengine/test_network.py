from simengine.network import Activity, slack_days


def test_the_longest_path_has_no_slack() -> None:
    activities = {
        "design": Activity(5, ()),
        "build": Activity(10, ("design",)),
        "manual": Activity(3, ("design",)),
        "handover": Activity(1, ("build", "manual")),
    }
    assert slack_days(activities, 20.0) == {
        "design": (20.0, 25.0, 0.0),
        "build": (25.0, 35.0, 0.0),
        "manual": (25.0, 28.0, 7.0),
        "handover": (35.0, 36.0, 0.0),
    }


def test_predecessors_that_are_over_hold_nothing_up() -> None:
    assert slack_days({"build": Activity(2, ("design",))}, 3.0) == {"build": (3.0, 5.0, 0.0)}


def test_nothing_to_do_gives_nothing() -> None:
    assert slack_days({}, 3.0) == {}


def test_an_unconnected_activity_may_wait_for_the_end() -> None:
    activities = {"long": Activity(9, ()), "short": Activity(2, ())}
    assert slack_days(activities, 0.0)["short"] == (0.0, 2.0, 7.0)
