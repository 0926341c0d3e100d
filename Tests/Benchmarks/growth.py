#!/usr/bin/env python3
"""How time and memory of a campaign grow with its mutants.

usage: growth.py TOCSIN FOLDER [--sizes N,…]

Makes Python projects of modules with twenty functions each, every function with a unittest test of
its own, and plants about as many errors as each size says. Prints a Markdown table: seconds of the
wall and of the processor, the memory of the largest process, the size of the page, and the exponent
of the wall between neighbouring sizes.
"""
import argparse
import json
import math
import os
import pathlib
import shutil
import subprocess
import time

FUNCTION = '''
def f{n}(a, b):
    if a > b:
        return a - b * {n}
    return a + b
'''
TEST = '''
    def test_{n}(self):
        self.assertEqual(m{m}.f{n}(1, 2), 3)
        self.assertEqual(m{m}.f{n}(3, 2), 3 - 2 * {n})
'''


def project(folder, functions):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "__init__.py").write_text("")
    for module in range(functions // 20):
        numbers = range(module * 20, module * 20 + 20)
        (folder / f"m{module}.py").write_text("\n".join(FUNCTION.format(n=n) for n in numbers))
        (folder / "tests" / f"test_m{module}.py").write_text(
            f"import unittest\nimport m{module}\n\n\nclass M{module}(unittest.TestCase):"
            + "".join(TEST.format(n=n, m=module) for n in numbers))


def watched(call, journal):
    """Runs a command; its seconds, those until a mutant stands in the journal, and its usage."""
    began, first, done = time.time(), None, 0
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL)
    while not done:
        done, _, usage = os.wait4(process.pid, 0 if first else os.WNOHANG)
        if not done and journal.exists() and b'"mutant"' in journal.read_bytes():
            first = time.time() - began
        elif not done:
            time.sleep(0.02)
    return time.time() - began, first, usage


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tocsin")
    parser.add_argument("folder")
    parser.add_argument("--sizes", default="500,2000,8000,20000")
    arguments = parser.parse_args()
    base = pathlib.Path(arguments.folder).resolve()
    print("| mutants | judged | wall s | processor s | first outcome s | one run of the suite s"
          " | peak MiB | page MiB | exponent |\n|" + " --- |" * 9)
    before = None
    for size in map(int, arguments.sizes.split(",")):
        tree, output = base / f"growth-{size}", base / f"growth-{size}-report"
        project(tree, max(20, size // 8 // 20 * 20))
        shutil.rmtree(output, ignore_errors=True)
        command = "python3 -m unittest discover -s tests -t ."
        began = time.time()
        subprocess.run(command.split(), cwd=tree, check=True, stderr=subprocess.DEVNULL)
        suite = time.time() - began
        call = [arguments.tocsin, "mutate", str(tree), "--output", str(output), "--no-progress",
                "--quiet", "--sample", str(size), "--test-command", command]
        wall, first, usage = watched(call, output / "journal.jsonl")
        report = json.loads((output / "report.json").read_text())
        count = len(report["mutants"])
        judged = sum(row["status"] in ("killed", "survived", "not-reached")
                     for row in report["mutants"])
        exponent = ""
        if before:
            exponent = f"{math.log(wall / before[1]) / math.log(count / before[0]):.2f}"
        before = (count, wall)
        page = (output / "index.html").stat().st_size / 2**20
        print(f"| {count} | {judged} | {wall:.1f} | {usage.ru_utime + usage.ru_stime:.1f} | "
              f"{first or wall:.1f} | {suite:.1f} | {usage.ru_maxrss / 1024:.0f} | {page:.1f} | {exponent} |", flush=True)


if __name__ == "__main__":
    main()
