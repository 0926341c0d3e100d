"""The tables of `matrix.py`."""
import collections
import pathlib

import matrix_cells

REPORT = pathlib.Path(__file__).resolve().parents[2] / "Reports/static-dynamic.md"


def share(part, whole):
    return f"{part} of {whole}" + (f" ({100 * part / whole:.1f} %)" if whole else "")


def grid(rows):
    """The matrix with, in each cell, its prediction and how many of its projects bear it out."""
    lines = ["| class | " + " | ".join(matrix_cells.COLUMNS) + " |",
             "| --- |" + " --- |" * len(matrix_cells.COLUMNS)]
    found = collections.defaultdict(list)
    for row in rows:
        found[row["class"], row["column"]].append(not row["wrong"])
    for classified, predictions in matrix_cells.MATRIX.items():
        cells = []
        for column, prediction in zip(matrix_cells.COLUMNS, predictions.split()):
            own = found[classified, column]
            right = f"{sum(own)}" if all(own) else f"**{sum(own)}/{len(own)}**"
            cells.append(f"{prediction} {right}" if own else prediction)
        lines.append(f"| `{classified}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def figures(rows):
    run = [row for row in rows if row["status"]]
    as_predicted = [row for row in run if row["status"] == row["expected"]]
    by_hand = [row for row in rows if row["hand"] == row["expected"]]
    named = [row for row in rows if row["scan"] == [row["class"]]]
    right = [row for row in rows if not row["wrong"]]
    kills = collections.Counter(row["by"] for row in run if row["status"] == "killed")
    cells = {(row["class"], row["column"]) for row in rows}
    wrong = {(row["class"], row["column"]) for row in rows if row["wrong"]}
    lines = [
        ("cells that predict, with at least one project", str(len(cells))),
        ("cells all of whose projects bear the prediction out", share(
            len(cells) - len(wrong), len(cells))),
        ("projects", ", ".join(f"{name} {count}" for name, count in collections.Counter(
            row["language"] for row in rows).items())),
        ("the perturbation changes the facet of its column and no other", share(
            sum(row["as said"] for row in rows), len(rows))),
        ("`tocsin scan` names the class", share(len(named), len(rows))),
        ("the plain command with the perturbed source ends as predicted", share(
            len(by_hand), len(rows))),
        ("`tocsin` judges the mutant as predicted", share(len(as_predicted), len(run))),
        ("`tocsin` judges the mutant as the plain command does", share(
            sum(row["status"] == row["hand"] for row in run), len(run))),
        ("class and outcome confirmed", share(len(right), len(rows))),
        ("kills by an assertion, by a crash", f"{kills['assertion']}, {kills['crash']}"),
        ("operators that made the perturbations", ", ".join(
            f"{name} {count}" for name, count in sorted(collections.Counter(
                row["operator"] for row in run if row["operator"]).items()))),
    ]
    return "| | |\n| --- | --- |\n" + "\n".join(f"| {a} | {b} |" for a, b in lines)


def refuted(rows):
    lines = [f"- {row['cell']} (`{row['prediction']}`), `{row['form'].splitlines()[-1]}`: "
             + "; ".join(row["wrong"]) for row in rows if row["wrong"]]
    return "\n".join(lines) or "None."


def text(rows):
    return (f"{grid(rows)}\n\n{figures(rows)}\n\nRefuted:\n\n{refuted(rows)}\n")


def put(section, text):
    """Replaces a section of the report, between two comments; the words around it stay."""
    begin, end = f"<!-- {section} -->\n", f"<!-- end of {section} -->"
    before, rest = REPORT.read_text().split(begin)
    REPORT.write_text(before + begin + "\n" + text.strip() + "\n\n" + end + rest.split(end)[1])


def show(rows, write):
    if write:
        put("cells", text(rows))
    else:
        print(text(rows))
