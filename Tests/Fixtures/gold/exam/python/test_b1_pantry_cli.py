"""pantry: lexer, parser, printer, unit conversion and the command line."""

import argparse
import json
import os
import re
import unittest
from contextlib import nullcontext as does_not_raise
from pathlib import Path
from textwrap import dedent
from unittest import mock

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pantry import cli
from pantry.convert import convert, scale
from pantry.lexer import tokenize
from pantry.parser import ParseError, parse, parse_quantity, parse_value
from pantry.printer import dump, reflow
from pantry.titles import normalize_title
from tests.layout import check_layout
from tests.strategies import recipes

GOLDEN = Path(__file__).parent / "golden"

SOUP = dedent(
    """\
    # weekday dinner
    Pea soup
    serves: 4
    - 400 g peas
    - 1.5 l stock
    - salt
    """
)

TOKENS = {
    "salt": [("WORD", "salt")],
    "2 g": [("NUMBER", "2"), ("UNIT", "g")],
    "# note": [],
    "@pan{}": [("AT", "@"), ("WORD", "pan"), ("BRACES", "{}")],
    "'bay leaf'": [("STRING", "bay leaf")],
}


def assert_golden(name, text):
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


class LexerTests(unittest.TestCase):
    maxDiff = None

    def lex(self, text):
        return [(token.kind.name, token.text) for token in tokenize(text)]

    def test_table(self):
        for text, expected in TOKENS.items():
            with self.subTest(text=text):
                self.assertEqual(self.lex(text), expected)  #! value business 3 table

    def test_table_has_no_gaps(self):
        covered = {kind for row in TOKENS.values() for kind, _ in row}
        self.assertGreaterEqual(len(covered), 5)  #! vacuous none 0 no-sut

    def test_position_of_last_token(self):
        *_, last = tokenize("salt\n  2 g")
        self.assertTupleEqual((last.line, last.column), (2, 5))  #! value business 3

    def test_blank_input(self):
        self.assertEqual(list(tokenize("  \n\t\n")), [])  #! size business 2 absent

    def test_nothing_is_lost(self):
        for source in (SOUP, "a\r\nb", "'half", "\ufeffsalt"):
            rebuilt = "".join(token.raw for token in tokenize(source, strict=False))
            self.assertEqual(rebuilt, source)  #! relational business 3 table

    def test_offsets_grow(self):
        offsets = [token.offset for token in tokenize(SOUP)]
        for left, right in zip(offsets, offsets[1:]):
            self.assertLess(left, right)  #! relational business 1 loop-unknown

    def test_unterminated_string(self):
        with self.assertRaisesRegex(ParseError, r"line 1: unterminated string"):  #! throws-specific business 3
            list(tokenize("'bay leaf"))

    def test_long_lines_do_not_recurse(self):
        try:
            list(tokenize("x " * 100_000))
        except RecursionError:
            self.fail("the lexer recursed")  #! no-throw type/shape 1


