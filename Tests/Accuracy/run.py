#!/usr/bin/env python3
"""Measures our labels against the gold set.

    Tests/Accuracy/run.py                 figures
    Tests/Accuracy/run.py --write         the same as Reports/accuracy.md
    Tests/Accuracy/run.py --differences [language…]
                                          what differs, in files that are not frozen
    --labels PATH    an already built `labels`; otherwise it is built
    --keep PATH      writes the plain figures as JSON, to compare with later
"""

import argparse
import collections
import json
import subprocess
import sys

import gold

HEAD = ["assertions", "recall", "precision", "side", "class", "tier"]
NOTES = gold.ROOT / "Tests/Accuracy/notes.md"
BEFORE = gold.ROOT / "Tests/Accuracy/before.json"


def built():
    build = ["swift", "build", "--product", "labels"]
    subprocess.run(build, cwd=gold.ROOT, check=True, stdout=sys.stderr)
    shown = subprocess.run([*build, "--show-bin-path"], cwd=gold.ROOT, capture_output=True, text=True)
    return shown.stdout.strip() + "/labels"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- " + "| ---: " * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def figures(all_pairs, title, frozen):
    rows = []
    chosen = []
    for language, pairs in all_pairs.items():
        own = [p for p in pairs if gold.is_frozen(p.path) == frozen]
        chosen += own
        rows.append([language, *gold.Figures(own).cells()])
    rows.append(["**all**", *gold.Figures(chosen).cells()])
    return f"## {title}\n\n" + table(["", *HEAD], rows), chosen, rows


def by_class(frozen, other):
    rows = []
    for name in gold.CLASSES:
        cells = [f"`{name}`"]
        for pairs in (frozen, other):
            own = [p for p in pairs if p.mark and p.mark.classified == name]
            matched = [p for p in own if p.found]
            found = [p for p in pairs if p.mark and p.found and p.found.classified == name]
            right = sum(gold.is_right(p.mark, p.found) for p in matched)
            told = sum(gold.is_right(p.mark, p.found) for p in found)
            percent = gold.Figures.percent
            cells += [str(len(own)), percent(right, len(matched)), percent(told, len(found))]
        if cells[1] != "0" or cells[4] != "0":
            rows.append(cells)
    return table(
        ["", "frozen", "found so", "rightly", "not frozen", "found so", "rightly"], rows)


def confusion(pairs):
    """Rows are the gold classes, columns ours; what the second label allows counts as the gold."""
    counts = collections.Counter()
    for p in pairs:
        if p.mark and p.found:
            told = p.mark.classified if gold.is_right(p.mark, p.found) else p.found.classified
            counts[p.mark.classified, told] += 1
        elif p.mark:
            counts[p.mark.classified, "(missed)"] += 1
        else:
            counts["(not marked)", p.found.classified] += 1
    names = [c for c in gold.CLASSES if any(c in pair for pair in counts)]
    rows = []
    for own in names + ["(not marked)"]:
        row = [str(counts[own, told]) if counts[own, told] else "" for told in names + ["(missed)"]]
        rows.append([own] + row)
    return table(["gold \\ ours", *names, "(missed)"], rows)


def agreement(all_pairs, reader):
    """The marks of the frozen third beside those of another reader."""
    couples = collections.defaultdict(list)
    alone = collections.Counter()
    for language in all_pairs:
        for path in filter(gold.is_frozen, gold.files(language)):
            other = gold.reading(reader, path)
            _, marks = gold.read(path)
            for line in sorted(set(marks) | set(other)):
                for a, b in gold.align(marks.get(line, []), other.get(line, [])):
                    if a and b:
                        couples[language].append((a, b))
                    elif (a or b).other != "none":
                        alone["first" if a else reader] += 1
    rows = []
    everything = [pair for pairs in couples.values() for pair in pairs]
    for name, pairs in [*couples.items(), ("**all**", everything)]:
        classes = [(a.classified, b.classified) for a, b in pairs]
        sides = [(a.side, b.side) for a, b in pairs]
        lenient = [
            (a.classified, a.classified)
            if a.classified in (b.classified, b.other) or b.classified in (a.classified, a.other)
            else (a.classified, b.classified) for a, b in pairs]
        same = gold.Figures.percent(sum(a == b for a, b in classes), len(classes))
        rows.append([name, str(len(pairs)), same] + [
            f"{gold.kappa(c):.3f}" for c in (classes, lenient, sides)])
    head = ["", "both marked", "same class", "κ class", "κ class, second labels count", "κ side"]
    return table(head, rows) + (
        f"\nMarked by one reader alone: {alone['first']} by the first, {alone[reader]} by the"
        f" {reader}.\n")


