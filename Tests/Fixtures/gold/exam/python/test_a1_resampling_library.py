"""Tests for tidegrid: resampling, units, the Grid type and its caches."""

from __future__ import annotations

import logging
import pickle
from datetime import timedelta
from unittest.mock import call

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import (
    assert_allclose,
    assert_array_equal,
    assert_array_less,
    assert_no_gc_cycles,
    assert_no_warnings,
)
from pandas.testing import assert_frame_equal

import tidegrid
from tidegrid import Grid, GridSpec, resample
from tidegrid.cache import DiskCache, MemoryCache, memoize_grid
from tidegrid.errors import CacheClosed, MisalignedError, UnitError
from tidegrid.stats import column_totals, spacing
from tidegrid.sync import push_dirty
from tidegrid.testing import assert_grid_contract
from tidegrid.units import format_unit, parse_unit, to_seconds

log = logging.getLogger("tidegrid.tests")

finite = st.floats(
    min_value=-1e6, max_value=1e6, allow_nan=False, allow_infinity=False, width=32
)


class FrozenClock:
    """Takes the place of time.monotonic in the cache tests."""

    def __init__(self, start=0.0):
        self.now = start

    def __call__(self):
        assert self.now >= 0, "clock ran backwards"
        return self.now

    def advance(self, seconds):
        self.now += seconds


@pytest.fixture
def hourly():
    index = pd.date_range("2024-03-01", periods=6, freq="h", tz="UTC")
    return pd.DataFrame({"level": [1.0, 2.0, 4.0, 3.0, 2.0, 0.0]}, index=index)


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "grids"
    folder.mkdir()
    assert not list(folder.iterdir())
    store = DiskCache(folder, max_bytes=4096)
    yield store
    store.close()


def bucket_means(values, width):
    """Slow and obvious."""
    out = []
    for start in range(0, len(values), width):
        bucket = values[start : start + width]
        out.append(sum(bucket) / len(bucket))
    return out


def assert_regular(frame, step):
    gaps = set(np.diff(frame.index.asi8))
    assert gaps == {pd.Timedelta(step).value}


class TestResample:
    def test_two_hour_means(self, hourly):
        out = resample(hourly, "2h", how="mean")
        expected = pd.DataFrame(
            {"level": [1.5, 3.5, 1.0]},
            index=pd.date_range("2024-03-01", periods=3, freq="2h", tz="UTC"),
        )
        assert_frame_equal(out, expected, check_freq=False)  #! value business 3

    @pytest.mark.parametrize(
        ("how", "expected"),
        [
            ("min", [1.0, 3.0, 0.0]),
            ("max", [2.0, 4.0, 2.0]),
            ("sum", [3.0, 7.0, 2.0]),
            pytest.param("last", [2.0, 3.0, 0.0], id="closing"),
        ],
    )
    def test_aggregations(self, hourly, how, expected):
        out = resample(hourly, "2h", how=how)
        assert_allclose(out["level"].to_numpy(), expected, rtol=1e-9)  #! value business 3 table

    def test_column_order_is_kept(self, hourly):
        hourly["wind"] = 3.0
        hourly["gust"] = 5.5
        out = resample(hourly, "3h")
        assert list(out.columns) == ["level", "wind", "gust"]  #! shape type/shape 2 ? value

    def test_input_is_left_alone(self, hourly):
        before = hourly.copy(deep=True)
        resample(hourly, "2h", fill="zero")
        assert_frame_equal(hourly, before)  #! value business 3 ? relational

    def test_same_step_still_returns_a_new_frame(self, hourly):
        out = resample(hourly, "1h")
        assert out is not hourly  #! relational business 1 negative
        assert isinstance(out.index, pd.DatetimeIndex)  #! type-only type/shape 1
        assert out["level"].dtype == np.float64  #! type-only type/shape 1 ? value

    def test_second_pass_changes_nothing(self, hourly):
        once = resample(hourly, "2h")
        twice = resample(once, "2h")
        assert_frame_equal(twice, once)  #! relational business 2

    def test_empty_frame(self, hourly):
        out = resample(hourly.iloc[:0], "1h")
        assert out.empty  #! size business 2 absent
        assert {"level"} <= set(out.columns)  #! shape type/shape 1 supporting

    def test_forward_fill(self, hourly):
        out = resample(hourly, "30min", how="ffill")
        assert out.shape == (11, 1)  #! size type/shape 2 supporting ? shape
        assert out["level"].iloc[3] == 2.0  #! value business 3
        assert out.index.is_monotonic_increasing  #! relational business 2 ? value
        assert_regular(out, "30min")  #! value business 3 ? relational

    def test_naive_timestamps_are_refused(self, hourly):
        naive = hourly.tz_localize(None)
        with pytest.raises(ValueError):  #! throws-any type/shape 1
            resample(naive, "1h")

    def test_strict_alignment(self, hourly):
        shifted = hourly.shift(7, freq="min")
        with pytest.raises(MisalignedError) as excinfo:  #! throws-specific business 2
            resample(shifted, "1h", align="strict")
        assert excinfo.value.offset == timedelta(minutes=7)  #! throws-specific business 3
        assert "7 min" in str(excinfo.value)  #! throws-specific business 3

    def test_old_spellings_warn(self, hourly):
        with pytest.warns(DeprecationWarning, match="use 'how' instead"):  #! throws-specific business 3
            resample(hourly, "2h", method="mean")
        with pytest.deprecated_call():  #! throws-any type/shape 1
            tidegrid.resample_frame(hourly, "2h")

    def test_new_spelling_is_quiet(self, hourly):
        with assert_no_warnings():  #! no-throw type/shape 1
            resample(hourly, "2h", how="mean")


