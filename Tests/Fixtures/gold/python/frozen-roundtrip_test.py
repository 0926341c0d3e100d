# Imitates a mature import/export library: hypothesis properties, stateful tests and a few examples.
import json
import string

import hypothesis.strategies as st
import pytest
from hypothesis import assume, example, given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tabular import Column, Table, decode, encode, merge, read_csv, sort_rows, write_csv
from tabular.dates import parse_date
from tabular.errors import ParseError
from tabular.schema import infer

names = st.text(string.ascii_lowercase, min_size=1, max_size=12)
cells = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.text())
rows = st.lists(st.fixed_dictionaries({"id": st.integers(), "name": names}), max_size=20)


def reference_merge(left, right):
    """A slow merge that is obviously right; lives in the test on purpose."""
    result = {row["id"]: row for row in left}
    for row in right:
        result[row["id"]] = row
    return [result[key] for key in sorted(result)]


@given(cells)
def test_cells_survive(cell):
    assert decode(encode(cell)) == cell  #! relational business 3 property


@given(rows)
def test_csv_round_trip(table):
    assert read_csv(write_csv(table)) == table  #! relational business 3 property


@given(rows)
def test_encoding_yields_text(table):
    assert isinstance(write_csv(table), str)  #! type-only shape 1 property


@given(st.text())
def test_reader_never_crashes(text):
    read_csv(text, strict=False)


@given(st.text())
@example("")
def test_reader_fails_only_in_one_way(text):
    try:
        read_csv(text)
    except ParseError as error:
        assert error.line >= 1  #! throws-specific business 1 property caught


@given(rows, rows)
def test_merge_agrees_with_the_reference(left, right):
    assert merge(left, right) == reference_merge(left, right)  #! relational business 3 property


@given(rows, rows)
def test_merge_forgets_nothing(left, right):
    merged = merge(left, right)
    assert len(merged) <= len(left) + len(right)  #! size shape 1 property ? relational
    assert {row["id"] for row in merged} == {row["id"] for row in left + right}  #! relational business 2 property


@given(rows)
def test_sorting(table):
    once = sort_rows(table, "id")
    assert sort_rows(once, "id") == once  #! relational business 2 property
    assert all(a["id"] <= b["id"] for a, b in zip(once, once[1:]))  #! relational business 1 property loop-unknown
    assert sorted(map(repr, once)) == sorted(map(repr, table))  #! relational business 3 property


@given(st.integers(1, 12), st.integers(1, 28), st.integers(1900, 2100))
def test_dates(month, day, year):
    parsed = parse_date(f"{year:04}-{month:02}-{day:02}")
    assert (parsed.year, parsed.month, parsed.day) == (year, month, day)  #! relational business 3 property


@given(names)
def test_column_names(name):
    assume(name != "id")
    column = Column(name, int)
    assert column.name == name  #! relational business 3 property echo ? value
    assert column.title  #! existence shape 1 property


@settings(max_examples=20)
@given(st.lists(st.integers(), min_size=1))
def test_inferred_schema_has_keys(values):
    schema = infer([{"n": value} for value in values])
    assert set(schema) == {"n"}  #! shape shape 2 property
    assert "type" in schema["n"]  #! shape shape 1 property


@given(st.lists(st.one_of(st.integers(), st.text())))
def test_inference_is_stable(values):
    table = [{"v": value} for value in values]
    assert infer(table) == infer(table)  #! relational business 2 property


@given(rows)
def test_lengths(table):
    assert len(write_csv(table).splitlines()) == len(table) + 1  #! size shape 2 property ? relational
    assert Table(table).width >= 0  #! relational business 1 property ? vacuous


@given(st.text(min_size=1))
def test_garbage_is_refused(text):
    with pytest.raises(ParseError):  #! throws-specific business 2 property
        read_csv("\x00" + text)


class TableMachine(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.table = Table([])
        self.model = {}

    @rule(key=st.integers(0, 5), name=names)
    def put(self, key, name):
        self.table.put(key, name)
        self.model[key] = name

    @rule(key=st.integers(0, 5))
    def drop(self, key):
        self.table.drop(key)
        self.model.pop(key, None)

    @invariant()
    def agrees(self):
        assert dict(self.table.items()) == self.model  #! relational business 3 property
        assert len(self.table) == len(self.model)  #! size shape 2 property supporting ? relational


TestTable = TableMachine.TestCase


@pytest.mark.parametrize(
    "text, line, column",
    [("a;b\n1;2;3\n", 2, 5), ("a;b\n\"x\n", 2, 1), ("\n", 1, 1)],
)
def test_positions_of_errors(text, line, column):
    with pytest.raises(ParseError) as info:  #! throws-specific business 2 table
        read_csv(text)
    assert (info.value.line, info.value.column) == (line, column)  #! throws-specific business 3 table


def test_known_file():
    table = read_csv("id;name\n1;Ada\n2;Grace\n")
    assert table == [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Grace"}]  #! value business 3
    assert json.loads(encode(table))[1]["name"] == "Grace"  #! value business 3


def test_export_against_fixture(datadir):
    expected = json.loads((datadir / "people.json").read_text())
    assert read_csv((datadir / "people.csv").read_text()) == expected  #! value business 3 fixture-file