class ParserTests(unittest.TestCase):
    def assert_quantity(self, text, amount, unit):
        quantity = parse_quantity(text)
        self.assertAlmostEqual(quantity.amount, amount, places=6)
        self.assertEqual(quantity.unit, unit)

    def test_quantities(self):
        for text, amount, unit in [
            ("400 g", 400, "g"),
            ("1.5 l", 1.5, "l"),
            ("1/3 cup", 0.333333, "cup"),
            ("2", 2, None),
        ]:
            with self.subTest(text):
                self.assert_quantity(text, amount, unit)  #! value business 3 table; value business 3 table

    def test_recipe_has_the_documented_members(self):
        recipe = parse(SOUP)
        self.assertEqual(sorted(vars(recipe)), ["lines", "name", "serves", "source"])  #! shape type/shape 2 ? value
        self.assertTrue(hasattr(recipe.source, "path"))  #! shape type/shape 1

    def test_lines(self):
        recipe = parse(SOUP)
        self.assertEqual(len(recipe.lines), 3)  #! size type/shape 2 supporting
        self.assertEqual(recipe.lines[2].item, "salt")  #! value business 3
        self.assertIn("serves", parse(SOUP, raw=True).fields)  #! shape type/shape 1 ? value-partial

    def test_serves_is_optional(self):
        self.assertIsNone(parse("Toast\n- bread\n").serves)  #! existence business 2 absent

    def test_error_location(self):
        with self.assertRaises(ParseError) as ctx:  #! throws-specific business 2
            parse("Soup\nserves 4\n")
        self.assertEqual(ctx.exception.line, 2)  #! throws-specific business 3

    def test_title_is_normalised(self):
        title = "  pea   SOUP "
        expected = normalize_title(title)
        self.assertEqual(parse(title + "\n").name, expected)  #! mirrored none 1 sut-computed

    def test_duplicate_field_is_logged(self):
        with self.assertLogs("pantry.parser", level="WARNING") as logs:  #! existence type/shape 1 supporting
            parse("Soup\nserves: 4\nserves: 6\n")
        self.assertEqual(logs.output, ["WARNING:pantry.parser:line 3: 'serves' given twice"])  #! value business 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [("12", int), ("1.5", float), ("yes", bool), ("'12'", str), ("[]", list)],
)
def test_scalar_kinds(text, kind):
    assert type(parse_value(text)) is kind  #! type-only type/shape 1 table


@pytest.mark.parametrize(
    ("text", "expectation"),
    [
        ("Soup\n", does_not_raise()),
        ("Soup\n- 2 g\n", pytest.raises(ParseError)),
        ("- salt\n", pytest.raises(ParseError)),
    ],
)
def test_minimal_documents(text, expectation):
    with expectation:  #! throws-specific business 2 table ? no-throw
        parse(text)


@given(st.text(max_size=80))
def test_errors_always_point_somewhere(text):
    try:
        parse(text)
    except ParseError as err:
        assert err.line >= 1  #! throws-specific business 1 caught property ? relational


def test_deeply_broken_input():
    with pytest.raises((ParseError, Exception)):  #! throws-any type/shape 1
        parse("\x00" * 12)


# --- printing and conversion ---------------------------------------------------


@given(recipes())
def test_printed_recipes_parse_back(recipe):
    assert parse(dump(recipe)) == recipe  #! relational business 3 property


def test_reflow_settles():
    tidy = reflow(SOUP, width=20)
    assert reflow(tidy, width=20) == tidy  #! relational business 2


def test_dump_of_soup():
    tree = parse(SOUP)
    printed = dump(tree)
    assert dump(parse(SOUP)) == printed  #! mirrored none 0 self-call ? relational


def test_dump_drops_comments():
    assert dump(parse("# hi\nToast\n- bread\n")) == "Toast\n- bread\n"  #! value business 3


def test_dump_html():
    assert_golden("soup.html", dump(parse(SOUP), style="html"))  #! snapshot ambiguous 2


@pytest.mark.parametrize("amount", [0.25, 1, 12.5])
def test_there_and_back(amount):
    millilitres = convert(amount, "cup", "ml")
    assert convert(millilitres, "ml", "cup") == pytest.approx(amount)  #! relational business 3 table


@given(st.integers(1, 500))
def test_conversion_is_linear(amount):
    assert convert(2 * amount, "oz", "g") == pytest.approx(2 * convert(amount, "oz", "g"))  #! relational business 2 property


def test_scale_for_more_people():
    amount, serves, people = 400, 4, 6
    scaled = scale(amount, serves=serves, people=people)
    assert scaled == amount * people / serves  #! mirrored none 1 copied ? value


# --- command line -----------------------------------------------------------------


@pytest.fixture
def kitchen(tmp_path):
    (tmp_path / "soup.pantry").write_text(SOUP)
    (tmp_path / "toast.pantry").write_text("Toast\nserves: 1\n- 2 slices bread\n")
    return tmp_path