class TestUnits:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [("15min", 900), ("2h", 7200), ("1d", 86400), ("0.5s", 0.5)],
    )
    def test_to_seconds(self, text, seconds):
        assert to_seconds(text) == pytest.approx(seconds)  #! value business 3 table

    @pytest.mark.parametrize("text", ["5min", "12h", "1d", "30s"])
    def test_canonical_text_survives(self, text):
        assert format_unit(parse_unit(text)) == text  #! relational business 3 table

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "empty"),
            ("5parsec", "unknown unit 'parsec'"),
            ("-2h", "must be positive"),
        ],
    )
    def test_bad_units(self, text, message):
        with pytest.raises(UnitError, match=message):  #! throws-specific business 3 table
            parse_unit(text)

    @pytest.mark.parametrize(("span", "cells"), [(10, 4), (96, 7), (1440, 25)])
    def test_spacing(self, span, cells):
        pad = 2
        width = (span + 2 * pad) / (cells - 1)
        assert spacing(span, cells, pad=pad) == width  #! mirrored none 1 table copied ? value


class TestGrid:
    @pytest.fixture
    def grid(self):
        return Grid.from_values([1.0, 2.0, 4.0, 3.0], step=60)

    def test_weights(self, grid):
        weights = grid.weights("triangular")
        assert_array_less(0.0, weights)  #! relational business 1
        assert weights.sum() == pytest.approx(1.0)  #! value business 3 ? relational

    def test_len_counts_cells(self, grid):
        assert len(grid) == 4  #! size type/shape 2

    def test_gap_free_grid(self, grid):
        assert len(grid.gaps()) >= 0  #! vacuous none 0 impossible

    def test_smoothing_with_width_one_is_identity(self, grid):
        original = grid.cells
        grid.smooth(width=1, inplace=True)
        assert_array_equal(grid.cells, original)  #! mirrored none 0 aliasing ? relational

    def test_totals(self, hourly):
        totals = Grid.from_frame(hourly).totals()
        expected = column_totals(hourly)
        assert totals == expected  #! mirrored none 1 sut-computed

    def test_pickle(self):
        spec = GridSpec("15min", origin="2024-01-01", tz="Europe/Oslo")
        clone = pickle.loads(pickle.dumps(spec))
        assert clone == spec  #! relational business 3

    def test_repr_names_origin(self, grid):
        assert "origin=1970-01-01" in repr(grid)  #! value-partial business 2
        assert grid.describe().startswith("Grid of 4 cells")  #! value-partial business 2

    def test_summary_text(self, grid, snapshot):
        assert grid.describe(verbose=True) == snapshot  #! snapshot ambiguous 2

    def test_contract(self, grid):
        assert_grid_contract(grid, step=60)  #! unknown ambiguous -

    def test_views_do_not_leak(self):
        with assert_no_gc_cycles():  #! no-throw type/shape 1
            Grid.from_values([0.0] * 64, step=1).view(0, 8)


