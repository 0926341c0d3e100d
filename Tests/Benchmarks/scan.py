#!/usr/bin/env python3
"""Times `tocsin scan` on a repository of 5,000 test files against two peers, in one run.

usage: scan.py TOCSIN FOLDER [SOURCE…]

The repository is made in FOLDER: test files of the SOURCE folders (without any, of the standard
library's `test` package), copied under new names until there are 5,000. The peers are `ruff check
--select PT` (which uses all cores) and a tree-sitter parse of the same files (one core), both
installed from PyPI into a private environment. Every round runs each command once, so that what
else the machine does hits all of them. Prints medians of five rounds, warm, of the time on the
clock and of the processor.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
import venv

FILES = 5_000
ROUNDS = 5
PARSE = """
import pathlib, sys
import tree_sitter, tree_sitter_python
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))
for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    parser.parse(path.read_bytes())
"""


def make(folder, sources):
    tests = sorted(path for source in sources for path in pathlib.Path(source).rglob("test*.py")
                   if path.is_file() and 0 < path.stat().st_size < 100_000)
    shutil.rmtree(folder, ignore_errors=True)
    size = 0
    for number in range(FILES):
        source = tests[number % len(tests)]
        target = folder / f"part{number // 100:03d}" / f"test_{number:05d}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        size += target.write_bytes(source.read_bytes())
    return size


def seconds(command, environment, cores):
    """On the clock and of the processor."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
                   preexec_fn=lambda: os.sched_setaffinity(0, cores))
    after = os.times()
    used = after.children_user + after.children_system
    return (time.perf_counter() - began,
            used - before.children_user - before.children_system)


def main():
    tocsin, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    sources = sys.argv[3:] or [pathlib.Path(sysconfig.get_paths()["stdlib"]) / "test"]
    size = make(folder / "tree", sources)
    environment = folder / "environment"
    if not environment.exists():
        venv.create(environment, with_pip=True)
        subprocess.run([environment / "bin" / "pip", "install", "-q", "ruff", "tree-sitter",
                        "tree-sitter-python"], check=True)
    tree = str(folder / "tree")
    cores = os.sched_getaffinity(0)
    one = {min(cores)}
    scan = [tocsin, "scan", tree]
    rows = [
        ("tocsin scan (text)", scan + ["--no-cache"], cores),
        ("tocsin scan (json)", scan + ["--no-cache", "--format", "json"], cores),
        ("tocsin scan (text), one core", scan + ["--no-cache"], one),
        ("tocsin scan (text), from the cache", scan, cores),
        ("ruff check --select PT", [str(environment / "bin" / "ruff"), "check", "--no-cache",
                                    "--isolated", "--select", "PT", tree], cores),
        ("tree-sitter parse, one core", [str(environment / "bin" / "python"), "-c", PARSE, tree],
         one),
    ]
    variables = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
    times = [[] for _ in rows]
    for _ in range(ROUNDS + 1):
        for row, (_, command, where) in enumerate(rows):
            times[row].append(seconds(command, variables, where))
    print(f"{FILES} files, {size / 1e6:.1f} MB")
    print("| command | seconds, median (least–most) | of the processor | files/s | MB/s |")
    print("| --- | --- | --- | --- | --- |")
    for (name, _, _), all_times in zip(rows, times):
        clock = sorted(time for time, _ in all_times[1:])
        middle = statistics.median(clock)
        used = statistics.median(time for _, time in all_times[1:])
        print(f"| {name} | {middle:.2f} ({clock[0]:.2f}–{clock[-1]:.2f}) | {used:.2f} | "
              f"{FILES / middle:,.0f} | {size / 1e6 / middle:.1f} |", flush=True)


main()
