#!/usr/bin/env python3
"""Runs every mutant of a seeded sample woven and patched, and compares outcomes and speed.

usage: woven.py TOCSIN FOLDER [--only NAME,…] [--sample N] [--budget TIME] [--jobs N]

Each project is fetched (the contents of a Debian package, or a Swift package) and copied. The same
plan is run by `--mode auto`, which weaves, and by `--mode patched`. What both judge must agree in
status, cause and killers; to survive and not to be reached are alike, as only what is woven knows
the reach of each place. Prints a Markdown table; differences follow it, one a line, and apart from
them what only one way judges.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import time

# name, kind, source, folder inside it, the command
PROJECTS = [
    ("uuid", "deb", "golang-github-google-uuid-dev",
     "usr/share/gocode/src/github.com/google/uuid", "go test ./..."),
    ("semver", "deb", "golang-github-blang-semver-dev",
     "usr/share/gocode/src/github.com/blang/semver", "go test ./..."),
    ("errors", "deb", "golang-github-pkg-errors-dev",
     "usr/share/gocode/src/github.com/pkg/errors", "go test ./..."),
    ("strsim", "deb", "librust-strsim-dev", "usr/share/cargo/registry/strsim-0.10.0",
     "cargo test --offline"),
    ("heck", "deb", "librust-heck-dev", "usr/share/cargo/registry/heck-0.4.0",
     "cargo test --offline"),
    ("rust-semver", "deb", "librust-semver-dev", "usr/share/cargo/registry/semver-1.0.14",
     "cargo test --offline"),
    ("http-types", "swift", "apple/swift-http-types", "", "swift test"),
    ("Rainbow", "swift", "onevcat/Rainbow", "", "swift test"),
    ("BigInt", "swift", "attaswift/BigInt", "", "swift test"),
    ("SwiftCSV", "swift", "swiftcsv/SwiftCSV", "", "swift test"),
    ("Version", "swift", "mxcl/Version", "", "swift test"),
    ("Ink", "swift", "JohnSundell/Ink", "", "swift test"),
    ("service-context", "swift", "apple/swift-service-context", "", "swift test"),
]


def fetch(kind, source, inside, target):
    shutil.rmtree(target, ignore_errors=True)
    if kind == "swift":
        subprocess.run(["git", "clone", "-q", f"https://github.com/{source}", str(target)], check=True)
        for folder in (target, target / "Tests"):
            (folder / "LinuxMain.swift").unlink(missing_ok=True)
        return
    scratch = target.parent / (target.name + "-archive")
    scratch.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", source], cwd=scratch, check=True,
                   stderr=subprocess.DEVNULL)
    for archive in scratch.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(archive), str(scratch)], check=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(scratch / inside, target)
    (target / ".cargo-checksum.json").unlink(missing_ok=True)
    if (target / "Cargo.toml").exists():
        strip_development_packages(target / "Cargo.toml")


def strip_development_packages(manifest):
    """Leaves out what only benchmarks and optional features need, since no registry is there."""
    kept, keeps = [], True
    for line in manifest.read_text().split("\n"):
        if line.startswith("["):
            keeps = not ("dependencies" in line or line.startswith(("[[bench", "[features")))
        if keeps:
            kept.append(line)
    manifest.write_text("\n".join(kept))
    shutil.rmtree(manifest.parent / "benches", ignore_errors=True)


def run(program, tree, output, command, mode, arguments):
    shutil.rmtree(output, ignore_errors=True)
    call = [program, "mutate", str(tree), "--output", str(output), "--test-command", command,
            "--mode", mode, "--matrix", "reached",
            "--budget", arguments.budget, "--sample", str(arguments.sample),
            "--jobs", str(arguments.jobs), "--no-progress", "--quiet"]
    began = time.time()
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode not in (0, 1, 4):
        raise RuntimeError(f"exit {done.returncode}: {done.stdout[-500:]}")
    return json.loads((output / "report.json").read_text()), time.time() - began


JUDGED = ("killed", "survived", "not-reached")


def compare(plain, quick):
    """How many mutants both ways judged; those that differ, and those that only one judged."""
    others = {row["id"]: row for row in plain["mutants"]}
    both, differing, apart = 0, [], []
    for row in quick["mutants"]:
        other = others[row["id"]]
        # What no woven test reaches is judged without a run.
        is_woven = row["mode"] == "woven" or (row["status"], row["milliseconds"]) == ("not-reached", 0)
        judged = [each["status"] in JUDGED for each in (row, other)]
        if not is_woven or not any(judged) or "not-run" in (row["status"], other["status"]):
            continue
        if not all(judged):
            apart.append(described(row, other))
            continue
        both += 1
        if any(row[key] != other[key] for key in ("by", "killedBy", "killedByAssertion")):
            differing.append(described(row, other))
    return both, differing, apart


def described(row, other):
    """One line on a mutant, with the killers that only one way names."""
    ways = []
    for name, this, that in (("woven", row, other), ("patched", other, row)):
        only = [test for test in this["killedBy"] if test not in that["killedBy"]]
        killers = f", by {len(this['killedBy'])} tests" if this["killedBy"] else ""
        more = f", only it by {', '.join(only[:3])}{' …' if len(only) > 3 else ''}" if only else ""
        cause = f" ({this['by']})" if this["by"] else ""
        detail = f": {this['detail'][:100]}" if this["status"] not in JUDGED else ""
        ways.append(f"{name} {this['status']}{cause}{killers}{more}{detail}")
    return f"{row['path']}:{row['line']} {row['operator']} {row['id']}: {'; '.join(ways)}"


def rate(report, mode):
    times = [row["milliseconds"] for row in report["mutants"]
             if row["mode"] == mode and row["status"] in ("killed", "survived")]
    return (len(times), statistics.median(times), sum(times) / len(times)) if times else (0, 0, 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tocsin")
    parser.add_argument("folder")
    parser.add_argument("--only", default=",".join(row[0] for row in PROJECTS))
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--budget", default="30m")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    base = pathlib.Path(arguments.folder).resolve()
    base.mkdir(parents=True, exist_ok=True)
    only = set(arguments.only.split(","))
    print("| project | mutants | woven | build rounds and time | compared | differ | woven ms, median (mean)"
          " | patched ms, median (mean) | per trial |\n|" + " --- |" * 9)
    for name, kind, source, inside, command in PROJECTS:
        if name not in only:
            continue
        # Older Go projects are found by where they lie below a `src`.
        import_path = inside.partition("gocode/src/")[2]
        tree = base / name / "src" / import_path if import_path else base / name
        fetch(kind, source, inside, tree)
        program = os.path.abspath(arguments.tocsin)
        quick, _ = run(program, tree, base / f"{name}-woven", command, "auto", arguments)
        plain, _ = run(program, tree, base / f"{name}-patched", command, "patched", arguments)
        both, differing, apart = compare(plain, quick)
        woven, patched = rate(quick, "woven"), rate(plain, "patched")
        control = next((c["detail"] for c in quick["controls"] if c["kind"] == "woven"), "none")
        ratio = patched[2] / woven[2] if woven[2] else 0
        print(f"| {name} | {len(quick['mutants'])} | {woven[0]} | {control.split(', and')[0]} | {both} |"
              f" {len(differing)} | {woven[1]:.0f} ({woven[2]:.0f}) | {patched[1]:.0f} ({patched[2]:.0f})"
              f" | {ratio:.1f} × |", flush=True)
        for line in differing:
            print(f"<!-- {line} -->")
        for line in apart:
            print(f"<!-- judged by one: {line} -->")


if __name__ == "__main__":
    main()
