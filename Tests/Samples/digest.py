#!/usr/bin/env python3
"""Prints of a report.json what may not change by itself: one line per mutant and per test.

Which of several time-outs, or a hang ended by a limit, is decided by the machine's speed, so
`timeout` and `memory` print alike. Which worker runs a mutant decides whether a test that depends
on its folder fails there, so with flaky tests `flaky` prints like `survived`.
"""
import json
import sys

report = json.load(open(sys.argv[1]))
print("complete", report["complete"])
for control in report["controls"]:
    print("control", control["kind"], "held" if control["held"] else "failed")
for mutant in report["mutants"]:
    status = mutant["status"]
    if status in ("timeout", "memory"):
        status = "limit"
    if status == "flaky" and any(test["verdict"] == "flaky" for test in report["tests"]):
        status = "survived"
    by = f" by {mutant['by']}" if mutant["by"] else ""
    print(f"{mutant['id']} {mutant['path']}:{mutant['line']} {mutant['operator']} {status}{by}")
for test in report["tests"]:
    print(f"{test['verdict']} {test['kind']} {test['id']}")
