"""The cells of the class-by-perturbation matrix, and a project for each.

A project is a shop of up to four functions, each of which shows one facet that an assertion may look
at (rows: a value; confirm: an error; place: a call; respond: a status with a body), and a test with
one assertion. A perturbation rewrites one function so that one edit changes its facet in one way. What
is written in a language stands in `matrix_python` and `matrix_javascript`.
"""
import collections
import json
import re

COLUMNS = ["null", "type", "shape", "size", "order", "leaf", "near", "throw+", "throw-", "errkind",
           "errmsg", "status", "body", "call", "arg"]
# `x` must fail, `.` must pass, `?` depends on data.
MATRIX = {
    "vacuous":         ". . . . . . . . . . . . . . .",
    "no-throw":        ". . . . . . . x . . . . . . .",
    "type-only":       "x x . . . . . x . . . . . . .",
    "existence":       "x . . . . . . x . . . . . . .",
    "shape":           "x x x . . . . x . . . . . . .",
    "size":            "x ? . x . . . x . . . . . . .",
    "status-only":     "? . . . . . . x . . . x . . .",
    "call":            ". . . . . . . x . . . . . x .",
    "call-args":       ". . . . . ? ? x . . . . . x x",
    "snapshot":        "x x x x x x x x . . . ? x . .",
    "throws-any":      ". . . . . . . . x . . . . . .",
    "throws-specific": ". . . . . . . . x x ? . . . .",
    "value":           "x x x x x x x x . . . ? x . .",
    "value-partial":   "x ? ? ? ? x ? x . . . . ? . .",
    "relational":      "x ? . ? ? ? . x . . . . . . .",
    "mirrored":        "? . . . . . . x . . . . . . .",
}


class Cell(collections.namedtuple("Cell", "language classified column prediction number")):
    """A cell in one language, with the number of one form of its class."""

    def __str__(self):
        return f"{self.language.NAME}/{self.classified}/{self.column}/{self.number + 1}"

    @property
    def form(self):
        """The assertion, with SUBJECT for what it looks at."""
        if self.classified == "relational" and self.column == "shape":
            # A relation of what the perturbation leaves alone.
            return self.language.RELATION_OF_NAMES
        return self.language.CLASSES[self.classified][1][self.number]

    @property
    def expected(self):
        return "killed" if self.prediction == "x" else "survived"

    @property
    def change(self):
        """The facet, the function that shows it, and the text before and after."""
        if self.is_earlier:
            return self.language.EARLIER
        return self.language.PERTURBATIONS[self.column]

    @property
    def is_earlier(self):
        """Where an error is expected anyway, another one can only come earlier."""
        return self.column == "throw+" and self.classified.startswith("throws")


def cells(languages, only=""):
    """All cells that predict: every form of the class where it must fail, else one form in turn."""
    found = []
    for language in languages:
        for classified, row in MATRIX.items():
            forms = len(language.CLASSES.get(classified, (None, []))[1])
            for turn, (column, prediction) in enumerate(zip(COLUMNS, row.split(), strict=True)):
                numbers = range(forms) if prediction == "x" else [turn % forms] if forms else []
                if (classified, column) == ("relational", "shape"):
                    numbers = [0]
                found += [Cell(language, classified, column, prediction, number)
                          for number in numbers if prediction != "?"]
    return [cell for cell in found if only in str(cell)]


def sources(cell, names):
    """A shop of the facets `names` and of the perturbed one, as it is and perturbed."""
    facet, function, before, after = cell.change
    facets = cell.language.FACETS
    chosen = {name: function if name == facet else facets[name]
              for name in facets if name in names or name == facet}
    if "rows" not in chosen and any("rows()" in text for text in chosen.values()):
        chosen = {"rows": facets["rows"], **chosen}
    text = cell.language.HEAD + "".join("\n" + chosen[name] for name in facets if name in chosen)
    if text.count(before) != 1:
        raise RuntimeError(f"{before!r} stands {text.count(before)} times in {text}")
    return text, text.replace(before, after)


