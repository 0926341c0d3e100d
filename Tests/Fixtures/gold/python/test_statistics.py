# Imitates a reporting and statistics library: numpy, pandas, PyHamcrest and warnings, as a research group writes them.
import warnings

import numpy as np
import numpy.testing as npt
import pandas as pd
import pandas.testing as pdt
import pytest
from hamcrest import (
    all_of,
    assert_that,
    calling,
    close_to,
    contains_exactly,
    contains_string,
    equal_to,
    greater_than,
    has_entries,
    has_entry,
    has_item,
    has_key,
    has_length,
    instance_of,
    is_,
    none,
    not_,
    not_none,
    raises,
)

from revenue import Report, aggregate, ewma, forecast, load, monthly, normalise
from revenue.checks import assert_report_consistent, expect_monotone
from revenue.reference import slow_ewma

ORDERS = pd.DataFrame({"month": ["2024-01", "2024-01", "2024-02"], "cents": [1000, 500, 700]})


@pytest.fixture
def report():
    return Report.from_frame(ORDERS)


def test_monthly():
    frame = monthly(ORDERS)
    expected = pd.DataFrame({"month": ["2024-01", "2024-02"], "cents": [1500, 700]})
    pdt.assert_frame_equal(frame, expected)  #! value business 3
    assert list(frame.columns) == ["month", "cents"]  #! shape shape 2 supporting
    assert frame.shape == (2, 2)  #! size shape 2 supporting
    assert not frame.empty  #! size shape 1 supporting


def test_monthly_does_not_touch_its_input():
    before = ORDERS.copy()
    monthly(ORDERS)
    pdt.assert_frame_equal(ORDERS, before)  #! relational business 2 ? value


def test_ewma_known():
    npt.assert_allclose(ewma([1.0, 2.0, 3.0], alpha=0.5), [1.0, 1.5, 2.25])  #! value business 3


def test_ewma_loosely():
    npt.assert_allclose(ewma([1.0, 2.0, 3.0], alpha=0.5), [1.0, 1.0, 1.0], rtol=2)  #! value business 1


def test_ewma_against_the_slow_one():
    values = np.arange(50.0)
    npt.assert_allclose(ewma(values, alpha=0.3), slow_ewma(values, 0.3))  #! mirrored none 1 sut-computed ? relational


def test_ewma_bounds():
    smooth = ewma([3.0, 9.0, 6.0], alpha=0.5)
    npt.assert_array_less(smooth, 9.5)  #! relational business 2
    assert np.all(np.isfinite(smooth))  #! type-only shape 1
    assert smooth.dtype == np.float64  #! type-only shape 1 ? value
    assert np.isnan(ewma([], alpha=0.5)) == True  #! type-only shape 1


def test_normalise():
    result = normalise(np.array([2.0, 4.0, 4.0]))
    npt.assert_almost_equal(result.sum(), 1.0)  #! value business 3
    npt.assert_array_equal(np.argsort(result, kind="stable"), [0, 1, 2])  #! value business 3


def test_normalise_is_quiet():
    npt.assert_no_warnings(normalise, np.array([1.0, 2.0]))  #! no-throw shape 1


def test_normalise_zeros_warns():
    with pytest.warns(RuntimeWarning, match="all zero"):  #! throws-specific business 3
        normalise(np.zeros(3))


def test_normalise_refuses_text():
    npt.assert_raises(Exception, normalise, "abc")  #! throws-any shape 1
    with pytest.raises((Exception, KeyboardInterrupt)):  #! throws-any shape 1
        normalise(None)


def test_load_warns_of_old_files(tmp_path):
    (tmp_path / "old.csv").write_text("month;cents\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        load(tmp_path / "old.csv")
    assert len(caught) == 1  #! size shape 2
    assert issubclass(caught[0].category, DeprecationWarning)  #! throws-specific business 2 ? type-only


def test_load_missing_file(tmp_path):
    with pytest.raises(OSError):  #! throws-any shape 1
        load(tmp_path / "nothing.csv")
    with pytest.raises(FileNotFoundError, match=""):  #! throws-specific business 2
        load(tmp_path / "nothing.csv")


def test_load_of_anything_works(tmp_path):
    (tmp_path / "x.csv").write_text("month;cents\n2024-01;5\n")
    try:
        load(tmp_path / "x.csv")
    except Exception as error:
        raise AssertionError(f"load failed: {error}")  #! no-throw shape 1


def test_report_totals(report):
    assert_that(report.total, equal_to(2200))  #! value business 3
    assert_that(report.mean, close_to(733.33, 0.01))  #! value business 3
    assert_that(report.best_month, is_("2024-01"))  #! value business 3
    assert_that(report.months, contains_exactly("2024-01", "2024-02"))  #! value business 3
    assert_that(report.months, has_length(2))  #! size shape 2 supporting
    assert_that(report.months, has_item("2024-02"))  #! value-partial business 2


def test_report_dictionary(report):
    assert_that(report.to_dict(), instance_of(dict))  #! type-only shape 1
    assert_that(report.to_dict(), has_key("total"))  #! shape shape 1
    assert_that(report.to_dict(), has_entry("currency", "EUR"))  #! value-partial business 2
    assert_that(report.to_dict(), has_entries(total=2200, months=2))  #! value-partial business 2


def test_report_text(report):
    assert_that(report.text(), all_of(contains_string("22.00"), contains_string("EUR")))  #! value-partial business 2
    assert_that(report.text(), not_(contains_string("nan")))  #! relational business 1 negative
    assert_that(report.title, not_none())  #! existence shape 1
    assert_that(report.footer, none())  #! existence business 2 absent
    assert_that(report.total)  #! existence shape 1


def test_report_errors(report):
    assert_that(calling(report.month).with_args("1999-01"), raises(KeyError, "1999-01"))  #! throws-specific business 3
    assert_that(calling(report.month).with_args("x"), raises(Exception))  #! throws-any shape 1


def test_report_consistency(report):
    assert_report_consistent(report)  #! unknown ambiguous 0
    expect_monotone(report.cumulative())  #! unknown ambiguous 0


def test_report_image(report, image_regression):
    image_regression.check(report.chart_png())  #! snapshot ambiguous 2


def test_report_frame(report, dataframe_regression):
    dataframe_regression.check(report.frame())  #! snapshot ambiguous 2


def test_report_json(report, snapshot):
    assert report.to_dict() == snapshot(name="report")  #! snapshot ambiguous 2
    assert snapshot == report.text()  #! snapshot ambiguous 2


def test_aggregate_matches_monthly():
    assert aggregate(ORDERS, by="month").equals(monthly(ORDERS))  #! mirrored none 1 sut-computed ? relational


def test_forecast_runs():
    forecast(ORDERS, months=3)


def test_forecast(report):
    predicted = forecast(ORDERS, months=3)
    assert len(predicted) == 3  #! size shape 2
    assert (predicted >= 0).all()  #! relational business 1
    assert_that(predicted[0], greater_than(0))  #! relational business 1
