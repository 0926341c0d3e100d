#!/usr/bin/env python3
"""Compares what `--reuse` keeps of an earlier run with a fresh run, after each of many edits.

usage: reuse.py TOCSIN FOLDER [--only NAME] [--edits N] [--seed N] [--sample N] [--functions]

The project is fetched as `hosts.py` does. Every edit concerns one place and is drawn at
random: a mutant that the suite does not notice is written into the code for good, a statement that
does nothing is put into a function or a test, an assertion or a test is removed, doubled or
renamed, a test, a constant or a comment is added. Edits that turn the suite red are taken back,
since neither way would judge anything. Then the tree is judged with what the run before has left,
and anew; both must agree in status and cause for every mutant. With `--functions` only functions of
the code change. Prints Markdown: what was kept, what differs, and seconds of both, medians.
"""
import argparse
import importlib
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
host = importlib.import_module("hosts")


class Project:
    def __init__(self, program, base, row, arguments):
        name, archive, packages, self.arguments, code = row
        self.program, self.sample = program, arguments.sample
        self.chance = random.Random(arguments.seed)
        self.tree = host.fetch("pypi", archive, base / name)
        self.python = host.environment(base / name / "environment", packages)
        self.code = self.tree / code
        self.variables = dict(os.environ)
        if (self.tree / "src").is_dir():
            self.variables["PYTHONPATH"] = "src"
        self.kept, self.fresh = base / f"{name}-kept", base / f"{name}-fresh"
        for folder in (self.kept, self.fresh):
            shutil.rmtree(folder, ignore_errors=True)

    def judge(self, output, *options):
        began = time.time()
        call = [self.program, "mutate", str(self.tree), "--output", str(output), "--sample",
                str(self.sample), "--test-command", f"{self.python} {self.arguments}",
                "--no-progress", *options]
        done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env=self.variables)
        if done.returncode not in (0, 1):
            return None, done.stdout, 0
        report = json.loads((output / "report.json").read_text())
        return report["mutants"], done.stdout, time.time() - began

    def is_green(self):
        call = [str(self.python), "-B", *self.arguments.split()]
        return subprocess.run(call, cwd=self.tree, env=self.variables,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def files(self, are_tests):
        found = [path for path in self.tree.rglob("*.py")
                 if ("test" in str(path.relative_to(self.tree))) == are_tests]
        return sorted(path for path in found
                      if are_tests or path == self.code or self.code in path.parents)

    def blocks(self, path, pattern):
        """The lines of the file, and of each function whose name fits its first, the one after its last, and its indent."""
        lines = path.read_text().split("\n")
        for at, line in enumerate(lines):
            fit = re.match(r"( *)def " + pattern + r"\(", line)
            if not fit or not line.rstrip().endswith(":"):
                continue
            end = at + 1
            while end < len(lines) and (not lines[end].strip()
                                        or lines[end].startswith(fit[1] + " ")):
                end += 1
            yield lines, at, end, fit[1]

    def drawn(self, are_tests, pattern):
        path = self.chance.choice(self.files(are_tests))
        blocks = list(self.blocks(path, pattern))
        return (path, *self.chance.choice(blocks)) if blocks else None

    def edit(self, survivors, only_functions):
        """A path and its new text; None when the drawn edit does not fit the drawn file."""
        kind = self.chance.randrange(2 if only_functions else 9)
        if kind == 0 and survivors:
            row = self.chance.choice(survivors)
            path = self.tree / row["path"]
            lines = path.read_text().split("\n")
            line = lines[row["line"] - 1]
            if row["line"] != row["endLine"]:
                return None
            end = row["endColumn"] - 1
            lines[row["line"] - 1] = line[:row["column"] - 1] + row["replacement"] + line[end:]
            return path, "\n".join(lines)
        if kind in (0, 1, 2):
            drawn = self.drawn(kind == 2, r"\w+")
            if drawn is None:
                return None
            path, lines, at, end, indent = drawn
            body = at + 1
            if lines[body].strip()[:1] in ('"', "'", "r"):
                return None
            return path, "\n".join(lines[:body] + [indent + "    pass"] + lines[body:])
        if kind == 3:
            path = self.chance.choice(self.files(self.chance.random() < 0.5))
            name = f"ADDED_{self.chance.randrange(999)}"
            return path, path.read_text() + self.chance.choice([f"\n{name} = 1\n", f"\n# {name}\n"])
        drawn = self.drawn(True, r"test\w*")
        if drawn is None:
            return None
        path, lines, at, end, indent = drawn
        if kind == 4:
            changed = lines[:at] + lines[end:]
        elif kind == 5:
            changed = lines[:at] + [lines[at].replace("def test", "def test_more_", 1)] + lines[at + 1:]
        elif kind == 6:
            more = [lines[at].replace("def test", "def test_again_", 1)] + lines[at + 1:end]
            changed = lines[:end] + more + lines[end:]
        else:
            places = [n for n in range(at + 1, end) if re.match(r" *(assert |self\.assert)", lines[n])
                      and lines[n].rstrip().endswith((")", "]", "'", '"')) and
                      lines[n].count("(") == lines[n].count(")")]
            if not places:
                return None
            place = self.chance.choice(places)
            pad = re.match(" *", lines[place])[0]
            changed = lines[:place] + [pad + "pass"] + lines[place + 1:]
        return path, "\n".join(changed)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tocsin")
    parser.add_argument("folder")
    parser.add_argument("--only", default="inflection")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=100000)
    parser.add_argument("--functions", action="store_true")
    arguments = parser.parse_args()
    base = pathlib.Path(arguments.folder).resolve()
    base.mkdir(parents=True, exist_ok=True)
    row = next(row for row in host.PROJECTS if row[0] == arguments.only)
    project = Project(str(pathlib.Path(arguments.tocsin).resolve()), base, row, arguments)
    mutants, text, first = project.judge(project.kept, "--reuse")
    if mutants is None:
        sys.exit(text)
    done = compared = reused = 0
    different, seconds = [], []
    while done < arguments.edits:
        survivors = [row for row in mutants if row["status"] == "survived"]
        found = project.edit(survivors, arguments.functions)
        if found is None:
            continue
        path, after = found
        before = path.read_text()
        path.write_text(after)
        if before == after or not project.is_green():
            path.write_text(before)
            continue
        kept, text, quick = project.judge(project.kept, "--reuse")
        fresh, other, slow = project.judge(project.fresh, "--restart")
        if kept is None or fresh is None:
            print(f"<!-- refused: {text[-200:] if kept is None else other[-200:]} -->")
            path.write_text(before)
            continue
        done += 1
        fit = re.search(r"(\d+) of \d+ outcomes are those of an earlier run", text)
        number = int(fit[1]) if fit else 0
        seconds.append((quick, slow, number / max(1, len(kept))))
        reused += number
        others = {row["id"]: row for row in fresh}
        for row in kept:
            other = others.get(row["id"])
            compared += 1
            if other is None or (row["status"], row["by"]) != (other["status"], other["by"]):
                different.append((done, str(path.relative_to(project.tree)), row, other))
        mutants = kept
    median = [statistics.median(one) for one in zip(*seconds)]
    print("| project | edits | mutants | outcomes compared | kept | differ | first run, s | with reuse, s"
          " | anew, s | anew / reuse |\n|" + " --- |" * 10)
    ratios = [slow / quick for quick, slow, _ in seconds]
    print(f"| {arguments.only} | {done} | {len(mutants)} | {compared} |"
          f" {reused} | {len(different)} | {first:.1f} | {median[0]:.1f} | {median[1]:.1f} |"
          f" {statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f}) |")
    for number, path, one, other in different:
        there = other and (other["status"], other["by"], other["killedBy"][:2])
        print(f"<!-- edit {number} in {path}: {one['path']}:{one['line']} {one['operator']} kept "
              f"{one['status']} {one['by']} {one['killedBy'][:2]}, anew {there} -->")


if __name__ == "__main__":
    main()
