#!/usr/bin/env python3
"""Compares `tocsin scan` with its cache to a scan without it, after each of many random edits.

usage: scan_cache.py TOCSIN FOLDER SOURCE [EDITS [SEED]]

SOURCE is copied to FOLDER/tree. Every edit concerns one file: a line is removed, doubled or
changed, or a byte is exchanged with size and time of the file kept; a file is added, removed or
renamed; an ignore file or a setting changes; or the edit before is undone. After each edit one scan
uses the cache and one does not; standard output, standard error and exit code must be the same.
Prints how many scans were answered from the cache, and the times at the end, medians of seven.
"""
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

ENDINGS = {".py", ".js", ".ts", ".tsx", ".jsx", ".go", ".rs", ".swift"}
IGNORED = ["*.tmp\n", "{}\n", "test_*\n!{}\n", "/{}\n"]
SETTINGS = [
    ("pytest.ini", "[pytest]\npython_files = test_*.py check_*.py\n"),
    ("pytest.ini", "[pytest]\npython_functions = test check\n"),
    ("tocsin.toml", 'exclude = ["{}"]\n'),
    ("tocsin.toml", 'tests = ["{}"]\n'),
    ("package.json", '{{"jest": {{"testMatch": ["**/{}"]}}}}\n'),
]
LINES = [b"    assert True\n", b"    assert result == 3\n", b"import pytest\n", b"def test_new():\n",
         b"func TestNew(t *testing.T) {\n", b"  expect(total()).toBe(3);\n", b"}\n", b"\n"]


class Tree:
    """A copy of a project, and the way back from the last edit."""

    def __init__(self, source, root, chance):
        self.root, self.chance, self.undo = root, chance, None
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(source, root, ignore=shutil.ignore_patterns(".git", ".build"))

    def files(self):
        return sorted(path for path in self.root.rglob("*")
                      if path.suffix in ENDINGS and path.is_file() and path.stat().st_size)

    def put(self, path, data):
        before = path.read_bytes() if path.exists() else None
        self.undo = lambda: path.write_bytes(before) if before is not None else path.unlink()
        path.write_bytes(data)

    def change_line(self, path):
        lines = path.read_bytes().splitlines(keepends=True)
        at = self.chance.randrange(len(lines))
        lines[at:at + 1] = self.chance.choice(
            [[], [lines[at]] * 2, [self.chance.choice(LINES)], lines[at:at + 1] + [LINES[0]]])
        self.put(path, b"".join(lines))

    def change_byte(self, path):
        status, data = path.stat(), bytearray(path.read_bytes())
        at = self.chance.randrange(len(data))
        data[at] = ord("1") if data[at] != ord("1") else ord("2")
        self.put(path, bytes(data))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def move(self, path):
        name = self.chance.choice(["test_", "moved_", ""]) + f"{self.chance.randrange(99)}{path.name}"
        target = path.with_name(name)
        path.rename(target)
        self.undo = lambda: target.rename(path)

    def remove(self, path):
        data = path.read_bytes()
        path.unlink()
        self.undo = lambda: path.write_bytes(data)

    def edit(self):
        draw, path = self.chance.random(), self.chance.choice(self.files())
        if self.undo and draw < 0.2:
            self.undo()
            self.undo = None
        elif draw < 0.55:
            self.change_line(path)
        elif draw < 0.75:
            self.change_byte(path)
        elif draw < 0.8:
            self.put(path.with_name(f"test_{self.chance.randrange(999)}{path.suffix}"),
                     path.read_bytes())
        elif draw < 0.85:
            self.move(path)
        elif draw < 0.9:
            self.remove(path)
        elif draw < 0.95:
            self.put(path.parent / ".gitignore",
                     self.chance.choice(IGNORED).format(path.name).encode())
        else:
            name, text = self.chance.choice(SETTINGS)
            self.put(self.root / name, text.format(path.name).encode())


def main():
    tocsin, folder, source = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]
    edits = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000
    tree = Tree(source, folder / "tree", random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else 1))
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    environment = dict(os.environ, XDG_CACHE_HOME=str(cache))
    kept = cache / "tocsin"

    def scan(*more):
        return subprocess.run([tocsin, "scan", str(tree.root), "--format", "json", *more],
                              env=environment, capture_output=True)

    def names():
        return {path.name for path in kept.glob("*")}

    hits, answers = 0, set()
    for number in range(edits):
        tree.edit()
        before = names()
        cached = scan()
        hits += names() <= before
        fresh = scan("--no-cache")
        answers.add(hash(fresh.stdout))
        if (cached.stdout, cached.stderr, cached.returncode) != \
                (fresh.stdout, fresh.stderr, fresh.returncode):
            sys.exit(f"edit {number}: a scan with cache and one without differ")
    print(f"{edits} edits, {len(answers)} different answers, {hits} given from the cache: all equal")
    size = sum(path.stat().st_size for path in tree.files())
    print(f"{len(tree.files())} files, {size / 1e6:.1f} MB")
    for name, more in [("without", ["--no-cache"]), ("from the cache", [])]:
        times = []
        for _ in range(8):
            began = time.perf_counter()
            scan(*more)
            times.append(time.perf_counter() - began)
        print(f"{name}: {statistics.median(times[1:]) * 1000:.0f} ms")


main()
