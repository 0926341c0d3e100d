"""The gold set: its marks, what we find in it, and how the two fit."""

import collections
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLD = ROOT / "Tests/Fixtures/gold"
LANGUAGES = ["python", "javascript", "go", "rust", "swift"]
CLASSES = [
    "value", "value-partial", "relational", "call-args", "throws-specific", "throws-any",
    "no-throw", "type-only", "existence", "shape", "size", "status-only", "call", "snapshot",
    "unknown", "vacuous", "mirrored", "meta",
]
SIDES = ["business", "shape", "none", "ambiguous"]

Mark = collections.namedtuple("Mark", "classified side tier flags other")
Found = collections.namedtuple("Found", "line classified side tier flags rule because helper loose")
Pair = collections.namedtuple("Pair", "path line mark found")


def mark(words):
    words = words.split()
    other = None
    if "?" in words:
        at = words.index("?")
        words, other = words[:at], words[at + 1]
    tier = int(words[2].lstrip("T")) if len(words) > 2 and words[2].lstrip("T").isdigit() else None
    side = words[1].removeprefix("type/") if len(words) > 1 else ""
    return Mark(words[0], side, tier, words[3:], other)


def read(path):
    """The source without its marks, and the marks by line."""
    sign = "#! " if path.suffix == ".py" else "//! "
    lines, marks = [], {}
    for number, line in enumerate(path.read_text().split("\n"), 1):
        # The sign of a mark is not that of a shebang or of a doc comment alone on its line.
        before, found, after = line.rpartition(sign)
        if found and after.split(" ")[0] in CLASSES and before.strip():
            marks[number] = [mark(words) for words in after.split(";")]
            line = before.rstrip()
        lines.append(line)
    return "\n".join(lines), marks


def place(language, path, source):
    """Where a project would keep such a file."""
    folder = "src" if language == "rust" and "#[cfg(test)]" in source else "tests"
    return f"{folder}/{path.name}"


def labels(tool, language, paths):
    """What we say of each file, read by itself, without its marks."""
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        shown = {}
        for path in paths:
            source, _ = read(path)
            name = place(language, path, source)
            target = pathlib.Path(folder) / name
            target.parent.mkdir(exist_ok=True)
            target.write_text(source)
            shown[name] = path
            results[path] = collections.defaultdict(list)
        run = subprocess.run(
            [tool, "--each", *sorted(shown)], cwd=folder, capture_output=True, text=True, check=True)
        for row in run.stdout.split("\n"):
            cells = row.split("\t")
            if len(cells) < 8 or cells[1] not in ("in", "helper", "loose"):
                continue
            name, line = cells[0].rsplit(":", 1)
            results[shown[name]][int(line)].append(
                Found(
                    int(line), cells[2], cells[3], int(cells[4]),
                    [] if cells[5] == "-" else cells[5].split(","), cells[6], cells[7],
                    cells[1] == "helper", cells[1] == "loose"))
    return results


def is_right(one, found):
    return found.classified in (one.classified, one.other)


def is_right_side(one, found):
    return found.side == one.side or found.classified == one.other


def align(marks, found):
    """Pairs of one line, in order, as many as fit; among those, as many of one class as can be."""
    table = [[(0, 0)] * (len(found) + 1) for _ in range(len(marks) + 1)]
    for i in range(len(marks) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            pairs, right = table[i + 1][j + 1]
            here = (pairs + 1, right + is_right(marks[i], found[j]))
            table[i][j] = max(table[i + 1][j], table[i][j + 1], here)
    i = j = 0
    while i < len(marks) or j < len(found):
        if i == len(marks):
            yield None, found[j]
            j += 1
        elif j == len(found):
            yield marks[i], None
            i += 1
        else:
            pairs, right = table[i + 1][j + 1]
            if table[i][j] == (pairs + 1, right + is_right(marks[i], found[j])):
                yield marks[i], found[j]
                i, j = i + 1, j + 1
            elif table[i][j] == table[i + 1][j]:
                yield marks[i], None
                i += 1
            else:
                yield None, found[j]
                j += 1


def pairs(path, found, marks=None):
    """Every mark with what we found there; either may be missing.

    What we list of a helper where it is written is no answer unless a mark stands there.
    """
    marks = read(path)[1] if marks is None else marks
    result = []
    for line in sorted(set(marks) | set(found)):
        for one, other in align(marks.get(line, []), found.get(line, [])):
            if one is None and other.loose:
                continue
            if other is None and one.other == "none":
                continue
            result.append(Pair(path, line, one, other))
    return result


class Figures:
    """Counts of pairs."""

    def __init__(self, pairs):
        self.pairs = pairs
        self.matched = [p for p in pairs if p.mark and p.found]
        self.marks = sum(p.mark is not None for p in pairs)
        self.found = sum(p.found is not None for p in pairs)
        self.right = sum(is_right(p.mark, p.found) for p in self.matched)
        self.right_side = sum(is_right_side(p.mark, p.found) for p in self.matched)
        self.right_tier = sum(p.mark.tier == p.found.tier for p in self.matched)

    @staticmethod
    def percent(part, whole):
        return f"{100 * part / whole:.1f}" if whole else "-"

    def cells(self):
        n = len(self.matched)
        return [
            str(self.marks), self.percent(n, self.marks), self.percent(n, self.found),
            self.percent(self.right_side, n), self.percent(self.right, n),
            self.percent(self.right_tier, n),
        ]


def files(language):
    return sorted(p for p in (GOLD / language).iterdir() if p.is_file())


def examined(language):
    """Files of the examination, which were read and learned from after they had been measured."""
    return sorted((GOLD / "exam" / language).iterdir())


def is_frozen(path):
    return path.name.startswith("frozen-")


def reading(reader, path):
    """The marks of another reader by line, if there are any: `line class side tier …; …`."""
    file = GOLD / reader / path.parent.name / (path.name + ".labels")
    if not file.exists():
        return None
    marks = collections.defaultdict(list)
    for row in file.read_text().split("\n"):
        fit = re.match(r"\s*(?:L|line )?(\d+)\s*[:\t ]\s*(.*\S)\s*$", row)
        if not fit:
            continue
        words = re.sub(r"^(?:#!|//!)\s*", "", fit[2])
        for part in words.split(";"):
            if part.split() and part.split()[0] in CLASSES:
                marks[int(fit[1])].append(mark(part))
    return marks


def kappa(couples):
    """Cohen's kappa of two labellings of the same things."""
    if not couples:
        return None
    n = len(couples)
    agreed = sum(a == b for a, b in couples) / n
    first = collections.Counter(a for a, _ in couples)
    other = collections.Counter(b for _, b in couples)
    chance = sum(first[c] * other[c] for c in first) / (n * n)
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
