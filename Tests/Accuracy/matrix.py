#!/usr/bin/env python3
"""Static against dynamic: what the class of an assertion predicts, and what the mutation runner finds.

    Tests/Accuracy/matrix.py TOCSIN     the table of the cells
    --write          the same into Reports/static-dynamic.md
    --folder FOLDER  where the projects are written and kept (otherwise a temporary one)
    --only TEXT      only cells whose name (python/value/leaf/1) holds TEXT, those in FOLDER of before
                     besides
    --all            the mutation runner for every form of an assertion in every language; otherwise it
                     runs each cell once in Python, those that must fail once in JavaScript, and what
                     the plain command refutes
    --by-hand        without the mutation runner

For each cell of the class-by-perturbation matrix that says `x` (must fail) or `.` (must pass), a tiny
project is written with one test and one assertion of that class. Of each, five things are looked at:
the perturbed source differs from the original in the facet of its column and in no other (both are
run and shown); `tocsin scan` finds one assertion, of that class; the plain test command fails or passes
with the perturbed source; the perturbed source is one of the mutants of `tocsin`; and that mutant was
killed or survived as the matrix says.
"""
import argparse
import functools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import matrix_cells
import matrix_javascript
import matrix_python
import matrix_report

LANGUAGES = [matrix_python, matrix_javascript]


def run(command, folder, timeout=300):
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace",
                          timeout=timeout, env=environment)


@functools.cache
def observed(language, source):
    """What the probe of a language shows of a shop."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, language.SOURCE).write_text(source)
        shown = run(language.PROBE_COMMAND, folder)
    if shown.returncode != 0:
        raise RuntimeError(shown.stderr[-300:])
    return json.loads(shown.stdout)


def scanned(tocsin, folder):
    """The classes of the assertions that the classifier finds."""
    shown = run([tocsin, "scan", ".", "--format", "json"], folder)
    tests = [test for file in json.loads(shown.stdout)["files"] for test in file["tests"]]
    return [row["class"] for test in tests for row in test["assertions"]]


def applied(source, mutant):
    lines = source.split("\n")
    start = sum(len(line) + 1 for line in lines[:mutant["line"] - 1]) + mutant["column"] - 1
    return source[:start] + mutant["replacement"] + source[start + len(mutant["original"]):]


def mutated(tocsin, folder, cell, source, perturbed):
    """The status of the mutant that makes the perturbed source, its operator, and who noticed."""
    output = folder.parent / (folder.name + "-report")
    shutil.rmtree(output, ignore_errors=True)
    shown = run([tocsin, ".", "--output", str(output), "--no-progress", "--quiet",
                 "--since", "HEAD", "--per-line", "9"], folder)
    path = output / "report.json"
    if shown.returncode not in (0, 4) or not path.exists():
        return f"exit {shown.returncode}: {shown.stdout[-200:]}{shown.stderr[-300:]}", "", ""
    wanted = "".join(perturbed.split())
    for mutant in json.loads(path.read_text())["mutants"]:
        if (mutant["path"] == cell.language.SOURCE
                and "".join(applied(source, mutant).split()) == wanted):
            return mutant["status"], mutant["operator"], mutant.get("by") or ""
    return "no such mutant", "", ""


def written(folder, cell):
    """Writes a cell's project, as a repository in which the perturbed line is new."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files, perturbed = matrix_cells.project(cell)
    source = files[cell.language.SOURCE]
    for path, text in files.items():
        (folder / path).write_text(text)
    (folder / cell.language.SOURCE).write_text(source.replace(cell.change[2], "…"))
    run(["git", "init", "-q"], folder)
    run(["git", "add", "."], folder)
    who = ["-c", "user.name=matrix", "-c", "user.email=matrix@example.org"]
    run(["git", *who, "commit", "-q", "-m", "Shop"], folder)
    return source, perturbed


def is_chosen(cell):
    """Whether the mutation runner is asked too: for one form of each cell."""
    is_first = cell.number == 0 or cell.prediction == "."
    return is_first and (cell.language is matrix_python or cell.prediction == "x")


def judged(cell, tocsin, base, is_run, is_run_if_refuted):
    folder = base / str(cell).replace("/", "-").replace("+", "-appears")
    source, perturbed = written(folder, cell)
    place = folder / cell.language.SOURCE
    place.write_text(perturbed)
    hand = "survived" if run(cell.language.COMMAND, folder).returncode == 0 else "killed"
    place.write_text(source)
    green = run(cell.language.COMMAND, folder).returncode == 0
    is_run = is_run or is_run_if_refuted and hand != cell.expected
    row = {
        "cell": str(cell), "language": cell.language.NAME, "class": cell.classified,
        "column": cell.column, "prediction": cell.prediction, "expected": cell.expected,
        "green": green, "hand": hand, "scan": scanned(tocsin, folder), "form": cell.form,
        "as said": matrix_cells.is_as_said(
            cell, *[observed(cell.language, text) for text in matrix_cells.whole(cell)]),
    }
    row["status"], row["operator"], row["by"] = (
        mutated(tocsin, folder, cell, source, perturbed) if is_run else ("", "", ""))
    row["wrong"] = [text for text, holds in [
        ("the perturbation is not that of its column", row["as said"]),
        ("the suite fails as it is", green),
        (f"scan says {', '.join(row['scan']) or 'nothing'}", row["scan"] == [cell.classified]),
        (f"{hand} by the plain command", hand == cell.expected),
        (f"{row['status']} by tocsin", not is_run or row["status"] == cell.expected)]
        if not holds]
    return row


def main():
    options = argparse.ArgumentParser()
    options.add_argument("tocsin")
    options.add_argument("--folder")
    options.add_argument("--write", action="store_true")
    options.add_argument("--all", action="store_true")
    options.add_argument("--by-hand", action="store_true")
    options.add_argument("--only", default="")
    options = options.parse_args()
    base = pathlib.Path(options.folder or tempfile.mkdtemp()).resolve()
    base.mkdir(parents=True, exist_ok=True)
    kept = base / "cells.json"
    rows = json.loads(kept.read_text()) if options.only and kept.exists() else {}
    for cell in matrix_cells.cells(LANGUAGES, options.only):
        chosen = [not options.by_hand and (options.all or is_chosen(cell)), not options.by_hand]
        row = judged(cell, os.path.abspath(options.tocsin), base, *chosen)
        rows[str(cell)] = row
        shown = "; ".join(row["wrong"]) or "confirmed"
        print(f"{cell} {cell.prediction} {row['operator']}: {shown}", flush=True)
        kept.write_text(json.dumps(rows, indent=1))
    matrix_report.show(list(rows.values()), options.write)


if __name__ == "__main__":
    main()
