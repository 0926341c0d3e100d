#!/usr/bin/env python3
"""Draws labels of a scan by a seed and prints them with their source, to be read by eye.

    tocsin scan TREE --format json > scan.json
    python3 Tests/Accuracy/sample.py scan.json TREE --count 25 --seed 1
"""

import argparse
import json
import os
import random


def labels(scan):
    """Every assertion of a scan, in the order of the scan: path, test or None, assertion."""
    for file in scan["files"]:
        for test in file["tests"]:
            for assertion in test["assertions"]:
                yield file["path"], test, assertion
        for assertion in file["assertions"]:
            yield file["path"], None, assertion


def shown(root, path, test, assertion, before, after):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        lines = file.read().split("\n")
    first, last = assertion["line"], assertion["endLine"]
    top = max(first - before, 1 if test is None else test["line"])
    if top > first:
        top = first
    if test is not None and top > test["line"]:
        yield f"      {test['line']:5}  {lines[test['line'] - 1]}"
        if top > test["line"] + 1:
            yield "          …"
    for number in range(top, min(last + after, len(lines)) + 1):
        mark = ">" if first <= number <= last else " "
        yield f"    {mark} {number:5}  {lines[number - 1]}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("scan")
    arguments.add_argument("root")
    arguments.add_argument("--count", type=int, default=25)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--language")
    arguments.add_argument("--before", type=int, default=12)
    arguments.add_argument("--after", type=int, default=2)
    options = arguments.parse_args()

    with open(options.scan, encoding="utf-8") as file:
        scan = json.load(file)
    if options.language:
        scan["files"] = [x for x in scan["files"] if x["language"] == options.language]
    found = list(labels(scan))
    drawn = random.Random(options.seed).sample(range(len(found)), min(options.count, len(found)))
    print(f"{len(drawn)} of {len(found)} labels, seed {options.seed}")
    for number, index in enumerate(sorted(drawn), 1):
        path, test, assertion = found[index]
        words = [assertion["class"], assertion["side"], str(assertion["tier"])]
        words += assertion["flags"] + [assertion["rule"]]
        print(f"\n{number}. {path}:{assertion['line']} — {' '.join(words)}")
        print(f"   {assertion['because']}")
        if assertion.get("helper"):
            print(f"   by {assertion['helper']}")
        for line in shown(options.root, path, test, assertion, options.before, options.after):
            print(line)


if __name__ == "__main__":
    main()
