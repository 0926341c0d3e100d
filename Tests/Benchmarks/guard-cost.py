#!/usr/bin/env python3
"""Times test programs without and with all their mutants woven in, none of them chosen.

usage: guard-cost.py WEAVE FOLDER [--only NAME,…] [--rounds N]

WEAVE is the tool of that name that `swift build -c release` makes. The projects are those of
woven.py. Every suite runs by turns plain and woven, its programs by themselves as often as half a
second holds, then by the project's own command, which has nothing left to compile; prints a
Markdown table of medians.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import time

import woven

LANGUAGES = {"go": "go", "cargo": "rust", "swift": "swift"}
ENDINGS = {"go": ".go", "rust": ".rs", "swift": ".swift"}


def sources(tree, language):
    """The files that hold code under test, relative to the tree."""
    ending = ENDINGS[language]
    paths = sorted(p.relative_to(tree) for p in tree.rglob("*" + ending))
    isTest = {
        "go": lambda p: p.name.endswith("_test.go"),
        "rust": lambda p: p.parts[0] != "src",
        "swift": lambda p: p.parts[0].lower() not in ("sources", tree.parents[1].name.lower()),
    }[language]
    return [str(p) for p in paths if not isTest(p)]


def programs(tree, language):
    """Builds the tests, and gives the commands that run them."""
    if language == "go":
        subprocess.run(["go", "test", "-c", "-vet=off", "-o", "suite.test", "."], cwd=tree, check=True,
                       env=environment(tree, language), stdout=subprocess.DEVNULL)
        return [[str(tree / "suite.test")]]
    if language == "rust":
        built = subprocess.run(["cargo", "test", "--offline", "--no-run", "--message-format=json"],
                               cwd=tree, check=True, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
        rows = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
        return [[row["executable"]] for row in rows
                if row.get("executable") and row["profile"]["test"]]
    subprocess.run(["swift", "build", "--build-tests"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    bundle = next(p for p in (tree / ".build" / "debug").iterdir() if p.name.endswith(".xctest"))
    return [[str(bundle)], [str(bundle), "--testing-library", "swift-testing"]]


# What makes the project's own command run the tests again and ask for nothing to be built.
AGAIN = {"go": ["-count=1"], "rust": [], "swift": ["--skip-build"]}


def medians(pairs, measure, rounds):
    """Cells of the plain and the woven times, taken by turns, and of their ratio."""
    times = ([], [])
    for _ in range(rounds):
        for pair, row in zip(pairs, times):
            row.append(measure(*pair))
    cells = [f"{statistics.median(row):.4f} ({min(row):.4f}–{max(row):.4f})" for row in times]
    return [*cells, f"{statistics.median(times[1]) / statistics.median(times[0]):.3f}"]


def environment(tree, language):
    """What Go needs to find a package that is no module."""
    if language != "go" or (tree / "go.mod").exists():
        return dict(os.environ)
    return {**os.environ, "GO111MODULE": "off", "GOPATH": str(tree).partition("/src/")[0]}


def seconds(commands, tree, language, times=1, check=False):
    """How long the commands take, the mean of some runs one after the other."""
    surroundings = environment(tree, language)
    began = time.perf_counter()
    for _ in range(times):
        for command in commands:
            subprocess.run(command, cwd=tree, env=surroundings, check=check,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - began) / times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("weave")
    parser.add_argument("folder")
    parser.add_argument("--only", default=",".join(row[0] for row in woven.PROJECTS))
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    base = pathlib.Path(arguments.folder).resolve()
    base.mkdir(parents=True, exist_ok=True)
    program = os.path.abspath(arguments.weave)
    only = set(arguments.only.split(","))
    print("| project | guards | programs plain, s (least–most) | woven, s (least–most) | ratio "
          "| by the command plain, s | woven, s | ratio |\n|" + " --- |" * 8)
    for name, kind, source, inside, command in woven.PROJECTS:
        if name not in only:
            continue
        language = LANGUAGES[command.split()[0]]
        import_path = inside.partition("gocode/src/")[2]
        plain = base / name / "plain" / "src" / import_path
        guarded = base / name / "woven" / "src" / import_path
        woven.fetch(kind, source, inside, plain)
        shutil.rmtree(guarded, ignore_errors=True)
        shutil.copytree(plain, guarded, symlinks=True)
        kept = base / name / "kept"
        kept.mkdir(exist_ok=True)
        said = subprocess.run([program, language, str(guarded), str(kept), *sources(guarded, language)],
                              env=environment(guarded, language),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if said.returncode != 0:
            raise SystemExit(f"{name}: {said.stdout[-2000:]}")
        if "mutants woven" not in said.stdout.splitlines()[-1]:
            raise SystemExit(f"{name}: {said.stdout[-2000:]}")
        trees = (plain, guarded)
        alone = [(programs(tree, language), tree, language) for tree in trees]
        whole = [([command.split() + AGAIN[language]], tree, language) for tree in trees]
        # A suite of milliseconds is run for half a second or so.
        count = max(1, int(0.5 / min(seconds(*alone[0]) for _ in range(3))))
        programs_alone = medians(
            alone, lambda *suite: seconds(*suite, times=count), arguments.rounds)
        by_command = medians(whole, lambda *suite: seconds(*suite, check=True), arguments.rounds)
        guards = said.stdout.strip().splitlines()[-1]
        print("| " + " | ".join([name, guards, *programs_alone, *by_command]) + " |", flush=True)


if __name__ == "__main__":
    main()