def project(cell):
    """The files of a cell's project, and the perturbed source."""
    language = cell.language
    facet = cell.change[0]
    own = language.CLASSES[cell.classified][0]
    looks = own or (facet if facet != "confirm" else "rows")
    body = cell.form.replace("SUBJECT", language.SUBJECTS[looks])
    comes_by = looks == facet or facet == "rows" and looks in ("place", "respond")
    if not comes_by:
        body = language.VISITS[facet] + "\n" + body
    imports = sorted(name for name in [*language.FACETS, "WrongCode"]
                     if re.search(rf"\b{name}\b", body))
    source, perturbed = sources(cell, imports)
    files = {language.SOURCE: source, language.TEST: language.test(body, imports)}
    for mark, extra in language.EXTRAS.items():
        files.update(extra if mark in body else {})
    return files, perturbed


def whole(cell):
    """A shop of all facets, as it is and perturbed."""
    return sources(cell, cell.language.FACETS)


# What the probe of a language observes, and how the perturbations change it.

def sort_of(value):
    return {int: "number", float: "number"}.get(type(value), type(value).__name__)


def shape_of(value):
    """A value without its leaves: what kinds of things stand where."""
    if isinstance(value, list):
        return [shape_of(item) for item in value]
    if isinstance(value, dict):
        return {key: shape_of(item) for key, item in value.items()}
    return sort_of(value)


def moved(before, after):
    """The leaves of two values of one shape that differ."""
    if isinstance(before, list):
        return [pair for a, b in zip(before, after) for pair in moved(a, b)]
    if isinstance(before, dict):
        return [pair for key in before for pair in moved(before[key], after[key])]
    return [] if before == after else [(before, after)]


def one_leaf(a, b):
    return shape_of(a) == shape_of(b) and len(moved(a, b)) == 1


def near(a, b):
    return one_leaf(a, b) and all(abs(x - y) <= abs(x) / 100 for x, y in moved(a, b))


def lost_key(a, b):
    return len(a) == len(b) and sum(len(row) for row in a) == sum(len(row) for row in b) + 1


def other_size(a, b):
    shorter, longer = sorted([a, b], key=len)
    return len(shorter) < len(longer) and longer[:len(shorter)] == shorter


def other_order(a, b):
    return a != b and sorted(map(json.dumps, a)) == sorted(map(json.dumps, b))


CHANGES = {
    "null": ("rows", lambda a, b: b is None),
    "type": ("rows", lambda a, b: b is not None and sort_of(a) != sort_of(b)),
    "shape": ("rows", lost_key),
    "size": ("rows", other_size),
    "order": ("rows", other_order),
    "leaf": ("rows", lambda a, b: one_leaf(a, b) and not near(a, b)),
    "near": ("rows", near),
    "throw+": ("rows", lambda a, b: sort_of(b) == "str" and b.startswith("raised ")),
    "throw-": ("confirm", lambda a, b: a and not b),
    "errkind": ("confirm", lambda a, b: a and b and a[0] != b[0]),
    "errmsg": ("confirm", lambda a, b: a and b and a[0] == b[0] and a[1] != b[1]),
    "status": ("status", lambda a, b: sort_of(b) == "number" and a != b),
    "body": ("body", one_leaf),
    "call": ("calls", lambda a, b: len(a) == 1 and not b),
    "arg": ("calls", lambda a, b: len(a) == len(b) == 1 and one_leaf(a, b)),
}
# Facets that show the changed one because they are made from it.
FOLLOWS = {"rows": {"place", "body", "status"}}


def is_as_said(cell, before, after):
    """Whether a perturbation changes the facet of its column as that says, and no other facet."""
    facet, change = CHANGES[cell.column]
    if cell.is_earlier:
        facet, change = "accepts", lambda a, b: a is None and b == before["confirm"]
    others = [key for key in before if key != facet and before[key] != after[key]
              and key not in FOLLOWS.get(facet, ())]
    return bool(change(before[facet], after[facet])) and not others
