#!/usr/bin/env python3
"""Runs tocsin on released projects and checks a sample of its outcomes by hand.

usage: run.py TOCSIN FOLDER [--only NAME,…] [--budget TIME] [--checks N] [--keep]

Each project is fetched (a PyPI sdist, the upstream archive of a Debian source package, a crate of
Debian's registry, or a clone), its suite is run once as it is, then `tocsin` runs with a budget. Of its outcomes `killed` and
`survived`, N are drawn by a fixed seed; for each, the mutant is written into a fresh copy of the
project by this script, the project's plain command is run, and its exit code must agree. Prints a
Markdown table and writes it, with every check, to FOLDER/real-projects.md.
"""
import argparse
import json
import os
import pathlib
import random
import shlex
import shutil
import subprocess
import time

from archives import PYTHON, fetch, sh

# Where Debian keeps modules of node; another folder that has them will do.
MODULES = os.environ.get("NODE_MODULES", "/usr/share/nodejs")
# name, kind of archive, archive, the command that runs the suite
PROJECTS = [
    ("itsdangerous", "pypi", "itsdangerous==2.2.0", f"{PYTHON} -m pytest -q tests"),
    ("inflection", "pypi", "inflection==0.5.1", f"{PYTHON} -m pytest -q"),
    ("simplejson", "pypi", "simplejson==3.19.3",
     f"{PYTHON} -m unittest discover -s simplejson/tests -t ."),
    ("cachetools", "pypi", "cachetools==5.5.0", f"{PYTHON} -m pytest -q tests"),
    ("js-yaml", "debian", "node-js-yaml", "mocha --ignore 'test/25*'"),
    ("kind-of", "debian", "node-kind-of", "mocha test"),
    ("arg", "debian", "node-arg", "jest -i"),
    ("css-what", "debian", "node-css-what", "jest -i"),
    ("compare-versions", "debian", "node-compare-versions",
     "mocha --require ts-node/register/transpile-only test/*.ts"),
    ("strsim", "crate", "librust-strsim-dev", "cargo test --offline"),
    ("heck", "crate", "librust-heck-dev librust-unicode-segmentation-dev", "cargo test --offline"),
    ("semver-crate", "crate", "librust-semver-dev librust-serde-dev librust-serde-derive-dev "
     "librust-proc-macro2-dev librust-quote-dev librust-syn-dev librust-unicode-ident-dev",
     "cargo test --offline"),
    ("uuid", "debian", "golang-github-google-uuid", "go test ./..."),
    ("semver", "debian", "golang-github-blang-semver", "go test ./..."),
    ("Rainbow", "git", "onevcat/Rainbow", "swift test"),
    ("swift-http-types", "git", "apple/swift-http-types", "swift test"),
]


def offsets(text, mutant):
    """The half-open byte range of a mutant."""
    lines = text.split(b"\n")
    def place(line, column):
        return sum(len(row) + 1 for row in lines[:line - 1]) + column - 1
    start = place(mutant["line"], mutant["column"])
    return start, start + len(mutant["original"].encode())


def apply(tree, mutant):
    path = tree / mutant["path"]
    text = path.read_bytes()
    start, end = offsets(text, mutant)
    if text[start:end] != mutant["original"].encode():
        raise RuntimeError(f"{mutant['id']}: the report does not say where it is")
    path.write_bytes(text[:start] + mutant["replacement"].encode() + text[end:])
    return text


def check(tree, command, mutants, seconds, environment):
    """Runs the plain command with each mutant; the lines of those that disagree."""
    wrong = []
    for mutant in mutants:
        original = apply(tree, mutant)
        try:
            failed = sh(command, tree, timeout=60 + 20 * seconds, env=environment).returncode != 0
        except subprocess.TimeoutExpired:
            failed = True
        finally:
            (tree / mutant["path"]).write_bytes(original)
        if failed != (mutant["status"] == "killed"):
            wrong.append(f"{mutant['id']} {mutant['path']}:{mutant['line']} "
                         f"{mutant['operator']}: {mutant['status']}, but the command "
                         f"{'failed' if failed else 'passed'}")
    return wrong


def manifest(tree):
    return sorted((str(path.relative_to(tree)), path.stat().st_size, path.stat().st_mtime_ns)
                  for path in tree.rglob("*") if path.is_file() and not path.is_symlink())


def prepared(name, kind, tree, folder):
    """The environment in which a fetched project's suite runs, after what it needs is there."""
    if kind == "debian":
        link = tree / "node_modules"
        if not link.exists():
            link.symlink_to(MODULES)
    prepare(name, tree)
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", CI="true")
    if (tree / "src").is_dir() and kind == "pypi":
        environment["PYTHONPATH"] = "src"
    if kind == "debian":
        # Debian's jest asks how Debian's node was configured.
        preload = folder / "preload.cjs"
        preload.write_text(
            "const v = Object.assign({}, process.config.variables, {node_prefix: '/usr', "
            "node_relative_path: 'lib/x86_64-linux-gnu/nodejs:share/nodejs:lib/nodejs'});\n"
            "Object.defineProperty(process, 'config', {value: Object.assign({}, process.config, "
            "{variables: v}), configurable: true, enumerable: true, writable: true});\n")
        environment["NODE_OPTIONS"] = f"--require {preload}"
        environment["NODE_PATH"] = MODULES
    return environment


