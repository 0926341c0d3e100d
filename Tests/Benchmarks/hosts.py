#!/usr/bin/env python3
"""Compares the ways in which tocsin runs Python and JavaScript mutants, with each other and with other tools.

usage: hosts.py TOCSIN FOLDER [--only NAME,…] [--budget TIME] [--sample N] [--runs N] [--peers NAME,…]

A project of Python is fetched as a PyPI sdist and gets an environment of its own; one of JavaScript
is fetched as RealProjects/run.py does it. Every mutant of one
seeded plan, or N of them, is run by the command (`--mode patched`) and by the host (`--mode auto`),
both with all tests that reach it; every outcome that both have must agree in status, killers and
cause. The host then runs the plan again up to the first kill of each mutant, which must agree in
status and cause. Then each peer, installed by pip into an environment of its own, mutates the same
modules of a Python project with both cores. Prints Markdown tables: seconds
of the wall, seconds of processor time and judged mutants per second, medians of N runs.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "RealProjects"))
import run  # noqa: E402
from archives import fetch  # noqa: E402

# name, archive, further packages, arguments of python, the code under test
PROJECTS = [
    ("inflection", "inflection==0.5.1", ["pytest"], "-m pytest -q", "inflection"),
    ("itsdangerous", "itsdangerous==2.2.0", ["pytest", "freezegun"], "-m pytest -q tests",
     "src/itsdangerous"),
    ("simplejson", "simplejson==3.19.3", [], "-m unittest discover -s simplejson/tests -t .",
     "simplejson"),
    ("markdown", "markdown==3.7", [], "-m unittest discover tests", "markdown"),
]

# Put into loaded tests, loaded anew by a fork, and loaded anew by the host itself.
HOSTED = ("resident", "forked", "reloaded")


def timed(call, **others):
    """Runs a command; its exit code, its output, and its seconds of wall and processor."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", **others)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.returncode, done.stdout, time.time() - began, used


def environment(folder, packages):
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    if packages:
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return python


def prepared(base, name):
    """A fetched project: its tree, its command, its variables, and for peers its packages and code."""
    for row in PROJECTS:
        if row[0] == name:
            _, archive, packages, command, code = row
            tree = fetch("pypi", archive, base / name)
            python = environment(base / name / "environment", packages)
            variables = dict(os.environ)
            if (tree / "src").is_dir():
                variables["PYTHONPATH"] = "src"
            return tree, f"{python} {command}", variables, packages, code
    for row in run.PROJECTS:
        if row[0] == name:
            _, kind, archive, command = row
            tree = fetch(kind, archive, base / name)
            return tree, command, run.prepared(name, kind, tree, base / name), [], None
    raise SystemExit(f"no project is called {name}")


def tocsin(program, tree, output, command, variables, mode, matrix, arguments):
    shutil.rmtree(output, ignore_errors=True)
    call = [program, "mutate", str(tree), "--output", str(output), "--test-command", command,
            "--mode", mode, "--matrix", matrix, "--budget", arguments.budget, "--no-progress", "--quiet"]
    if arguments.sample:
        call += ["--sample", str(arguments.sample)]
    code, text, wall, used = timed(call, env=variables)
    if code not in (0, 1, 4):
        raise RuntimeError(f"exit {code}: {text[-300:]}")
    return json.loads((output / "report.json").read_text()), wall, used


def judged(report):
    return sum(row["status"] in ("killed", "survived", "not-reached") for row in report["mutants"])


def compare(plain, quick, keys):
    """How many mutants both ways have judged, how many by the host, and what differs."""
    others = {row["id"]: row for row in plain["mutants"]}
    both = hosted = 0
    wrong = []
    for row in quick["mutants"]:
        other = others[row["id"]]
        if "not-run" in (row["status"], other["status"]):
            continue
        both += 1
        hosted += row["mode"] in HOSTED
        for key in keys:
            if row[key] != other[key]:
                wrong.append(f"{row['path']}:{row['line']} {row['operator']}: {key}: the command "
                             f"says {other[key]!r:.100}, the {row['mode']} way {row[key]!r:.100}")
                break
    return both, hosted, wrong


def mutmut(folder, tree, code, python):
    (tree / "setup.cfg").write_text(
        f"[mutmut]\npaths_to_mutate={code}\n"
        + ("" if (tree / "tests").is_dir() else "tests_dir=.\n") + "also_copy=\n    tests\n")
    shutil.rmtree(tree / "mutants", ignore_errors=True)
    _, text, wall, used = timed(
        [str(python), "-m", "mutmut", "run", "--max-children", "2"], cwd=tree)
    results = json_lines(tree / "mutants")
    return results, wall, used, text