class TestAgainstReference:
    def test_reference(self):
        assert bucket_means([1.0, 2.0, 4.0, 3.0, 9.0], 2) == [1.5, 3.5, 9.0]  #! vacuous none 0 no-sut

    @given(st.lists(finite, min_size=1, max_size=40), st.integers(1, 6))
    def test_means_agree(self, values, width):
        coarse = Grid.from_values(values, step=60).coarsen(width, how="mean")
        assert_allclose(coarse.cells, bucket_means(values, width), rtol=1e-4)  #! relational business 3 property

    @settings(max_examples=50)
    @given(values=st.lists(finite, min_size=1, max_size=40))
    def test_bounds_and_mass(self, values):
        coarse = Grid.from_values(values, step=60).coarsen(3, how="sum")
        assert coarse.cells.sum() == pytest.approx(sum(values), rel=1e-4, abs=1e-2)  #! relational business 3 property ? value
        peak = Grid.from_values(values, step=60).coarsen(3, how="max").cells.max()
        assert peak <= max(values)  #! relational business 2 property


class TestCaches:
    def test_unknown_key(self, disk):
        assert disk.get("nothing-here") is None  #! existence business 2 absent

    def test_put_then_get(self, disk):
        disk.put("spring", np.array([1, 2, 3]))
        hit = disk.get("spring")
        assert hit is not None  #! existence type/shape 1 supporting
        assert_array_equal(hit, [1, 2, 3])  #! value business 3 echo ? relational

    def test_memoize_computes_once(self, mocker):
        compute = mocker.Mock(side_effect=lambda season: np.arange(4))
        cached = memoize_grid(compute, MemoryCache())
        first, second = cached("spring"), cached("spring")
        assert compute.call_count == 1  #! call type/shape 1
        assert second is first  #! value business 2 ? relational

    def test_memoize_forwards_options(self, mocker):
        compute = mocker.Mock(return_value=np.arange(4))
        cached = memoize_grid(compute, MemoryCache(), tz="UTC")
        cached("autumn", how="max")
        compute.called_once_with("autumn", how="max", tz="UTC")  #! vacuous none 0 incomplete
        assert compute.call_args.kwargs["tz"] == "UTC"  #! call-args business 2

    def test_entries_expire(self, clock, caplog):
        evicted = []
        store = MemoryCache(ttl=60, clock=clock, on_evict=evicted.append)
        store.put("old", np.zeros(2))
        clock.advance(61)
        assert clock.now == 61  #! vacuous none 0 no-sut
        with caplog.at_level(logging.INFO, logger="tidegrid.cache"):
            store.sweep()
        assert evicted == ["old"]  #! value business 3 ? call-args
        assert "evicted 1 entry" in caplog.text  #! value-partial business 2

    def test_push_sends_dirty_entries_only(self, mocker, disk):
        remote = mocker.Mock(spec_set=["put", "delete"])
        disk.put("clean", np.zeros(2), dirty=False)
        disk.put("b", np.ones(2))
        disk.put("a", np.ones(1))
        log.debug("folder holds %s", disk.keys())
        push_dirty(disk, remote, ttl=30)
        remote.put.assert_has_calls(  #! call-args business 2
            [call("a", mocker.ANY, ttl=30), call("b", mocker.ANY, ttl=30)]
        )
        assert remote.put.call_args_list[0].args[0] == "a"  #! call-args business 2
        remote.delete.assert_not_called()  #! call business 2 absent

    def test_close_twice(self, disk):
        disk.close()
        try:
            disk.close()
        except CacheClosed as exc:
            pytest.fail(f"second close() raised {exc!r}")  #! no-throw type/shape 1
