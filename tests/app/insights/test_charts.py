from app.insights.charts import Bar, draw_histogram, draw_trend


def test_a_histogram_stands_on_its_base() -> None:
    chart = draw_histogram((0, 2, 0, 0, 0, 0, 8, 0, 0, 0), 60)
    assert len(chart.bars) == 10
    assert chart.bars[6] == Bar(395.6, 12.0, 55.6, 160.0, 8, 60, 70)
    assert chart.bars[0].height == 0
    assert all(round(bar.y + bar.height, 1) == chart.base for bar in chart.bars)
    assert chart.grid == ((172.0, 0), (132.0, 2), (92.0, 4), (52.0, 6), (12.0, 8))
    assert chart.pass_x == 393.6


def test_a_small_group_still_has_a_scale_of_whole_people() -> None:
    chart = draw_histogram((1, 0, 0, 0, 0, 0, 0, 0, 0, 0), 60)
    assert [count for _, count in chart.grid] == [0, 1, 2, 3, 4]


def test_a_trend_goes_from_left_to_right() -> None:
    trend = draw_trend([0.0, 50.0, 100.0])
    assert trend.points == ((64.0, 172.0, 0.0), (334.0, 92.0, 50.0), (604.0, 12.0, 100.0))
    assert trend.line == "64.0,172.0 334.0,92.0 604.0,12.0"


def test_one_score_stands_in_the_middle() -> None:
    assert draw_trend([50.0]).points == ((334.0, 92.0, 50.0),)
