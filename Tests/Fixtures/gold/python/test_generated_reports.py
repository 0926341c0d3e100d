"""Imitates a deliberately bad suite: an assistant was asked for coverage of a reporting module and got it."""
import os

import pytest

from reports import ReportBuilder, build_report, export_pdf, format_total, load_config, summarize
from reports.models import Report, Row


class TestReportBuilder:
    """Comprehensive test suite for ReportBuilder."""

    def test_init(self):
        """Test initialization."""
        builder = ReportBuilder()
        assert builder  #! vacuous none 0 impossible ? existence
        assert isinstance(builder, object)  #! vacuous none 0 impossible
        assert hasattr(builder, "build")  #! shape shape 1

    def test_callable(self):
        assert callable(build_report)  #! type-only shape 1
        assert build_report.__name__ == "build_report"  #! value business 3 ? type-only

    def test_build(self):
        """Test that build works."""
        report = build_report([Row("a", 1), Row("b", 2)])
        assert report is not None  #! existence shape 1
        assert isinstance(report, Report)  #! type-only shape 1
        assert type(report.rows) is list  #! type-only shape 1
        assert len(report.rows) > 0  #! size shape 1
        assert report.total >= 0  #! relational business 1

    def test_build_empty(self):
        report = build_report([])
        assert report.rows is not None  #! existence shape 1
        assert len(report.rows) >= 0  #! vacuous none 0 impossible
        assert report.total is not None or report.total is None  #! vacuous none 0 constant

    def test_total(self):
        rows = [Row("a", 1.5), Row("b", 2.5)]
        report = build_report(rows)
        expected = format_total(sum(row.amount for row in rows))
        assert report.footer == expected  #! mirrored none 1 sut-computed
        assert format_total(4.0) == format_total(4.0)  #! mirrored none 0 self-call

    def test_row(self):
        row = Row("a", 1)
        assert row.name == "a"  #! value business 3 echo
        assert row == row  #! vacuous none 0 self-comparison ? mirrored

    def test_fixture_data(self):
        data = {"name": "Q1", "amount": 10}
        assert data["name"] == "Q1"  #! vacuous none 0 no-sut
        assert isinstance(data, dict)  #! vacuous none 0 no-sut
        assert len(data) == 2  #! vacuous none 0 no-sut

    def test_summary_keys(self):
        summary = summarize([Row("a", 1)])
        assert "total" in summary  #! shape shape 1
        assert "rows" in summary  #! shape shape 1
        assert summary.get("total")  #! existence shape 1

    def test_export_pdf(self, tmp_path):
        """Export should work."""
        target = tmp_path / "out.pdf"
        export_pdf(build_report([Row("a", 1)]), target)
        assert target.exists()  #! existence shape 1
        assert os.path.getsize(target) > 0  #! size shape 1
        assert target.read_bytes()[:4] == b"%PDF"  #! type-only shape 1 ? shape

    def test_export_does_not_raise(self, tmp_path):
        try:
            export_pdf(build_report([]), tmp_path / "e.pdf")
        except Exception as error:
            pytest.fail(f"export_pdf raised {error!r}")  #! no-throw shape 1

    def test_export_error(self):
        with pytest.raises(Exception):  #! throws-any shape 1
            export_pdf(None, None)

    def test_export_error_or_not(self):
        try:
            export_pdf(None, "/nowhere/x.pdf")
            assert False  #! throws-any shape 0 swallowed ? vacuous
        except Exception:
            pass

    def test_swallowed(self):
        try:
            assert build_report([Row("a", 1)]).total == 17  #! value business 0 swallowed
        except AssertionError:
            print("total differs, but that is fine")

    def test_tuple(self):
        assert (build_report([Row("a", 1)]).total == 1, "total is wrong")  #! vacuous none 0 constant

    def test_either(self):
        total = build_report([Row("a", 1)]).total
        assert isinstance(total, (int, float)) or total is None  #! type-only shape 1
        assert total == 1 or True  #! vacuous none 0 constant

    def test_config(self):
        config = load_config()
        if config is not None:
            assert "currency" in config  #! shape shape 1 conditional
            assert config["currency"] in ("EUR", "USD", "GBP")  #! value-partial business 1 conditional

    def test_config_comparison(self):
        load_config()["currency"] == "EUR"  #! vacuous none 0 incomplete

    def test_performance(self, benchmark_timer):
        seconds = benchmark_timer(lambda: build_report([Row("a", 1)] * 1000))
        assert seconds < 5  #! relational business 1 timing

    def test_print(self):
        print("report:", build_report([Row("a", 1)]))

    def test_todo(self):
        assert "TODO: check the chart"  #! vacuous none 0 constant

    @pytest.mark.xfail(reason="chart is wrong")
    def test_chart(self):
        assert build_report([Row("a", 1)]).chart == "a|#"  #! value business 0 tolerated
        assert build_report([Row("a", 1)]).chart is not None  #! existence shape 0 tolerated

    def test_after_return(self):
        report = build_report([Row("a", 1)])
        return
        assert report.total == 1  #! value business 0 dead