@pytest.fixture
def run():
    def invoke(*args, **kwargs):
        return CliRunner().invoke(cli.main, [str(arg) for arg in args], **kwargs)

    return invoke


def test_check_clean_kitchen(run, kitchen):
    result = run("check", kitchen)
    assert result.exception is None  #! no-throw type/shape 1 supporting ? existence
    assert result.exit_code == 0  #! status-only type/shape 1 supporting
    assert "2 recipes, 0 problems" in result.output  #! value-partial business 2


def test_check_reports_problems(run, kitchen, snapshot):
    (kitchen / "bad.pantry").write_text("- 3 g\n")
    result = run("check", kitchen, "--format", "long")
    assert result.exit_code == 2  #! status-only type/shape 1
    assert result.output.replace(str(kitchen), "KITCHEN") == snapshot  #! snapshot ambiguous 2


def test_shopping_list(run, kitchen):
    result = run("shop", kitchen, "--json")
    assert (result.exit_code == 0, result.output)  #! vacuous none 0 constant
    data = json.loads(result.output)
    assert data["totals"] == {"peas": "400 g", "stock": "1.5 l", "bread": "2 slices"}  #! value business 3


def test_unknown_flag(capsys):
    with pytest.raises(SystemExit) as stop:  #! throws-specific business 2
        cli.legacy_main(["--frob"])
    assert stop.value.code == 2  #! throws-specific business 3 ? status-only
    assert re.search(r"unrecognized arguments: --frob", capsys.readouterr().err)  #! value-partial business 2


def test_quiet_says_nothing(capsys, kitchen):
    args = argparse.Namespace(path=str(kitchen), verbose=0, quiet=True)
    cli.report(args)
    assert args.quiet is True  #! vacuous none 0 no-sut
    assert capsys.readouterr().out == ""  #! value business 3


def test_docs_opens_the_browser(run, monkeypatch):
    opened = []
    monkeypatch.setattr(cli.webbrowser, "open", opened.append)
    run("docs", "check")
    assert opened == ["https://pantry.test/docs#check"]  #! call-args business 2


def test_edit_uses_the_editor_variable(run, kitchen):
    with mock.patch.object(cli.subprocess, "run") as spawned:
        run("edit", kitchen / "soup.pantry", env={"EDITOR": "nano"})
    spawned.assert_called_once_with(["nano", str(kitchen / "soup.pantry")], check=True)  #! call-args business 2


def test_export_writes_one_file():
    opener = mock.mock_open()
    with mock.patch("pantry.cli.open", opener, create=True):
        cli.export("Toast\n- bread\n", "out.txt")
    opener().write.assert_called_once_with("Toast\n- bread\n")  #! call-args business 2


def test_dry_run_touches_nothing(run, kitchen):
    with mock.patch("pantry.cli.write_atomic") as write:
        result = run("fmt", "--dry-run", kitchen)
    write.assert_not_called()  #! call business 2 absent
    assert result.output.splitlines()[-1].endswith("would change 1 file")  #! value-partial business 2


def test_watch_polls_until_interrupted(kitchen):
    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 3:
            raise KeyboardInterrupt

    cli.watch(kitchen, sleep=nap)
    assert len(naps) == 3  #! call type/shape 1 ? size


def test_init_creates_a_kitchen(run, tmp_path):
    run("init", tmp_path / "new")
    check_layout(tmp_path / "new")  #! unknown ambiguous -
    assert len(list((tmp_path / "new").glob("*.pantry"))) == 1  #! size type/shape 2
    assert any(line.startswith("serves:") for line in (tmp_path / "new" / "example.pantry").open())  #! value-partial business 2 ? relational


@pytest.mark.xfail(reason="gh-212: fractions in ranges")
def test_fraction_ranges():
    assert parse_quantity("1/2-1 cup").amount == (0.5, 1)  #! value business 0 tolerated
