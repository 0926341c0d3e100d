#!/usr/bin/env python3
"""Kinds of tests against what they killed, on real projects.

    Tests/Accuracy/joined.py NAME=REPORT.json…      the tables of reports of `tocsin --matrix full`
    Tests/Accuracy/joined.py --run TOCSIN FOLDER    fetches the projects, makes the reports and
                                                    prints the tables; one project after another

Of the tests whose strongest assertion is on the type/shape side: what share killed a leaf mutant? Of
the business tests: what share killed none? A leaf mutant moves a value and leaves type, shape and size
alone: its operator belongs to one of the FAMILIES or OPERATORS below. Bodies and results that are
emptied, statements, guards and calls left out, and members kept or lost are none. Only mutants that
were killed or survived count, and of them only those that a test reaches.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys

import matrix_report

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "RealProjects"))

FAMILIES = {"arithmetic", "constant", "logical", "relational", "rounding", "time"}
NUMBERS = {"arithmetic", "constant", "rounding", "time"}
OPERATORS = {"negate-condition", "negate-result", "money-factor", "mix-currency-unit", "extremum",
             "quantifier", "normalisation"}
# A fair sample of this many mutants each, and at most this long; in this order.
SAMPLES = {
    "simplejson": 150, "cachetools": 120, "js-yaml": 120, "kind-of": 130, "itsdangerous": 100,
    "inflection": 100, "arg": 60, "css-what": 60, "uuid": 60, "semver": 60,
}
# Where whole bodies alone would use the time up: the files that get mutants.
FILES = {"js-yaml": "lib/type/*.js"}
BUDGET = "225s"


def is_leaf(mutant):
    return mutant["family"] in FAMILIES or mutant["operator"] in OPERATORS


def share(part, whole):
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def with_kinds(tests):
    """The tests that ran, each with its kind.

    A test file that loads others runs their tests under its own name, below its own titles. Such a
    test is known to the runner alone, without a kind; it takes that of the test cases that did not
    run as themselves and whose titles end its own, if all of them are of one kind.
    """
    idle = [test for test in tests if test["verdict"] is None and test["kind"]]
    for test in tests:
        if test["verdict"] is None or test["verdict"] in ("flaky", "skipped"):
            continue
        kinds = {row["kind"] for row in idle
                 if (" > " + test["name"]).endswith(" > " + row["name"])}
        if test["kind"] is None and len(kinds) == 1:
            test = dict(test, kind=kinds.pop())
        yield test


class Figures:
    """What the tests of one report, or of several, came by and noticed."""

    def __init__(self, reports):
        self.kinds = {}
        self.exceptions = []
        for report in reports:
            judged = [row for row in report["mutants"] if row["status"] in ("killed", "survived")]
            for test in with_kinds(report["tests"]):
                self.add(test, judged)

    def add(self, test, judged):
        key = test["id"]
        reached = [m for m in judged if key in m["reachedBy"] or key in m["killedBy"]]
        leaves = [m for m in reached if is_leaf(m)]
        killed = [m for m in reached if key in m["killedBy"]]
        asserted = [m for m in killed if key in m["killedByAssertion"]]
        row = {
            "tests": True, "reached": bool(reached), "reached leaf": bool(leaves),
            "killed": bool(killed), "asserted": bool(asserted),
            "reached number": any(m["family"] in NUMBERS for m in reached),
            "killed number": any(m["family"] in NUMBERS for m in killed),
            "killed leaf": any(is_leaf(m) for m in killed),
            "asserted leaf": any(is_leaf(m) for m in asserted),
        }
        counts = self.kinds.setdefault(test["kind"], dict.fromkeys(row, 0))
        for name, holds in row.items():
            counts[name] += holds
        if test["kind"] == "shape" and row["asserted leaf"]:
            self.exceptions.append((test, [m for m in asserted if is_leaf(m)]))
        if test["kind"] == "business" and reached and not killed:
            self.exceptions.append((test, reached))

    def of(self, kind):
        return self.kinds.get(kind, collections.Counter())

    def cells(self):
        shape, business = self.of("shape"), self.of("business")
        others = sum(row["tests"] for row in self.kinds.values())
        return [
            str(others - shape["tests"] - business["tests"]), str(shape["tests"]),
            share(shape["killed leaf"], shape["reached leaf"]),
            share(shape["asserted leaf"], shape["reached leaf"]),
            share(shape["killed number"], shape["reached number"]), str(business["tests"]),
            share(business["reached"] - business["killed"], business["reached"]),
            share(business["reached leaf"] - business["killed leaf"], business["reached leaf"]),
        ]


HEAD = ["project", "judged mutants (leaf)", "tests of other or unknown kind", "type/shape tests",
        "killed a leaf mutant", "… by an assertion", "… of a number",
        "business tests", "killed none", "killed no leaf mutant"]


def tables(reports):
    """Tables of reports by name; every share is of the tests that reached such a mutant."""
    lines = ["| " + " | ".join(HEAD) + " |", "| --- |" + " ---: |" * (len(HEAD) - 1)]
    for name, chosen in [*((name, [report]) for name, report in reports.items()),
                         ("**all**", list(reports.values()))]:
        judged = [m for report in chosen for m in report["mutants"]
                  if m["status"] in ("killed", "survived")]
        count = f"{len(judged)} ({sum(map(is_leaf, judged))})"
        lines.append("| " + " | ".join([name, count, *Figures(chosen).cells()]) + " |")
    return "\n".join(lines) + "\n"


def exceptions(reports):
    """The tests that contradict their kind, each with what it killed or came by."""
    lines = []
    for name, report in reports.items():
        for test, mutants in Figures([report]).exceptions:
            what = "killed by an assertion" if test["kind"] == "shape" else "reached, killed none of"
            shown = ", ".join(f"{m['path']}:{m['line']} {m['operator']}" for m in mutants[:3])
            lines.append(f"{name}: {test['kind']} {test['path']}:{test['line']} {test['name']}: "
                         f"{what} {len(mutants)}: {shown}")
    return "\n".join(lines)


def made(tocsin, folder, only):
    """Runs `tocsin --matrix full` on the projects of `RealProjects/run.py`."""
    import run
    reports = {}
    projects = {row[0]: row for row in run.PROJECTS}
    for name, kind, archive, command in [projects[name] for name in SAMPLES]:
        if only and name not in only:
            continue
        place = folder / name
        try:
            tree = run.fetch(kind, archive, place)
            environment = run.prepared(name, kind, tree, place)
        except Exception as error:  # one project must not hide the others
            print(f"{name}: {error}", file=sys.stderr)
            continue
        call = [tocsin, str(tree), "--output", str(place / "report"), "--test-command", command,
                "--matrix", "full", "--sample", str(SAMPLES[name]), "--budget", BUDGET,
                "--restart", "--no-progress", "--quiet"]
        if name in FILES:
            call += ["--file", FILES[name]]
        shown = subprocess.run(call, env=environment, capture_output=True, text=True,
                               errors="replace")
        if shown.returncode not in (0, 4):
            print(f"{name}: exit {shown.returncode}: {shown.stderr[-300:]}", file=sys.stderr)
            continue
        reports[name] = json.loads((place / "report" / "report.json").read_text())
        print(f"{name}: {reports[name]['statuses']}", file=sys.stderr, flush=True)
    return reports


def main():
    options = argparse.ArgumentParser()
    options.add_argument("reports", nargs="*", metavar="NAME=REPORT.json")
    options.add_argument("--run", nargs=2, metavar=("TOCSIN", "FOLDER"))
    options.add_argument("--only", default="")
    options.add_argument("--write", action="store_true",
                         help="the tables into Reports/static-dynamic.md")
    options.add_argument("--exceptions", action="store_true",
                         help="also the tests that contradict their kind")
    options = options.parse_args()
    reports = {}
    for text in options.reports:
        name, path = text.split("=", 1)
        reports[name] = json.loads(pathlib.Path(path).read_text())
    if options.run:
        tocsin, folder = options.run
        only = set(filter(None, options.only.split(",")))
        reports.update(made(os.path.abspath(tocsin), pathlib.Path(folder).resolve(), only))
    if options.write:
        matrix_report.put("real projects", tables(reports))
    else:
        print(tables(reports))
    if options.exceptions:
        print(exceptions(reports))


if __name__ == "__main__":
    main()
