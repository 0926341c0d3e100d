# Imitates a command-line tool for ledgers: capsys, click's runner, golden files and snapshot plugins.
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from ledgercli import __version__
from ledgercli.cli import main, run
from ledgercli.parser import LedgerSyntaxError, parse, unparse
from ledgercli.render import render_html, render_table
from tests.goldens import assert_matches_golden, expect_exit

HERE = Path(__file__).parent
SCHEMA = {"type": "object", "required": ["accounts", "total"], "properties": {"total": {"type": "integer"}}}
JOURNAL = "2024-01-02 * Rent\n  expenses:rent  800\n  assets:bank\n"


@pytest.fixture
def runner():
    return CliRunner()


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "j.ledger"
    path.write_text(JOURNAL)
    return path


def test_version(runner):
    result = runner.invoke(main, ["--version"])
    assert result.exit_code == 0  #! status-only shape 1 supporting
    assert result.output == f"ledgercli {__version__}\n"  #! value business 2 shared-constant


def test_help_exits_cleanly(runner):
    result = runner.invoke(main, ["--help"])
    assert result.exit_code == 0  #! status-only shape 1
    assert result.exception is None  #! no-throw shape 1 ? existence


def test_balance(runner, journal):
    result = runner.invoke(main, ["balance", str(journal)])
    assert result.exit_code == 0  #! status-only shape 1 supporting
    assert "expenses:rent" in result.output  #! value-partial business 2
    assert "800" in result.output  #! value-partial business 2


def test_balance_of_a_broken_file(runner, tmp_path):
    (tmp_path / "bad.ledger").write_text("2024-13-40 nonsense")
    result = runner.invoke(main, ["balance", str(tmp_path / "bad.ledger")])
    assert result.exit_code == 2  #! status-only shape 1 supporting
    assert "bad.ledger:1" in result.output  #! value-partial business 2
    assert "Traceback" not in result.output  #! relational business 1 negative


def test_unknown_command(runner):
    result = runner.invoke(main, ["frobnicate"])
    assert result.exit_code != 0  #! status-only shape 1 negative ? relational


def test_as_a_process(journal):
    done = subprocess.run([sys.executable, "-m", "ledgercli", "stats", str(journal)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr  #! status-only shape 1 supporting
    assert done.stdout.splitlines()[-1] == "1 transaction, 2 postings"  #! value business 3
    assert done.stderr == ""  #! value business 3


def test_run_prints(capsys, journal):
    run(["register", str(journal)])
    out, err = capsys.readouterr()
    assert out.count("\n") == 2  #! size shape 2 ? value
    assert not err  #! value business 3 ? existence


def test_exit(capsys):
    with pytest.raises(SystemExit) as exit_info:  #! throws-specific business 2
        run(["register", "--nope"])
    assert exit_info.value.code == 2  #! throws-specific business 3 ? status-only


def test_table_snapshot(snapshot):
    assert render_table(parse(JOURNAL)) == snapshot  #! snapshot ambiguous 2


def test_html_snapshot(snapshot):
    snapshot.assert_match(render_html(parse(JOURNAL)), "journal.html")  #! snapshot ambiguous 2


def test_balances_regression(data_regression):
    data_regression.check(parse(JOURNAL).balances())  #! snapshot ambiguous 2


def test_totals_regression(num_regression):
    num_regression.check({"total": [t.total for t in parse(JOURNAL).transactions]})  #! snapshot ambiguous 2


def test_html_regression(file_regression):
    file_regression.check(render_html(parse(JOURNAL)), extension=".html")  #! snapshot ambiguous 2


@pytest.mark.parametrize("name", ["empty", "rent", "split"])
def test_goldens(name, request):
    actual = render_table(parse((HERE / "goldens" / f"{name}.ledger").read_text()))
    golden = HERE / "goldens" / f"{name}.txt"
    if request.config.getoption("--update-goldens"):
        golden.write_text(actual)
    assert actual == golden.read_text()  #! snapshot ambiguous 2 table


def test_golden_helper(journal):
    assert_matches_golden(render_html(parse(journal.read_text())), "rent.html")  #! unknown ambiguous 0
    expect_exit(["check", str(journal)], 0)  #! unknown ambiguous 0


def test_json_schema(runner, journal):
    result = runner.invoke(main, ["export", "--json", str(journal)])
    document = json.loads(result.output)
    jsonschema.validate(document, SCHEMA)  #! shape shape 2 implicit
    assert list(document) == ["accounts", "total"]  #! shape shape 2
    assert isinstance(document["total"], int)  #! type-only shape 1


def test_json_is_json(runner, journal):
    result = runner.invoke(main, ["export", "--json", str(journal)])
    try:
        json.loads(result.output)
    except json.JSONDecodeError:
        pytest.fail("no JSON")  #! type-only shape 1 ? no-throw


def test_unparse():
    assert unparse(parse(JOURNAL)) == JOURNAL  #! relational business 3
    assert parse(unparse(parse(JOURNAL))) == parse(JOURNAL)  #! relational business 3


def test_syntax_error():
    with pytest.raises(LedgerSyntaxError, match=r"line 2: unbalanced by 5\.00"):  #! throws-specific business 3
        parse("2024-01-02 * Rent\n  expenses:rent  5\n  assets:bank  0\n")


def test_parse_error_is_given_back():
    outcome = parse("nonsense", errors="return")
    assert isinstance(outcome, LedgerSyntaxError)  #! throws-specific business 2
    assert outcome.line == 1  #! throws-specific business 3 ? value


def assert_options_are_sane(options):
    """Production-like guard: only used by the script below, never by a test."""
    assert options.width > 0, "width"


if __name__ == "__main__":
    run(sys.argv[1:])
