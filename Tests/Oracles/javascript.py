#!/usr/bin/env python3
"""Compares the trees of JavaScript, TypeScript and Go with those of acorn, the TypeScript compiler and
go/parser.

usage: javascript.py acorn|typescript|go [--spans PROGRAM] [--samples N] PATH...

Each PATH is a file or folder. Ranges are compared in bytes, first and last alike. Prints a table and
up to N differences; fails when recall, precision or the share of unread bytes misses its target.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REFERENCES = {
    "acorn": (["node", "--expose-internals", "--stack-size=60000", "acorn.js"],
              (".js", ".mjs", ".cjs"), 0.9995),
    "typescript": (["node", "--stack-size=60000", "typescript.js"],
                   (".ts", ".tsx", ".mts", ".cts"), 0.999),
    "go": (["go", "run", "parser.go"], (".go",), 0.9995),
}
UNREAD = 0.0001


def files(paths, endings):
    for path in paths:
        if os.path.isfile(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                whole = os.path.join(folder, name)
                if name.endswith(endings) and os.path.isfile(whole) and not os.path.islink(whole):
                    yield whole


def pairs(flat):
    return set(zip(flat[::2], flat[1::2]))


def ours(spans):
    spans["return"] = spans.get("exit return", [])
    spans["literal"] = spans.get("map", []) + spans.get("list", [])
    spans["unary"] = [at for kind in spans if kind.startswith("unary ") for at in spans[kind]]
    return spans


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("reference", choices=REFERENCES)
    options.add_argument("--spans", default=os.path.join(HERE, "../../.build/release/spans"))
    options.add_argument("--samples", type=int, default=20)
    options.add_argument("paths", nargs="+")
    options = options.parse_args()
    command, endings, target = REFERENCES[options.reference]
    with tempfile.TemporaryFile("w+") as names:
        names.write("".join(path + "\n" for path in files(options.paths, endings)))
        names.flush()
        outputs = []
        for program, folder in (([os.path.abspath(options.spans)], None), (command, HERE)):
            source = os.open(f"/proc/self/fd/{names.fileno()}", os.O_RDONLY)
            environment = {"NODE_PATH": "/usr/share/nodejs"} | os.environ
            outputs.append(subprocess.Popen(program, stdin=source, stdout=subprocess.PIPE,
                                            cwd=folder, env=environment, text=True))
            os.close(source)
        return compare(outputs[0].stdout, outputs[1].stdout, target, options.samples)


def compare(mine, theirs, target, samples):
    totals, differences = {}, []
    count = exact = rejected = size = unread = 0
    for mine_line, their_line in zip(mine, theirs, strict=True):
        mine_file, their_file = json.loads(mine_line), json.loads(their_line)
        path = mine_file["path"]
        assert path == their_file["path"], (path, their_file["path"])
        if mine_file["broken"]:
            print("broken tree:", path, mine_file["broken"])
            return 1
        if their_file["spans"] is None:
            rejected += 1
            continue
        count += 1
        size += mine_file["bytes"]
        unread += mine_file["unread"]
        if mine_file["unread"]:
            differences.append((path, "unread", pairs(mine_file["spans"].get("unknown", [])), set()))
        spans, same = ours(mine_file["spans"]), True
        kinds = set(their_file["spans"]) | {
            kind for kind in spans if kind in totals or kind.startswith("binary ")}
        for kind in kinds:
            got, want = pairs(spans.get(kind, [])), pairs(their_file["spans"].get(kind, []))
            total = totals.setdefault(kind, [0, 0, 0])
            total[0] += len(want)
            total[1] += len(want - got)
            total[2] += len(got - want)
            if got != want:
                same = False
                differences.append((path, kind, want - got, got - want))
        exact += same
    return report(totals, differences, (count, exact, rejected, size, unread), target, samples)


def report(totals, differences, sums, target, samples):
    count, exact, rejected, size, unread = sums
    failed = not count or unread > size * UNREAD
    print(f"{count} files, {size} bytes, {exact} wholly equal, {rejected} rejected by the reference")
    print(f"unread bytes {unread} ({100 * unread / max(1, size):.4f} %)")
    print(f"{'kind':24} {'reference':>9} {'missed':>7} {'extra':>7} {'recall':>9} {'precision':>9}")
    sums = [sum(total[index] for total in totals.values()) for index in range(3)]
    for kind, (want, missed, extra) in [*sorted(totals.items()), ("all", sums)]:
        recall = (want - missed) / max(1, want)
        precision = (want - missed) / max(1, want - missed + extra)
        # A kind is judged by itself where one difference weighs less than the target allows.
        small = want * (1 - target) < 1
        failed |= (recall < target or precision < target) and not small
        print(f"{kind:24} {want:9} {missed:7} {extra:7} {recall:9.4%} {precision:9.4%}")
    for path, kind, missed, extra in differences[:: max(1, len(differences) // max(1, samples))]:
        with open(path, "rb") as file:
            text = file.read()
        for word, ranges in (("missed", missed), ("extra", extra)):
            for start, end in sorted(ranges)[:1]:
                print(f"{path}:{text[:start].count(10) + 1} {kind} {word} {start}..<{end}",
                      text[start:min(end, start + 100)])
    print("FAILED" if failed else "ok")
    return 1 if failed else 0


sys.exit(main())