def json_lines(folder):
    """Mutants with an exit code in mutmut's records."""
    count = 0
    for path in folder.rglob("*.meta"):
        codes = json.loads(path.read_text()).get("exit_code_by_key", {})
        count += sum(code is not None for code in codes.values())
    return count


def cosmic_ray(folder, tree, code, python, command):
    """Two workers, each with its own copy."""
    copies = []
    for number in range(2):
        copy = folder / f"worker-{number}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(tree, copy)
        copies.append(copy)
    settings = folder / "cosmic-ray.toml"
    settings.write_text(
        f'[cosmic-ray]\nmodule-path = "{code}"\ntimeout = 60.0\nexcluded-modules = []\n'
        f'test-command = "{python} {command} -x"\n'
        '[cosmic-ray.distributor]\nname = "http"\n'
        '[cosmic-ray.distributor.http]\nworker-urls = ["http://localhost:9876", "http://localhost:9877"]\n')
    session = folder / "session.sqlite"
    session.unlink(missing_ok=True)
    tool = python.parent / "cosmic-ray"
    variables = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONPATH="src")
    workers = [subprocess.Popen([str(tool), "http-worker", "--port", str(9876 + number)],
                                cwd=copy, env=variables, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
               for number, copy in enumerate(copies)]
    try:
        timed([str(tool), "init", str(settings), str(session)], cwd=tree, env=variables)
        time.sleep(2)
        _, text, wall, used = timed([str(tool), "exec", str(settings), str(session)], cwd=tree,
                                    env=variables)
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    import sqlite3
    with sqlite3.connect(session) as database:
        count = database.execute("select count(*) from work_results").fetchone()[0]
    return count, wall, used, text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tocsin")
    parser.add_argument("folder")
    parser.add_argument("--only", default="inflection,itsdangerous,simplejson")
    parser.add_argument("--budget", default="30m")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--peers", default="")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.tocsin)
    base = pathlib.Path(arguments.folder).resolve()
    peers = list(filter(None, arguments.peers.split(",")))
    print("| project | tool | judged | by the host | wall s | processor s | judged/s | judged/processor s"
          " | differ |\n|" + " --- |" * 9)
    for name in arguments.only.split(","):
        tree, command, variables, packages, code = prepared(base, name)
        reports, notes = {}, []
        for mode, matrix in (("patched", "reached"), ("auto", "reached"), ("auto", "first")):
            rows = []
            for _ in range(arguments.runs):
                report, wall, used = tocsin(program, tree, base / name / f"{mode}-{matrix}",
                                            command, variables, mode, matrix, arguments)
                rows.append((wall, used, judged(report) / wall, judged(report) / used))
            reports[mode, matrix] = report
            figures = [statistics.median(column) for column in zip(*rows)]
            differ = ""
            if mode == "auto":
                keys = ("status", "by") + (("killedBy",) if matrix == "reached" else ())
                both, hosted, wrong = compare(reports["patched", "reached"], report, keys)
                differ = f"{len(wrong)} of {both} ({hosted} by the host)"
                notes += wrong
            hosted = sum(row["mode"] in HOSTED for row in report["mutants"])
            print(f"| {name} | tocsin {mode}, {matrix} | {judged(report)} | {hosted} | {figures[0]:.1f} | "
                  f"{figures[1]:.1f} | {figures[2]:.2f} | {figures[3]:.2f} | {differ} |", flush=True)
        for note in notes:
            print(f"<!-- {note} -->")
        for row in reports["auto", "first"]["notices"]:
            print(f"<!-- {row['text']} -->")
        for peer in peers if code else ():
            own = base / name / peer
            own.mkdir(exist_ok=True)
            tool = environment(own / "environment", [peer, "pytest", *packages])
            copy = own / "tree"
            rows = []
            for _ in range(arguments.runs):
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(tree, copy)
                if peer == "mutmut":
                    count, wall, used, text = mutmut(own, copy, code, tool)
                else:
                    words = command.partition(" ")[2]
                    count, wall, used, text = cosmic_ray(own, copy, code, tool, words)
                rows.append((wall, used, count / wall, count / max(used, 0.01)))
            figures = [statistics.median(column) for column in zip(*rows)]
            print(f"| {name} | {peer} | {count} | | {figures[0]:.1f} | {figures[1]:.1f} | "
                  f"{figures[2]:.2f} | {figures[3]:.2f} | |", flush=True)
            if not count:
                print(f"<!-- {peer}: {text[-300:]!r} -->")


if __name__ == "__main__":
    main()