def judge(name, kind, archive, command, arguments, folder):
    tree = fetch(kind, archive, folder)
    environment = prepared(name, kind, tree, folder)
    began = time.time()
    plain = sh(command, tree, env=environment)
    seconds = time.time() - began
    if plain.returncode != 0:
        return f"| {name} | the suite itself fails: {plain.stdout[-200:]!r} |", []
    before = manifest(tree)
    output = folder / "report"
    call = [arguments.tocsin, str(tree), "--output", str(output), "--test-command", command,
            "--budget", arguments.budget, "--no-progress", "--quiet"]
    run = subprocess.run(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True, errors="replace")
    if run.returncode not in (0, 4):
        return f"| {name} | exit {run.returncode}: {run.stderr[-400:]} |", []
    if manifest(tree) != before:
        return f"| {name} | the tree was changed |", []
    report = json.loads((output / "report.json").read_text())
    shown = shlex.join(["tocsin", archive, "--test-command", command.replace(PYTHON, "python3"),
                        "--budget", arguments.budget])
    return row(name, archive, command, report, run.returncode, seconds, tree, environment,
               arguments, shown)


def row(name, archive, command, report, code, seconds, tree, environment, arguments, call):
    counts = {}
    for mutant in report["mutants"]:
        counts[mutant["status"]] = counts.get(mutant["status"], 0) + 1
    sides = ", ".join(f"{key} {count}" for key, count in report["totals"]["sides"].items())
    tests = sum(len(file["tests"]) for file in report["files"])
    judged = sorted((mutant for mutant in report["mutants"]
                     if mutant["status"] in ("killed", "survived")), key=lambda row: row["id"])
    random.Random(1).shuffle(judged)
    chosen = judged[:arguments.checks]
    wrong = check(tree, command, chosen, seconds, environment)
    score = report["score"] or {"killed": 0, "judged": 0, "low": 0, "high": 1}
    line = (f"| {name} | {archive} | {tests} | {sides} | {len(report['mutants'])} | "
            f"{', '.join(f'{key} {counts[key]}' for key in sorted(counts))} | "
            f"{score['killed']}/{score['judged']} ({score['low']:.0%}–{score['high']:.0%}) | "
            f"{report['times']['seconds']} | {report['times']['peakBytes'] >> 20} | {code} | "
            f"{len(chosen) - len(wrong)} of {len(chosen)} |")
    return line, [f"- `{call}`"] + [f"  - {text}" for text in wrong]


def prepare(name, tree):
    """What a project needs beside its archive: settings that its build would make."""
    if name == "itsdangerous":
        sh(f"{PYTHON} -m pip install -q freezegun", tree)
    if name == "Rainbow":
        # The list of tests of an older toolchain does not build.
        (tree / "LinuxMain.swift").unlink(missing_ok=True)
    if name == "css-what":
        (tree / "jest.config.js").write_text(
            "module.exports = {testEnvironment: 'node', snapshotFormat: {escapeString: true, "
            "printBasicPrototype: true}, transform: {'\\\\.[tj]sx?$': "
            "['/usr/share/nodejs/ts-jest', {diagnostics: false, isolatedModules: true, "
            "tsconfig: {target: 'es2019', module: 'commonjs', esModuleInterop: true}}]}, "
            "testPathIgnorePatterns: ['/node_modules/', '/lib/']};\n")
        package = json.loads((tree / "package.json").read_text())
        package.pop("jest", None)
        (tree / "package.json").write_text(json.dumps(package, indent=2))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tocsin")
    parser.add_argument("folder")
    parser.add_argument("--only", default="")
    parser.add_argument("--budget", default="4m")
    parser.add_argument("--checks", type=int, default=20)
    arguments = parser.parse_args()
    arguments.tocsin = os.path.abspath(arguments.tocsin)
    only = set(filter(None, arguments.only.split(",")))
    base = pathlib.Path(arguments.folder).resolve()
    head = ("| project | archive | tests | assertions by side | mutants | outcomes | noticed | "
            "seconds | peak MiB | exit | checked by hand |\n|" + " --- |" * 11)
    print(head, flush=True)
    lines, details = [head], []
    for name, kind, archive, command in PROJECTS:
        if only and name not in only:
            continue
        try:
            line, notes = judge(name, kind, archive, command, arguments, base / name)
        except Exception as error:  # one project must not hide the others
            line, notes = f"| {name} | {type(error).__name__}: {error} |", []
        print(line, flush=True)
        lines.append(line)
        details += notes
    base.mkdir(parents=True, exist_ok=True)
    (base / "real-projects.md").write_text("\n".join(lines + [""] + details) + "\n")
    print("\n".join(details))


if __name__ == "__main__":
    main()
