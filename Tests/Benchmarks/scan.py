#!/usr/bin/env python3
"""Times `tocsin scan` on a repository of 5,000 test files against two peers, in one run.

usage: scan.py TOCSIN FOLDER [SOURCE…]

The repository is made in FOLDER: test files of the SOURCE folders (without any, of the standard
library's `test` package), copied under new names until there are 5,000. The peers are `ruff check
--select PT` (which uses all cores) and a tree-sitter parse of the same files (one core), both
installed from PyPI into a private environment. Prints medians of five rounds, warm.
"""
import pathlib
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
import venv

FILES = 5_000
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


def median(command):
    times = []
    for _ in range(6):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:]), min(times[1:]), max(times[1:])


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
    rows = [
        ("tocsin scan (text)", [tocsin, "scan", tree]),
        ("tocsin scan (json)", [tocsin, "scan", tree, "--format", "json"]),
        ("ruff check --select PT", [str(environment / "bin" / "ruff"), "check", "--no-cache",
                                    "--isolated", "--select", "PT", tree]),
        ("tree-sitter parse", [str(environment / "bin" / "python"), "-c", PARSE, tree]),
    ]
    print(f"{FILES} files, {size / 1e6:.1f} MB")
    print("| command | seconds, median (least–most) | files/s | MB/s |\n| --- | --- | --- | --- |")
    for name, command in rows:
        middle, least, most = median(command)
        print(f"| {name} | {middle:.2f} ({least:.2f}–{most:.2f}) | {FILES / middle:,.0f} | "
              f"{size / 1e6 / middle:.1f} |", flush=True)


main()