def readers(all_pairs, found):
    third = {
        language: [
            pair for path in filter(gold.is_frozen, gold.files(language))
            for pair in gold.pairs(path, found[language][path], gold.reading("third", path))]
        for language in all_pairs}
    rows = [[name, *gold.Figures(pairs).cells()] for name, pairs in third.items()]
    rows.append(["**all**", *gold.Figures(sum(third.values(), [])).cells()])
    return [
        "## Other readers of the frozen third\n",
        "The third reading was made on 30 November by five readers (assistants, one a language) from"
        " the specification, the conventions of the gold set's README and the files without any mark:"
        " they were told neither where assertions stand nor what others or the classifier call"
        " them.\n",
        agreement(all_pairs, "third"),
        "What we say beside the third reading; what it names as a second label counts as right here"
        " too, and it names one more often than the gold does:\n",
        table(["", *HEAD], rows),
        "The second reading:\n",
        agreement(all_pairs, "second"),
        "The second reading names the same places as the first throughout, so it tells about labels and"
        " not about what is an assertion, and how it was made is not recorded beside it.\n",
    ]


def report(all_pairs, examined, found):
    parts = [
        "# How right the labels are\n",
        "Made by `python3 Tests/Accuracy/run.py --write`, which builds `labels` and reads"
        " `Tests/Fixtures/gold`. All figures are measured; `Tests/Accuracy/notes.md` holds the words"
        " at the end.\n",
        "Each gold file is read as a project of its own, with its marks taken out. Recall: marks"
        " where we found an assertion. Precision: assertions that carry a mark; what we list of a"
        " helper at the place where it is written counts only where a mark stands. Side, class and"
        " tier: of what both have. A mark's second label counts as right. All in percent.\n",
    ]
    text, frozen, frozen_rows = figures(all_pairs, "Frozen: never read line by line", True)
    more, other, other_rows = figures(all_pairs, "Not frozen: read and tuned for", False)
    exam, _, exam_rows = figures(examined, "An examination", False)
    if BEFORE.exists():
        before = json.loads(BEFORE.read_text())
        text += "\nBefore any tuning:\n\n" + table(["", *HEAD], before["frozen"])
        more += "\nBefore any tuning:\n\n" + table(["", *HEAD], before["other"])
        exam += "\nBefore they were read:\n\n" + table(["", *HEAD], before["exam"])
    exam += (
        "\nTwenty files of 30 November, written fresh and labelled from the specification by five"
        " readers (assistants, one a language) that had seen neither the classifier nor the other"
        " gold files, with more vacuous and mirrored assertions than suites have. The"
        " first half was read for what it teaches, then the second.\n")
    parts += [text, more, exam]
    parts += readers(all_pairs, found)
    parts += [
        "## By class\n",
        "`found so`: of the marks of that class, how many we call so. `rightly`: of what we call"
        " so, how much is marked so.\n",
        by_class(frozen, other),
    ]
    parts += ["## Confusion, frozen\n", confusion(frozen)]
    parts += ["## Confusion, not frozen\n", confusion(other)]
    if NOTES.exists():
        parts.append(NOTES.read_text())
    return "\n".join(parts), frozen_rows, other_rows, exam_rows


def differences(all_pairs, languages):
    for language in languages or all_pairs:
        for p in all_pairs[language]:
            if gold.is_frozen(p.path):
                continue
            where = f"{p.path.relative_to(gold.GOLD)}:{p.line}"
            if p.found is None:
                print(f"MISSED  {where}\t{p.mark.classified} {p.mark.side} {' '.join(p.mark.flags)}")
            elif p.mark is None:
                f = p.found
                print(f"EXTRA   {where}\t{f.classified} {f.side}\t{f.rule} {f.because}")
            elif not (gold.is_right(p.mark, p.found) and gold.is_right_side(p.mark, p.found)):
                m, f = p.mark, p.found
                print(
                    f"DIFFERS {where}\tgold {m.classified} {m.side} {m.tier} {' '.join(m.flags)}"
                    f"{' ? ' + m.other if m.other else ''}\tours {f.classified} {f.side} {f.tier}"
                    f" {' '.join(f.flags)}\t{f.rule} {f.because}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--write", action="store_true")
    options.add_argument("--differences", nargs="*", metavar="LANGUAGE")
    options.add_argument("--labels")
    options.add_argument("--keep")
    options = options.parse_args()
    tool = options.labels or built()
    all_pairs, examined, found = {}, {}, {}
    for language in gold.LANGUAGES:
        for target, paths in ((examined, gold.examined(language)), (all_pairs, gold.files(language))):
            found[language] = gold.labels(tool, language, paths)
            target[language] = [
                pair for path in paths for pair in gold.pairs(path, found[language][path])]
    if options.differences is not None:
        return differences(
            {name: all_pairs[name] + examined[name] for name in all_pairs}, options.differences)
    text, frozen, other, exam = report(all_pairs, examined, found)
    if options.keep:
        with open(options.keep, "w") as file:
            json.dump({"frozen": frozen, "other": other, "exam": exam}, file, indent=1)
            file.write("\n")
    if options.write:
        (gold.ROOT / "Reports/accuracy.md").write_text(text)
    else:
        print(text)


main()
