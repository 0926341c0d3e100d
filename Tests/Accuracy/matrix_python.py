"""The projects of the class-by-perturbation matrix in Python: unittest and nothing else."""

NAME = "python"
SOURCE = "shop.py"
COMMAND = ["python3", "-m", "unittest"]

HEAD = '''"""The shelf of a small shop."""

SHELF = [{"name": "milk", "price": 1250}, {"name": "tea", "price": 380}]
CODES = {5: "tea"}


class WrongCode(Exception):
    pass


class Response:
    def __init__(self, status, body):
        self.status = status
        self.body = body
'''

# The facets without any perturbation.
FACETS = {
    "rows": '''
def rows():
    return [dict(row) for row in SHELF]
''',
    "confirm": '''
def confirm(codes):
    for code in codes:
        if code > 5:
            raise WrongCode("wrong code")
''',
    "place": '''
def place(send):
    send("ada@example.org", 2)
    return rows()
''',
    "respond": '''
def respond():
    return Response(200, rows())
''',
}

# For each perturbation: the facet, the function that shows it, and the line before and after.
PERTURBATIONS = {
    "null": ("rows", '''
def rows():
    return list(SHELF)
''', "return list(SHELF)", "return None"),
    "type": ("rows", '''
def rows():
    found = list(SHELF)
    return found or "nothing"
''', 'return found or "nothing"', 'return "nothing"'),
    "shape": ("rows", '''
def rows():
    milk = {"name": "milk"}
    milk["price"] = 1250
    return [milk, SHELF[1]]
''', 'milk["price"] = 1250', "pass"),
    "size": ("rows", '''
def rows():
    return [SHELF[place] for place in range(len(SHELF))]
''', "range(len(SHELF))", "range(len(SHELF) - 1)"),
    "order": ("rows", '''
def rows():
    return sorted(reversed(SHELF), key=lambda row: row["name"])
''', 'sorted(reversed(SHELF), key=lambda row: row["name"])', "list(reversed(SHELF))"),
    "leaf": ("rows", '''
def rows():
    fee = 250
    return [{"name": "milk", "price": 1000 + fee}, SHELF[1]]
''', "1000 + fee", "1000 - fee"),
    "near": ("rows", '''
def rows():
    return [{"name": "milk", "price": 1250}, SHELF[1]]
''', '"price": 1250}, SHELF', '"price": 1251}, SHELF'),
    "throw+": ("rows", '''
def rows():
    try:
        deposit = int("none")
    except ValueError:
        deposit = 0
    return [{"name": "milk", "price": 1250 + deposit}, SHELF[1]]
''', "except ValueError:", "except ():"),
    "throw-": ("confirm", FACETS["confirm"], "if code > 5:", "if False:"),
    "errkind": ("confirm", '''
def confirm(codes):
    for code in codes:
        if code not in CODES:
            raise WrongCode("wrong code")
        CODES[code].strip()
''', "if code not in CODES:", "if False:"),
    "errmsg": ("confirm", '''
def confirm(codes):
    for code in codes:
        highest = 4 + 1
        if code > 5:
            raise WrongCode(f"above {highest}")
''', "highest = 4 + 1", "highest = 4 - 1"),
    "status": ("respond", FACETS["respond"], "Response(200, rows())", "Response(201, rows())"),
    "body": ("respond", '''
def respond():
    body = [{"name": "milk", "price": 1250}, SHELF[1]]
    return Response(200, body)
''', '"price": 1250}, SHELF', '"price": 1251}, SHELF'),
    "call": ("place", FACETS["place"], 'send("ada@example.org", 2)', "pass"),
    "arg": ("place", FACETS["place"], 'send("ada@example.org", 2)', 'send("ada@example.org", 3)'),
}

# Where an error is expected anyway, another one may only come earlier.
EARLIER = ("confirm", FACETS["confirm"], "if code > 5:", "if code >= 5:")

# What the test does first so that it comes by a perturbation that its assertion does not look at.
VISITS = {
    "rows": "rows()",
    "confirm": "with suppress(Exception):\n    confirm([5, 7])",
    "place": "place(print)",
    "respond": "respond()",
}

EXPECTED = '[{"name": "milk", "price": 1250}, {"name": "tea", "price": 380}]'

# For each class: the facet it looks at (None: that of the perturbation, as a value) and forms of it.
# `SUBJECT` stands for the value looked at.
CLASSES = {
    "vacuous": (None, [
        "with suppress(Exception):\n    SUBJECT\nself.assertTrue(True)",
        "try:\n    found = SUBJECT\nexcept Exception:\n    found = []\n"
        "self.assertGreaterEqual(len(found or []), 0)"]),
    "no-throw": (None, [
        "try:\n    SUBJECT\nexcept Exception:\n    self.fail('raised')"]),
    "type-only": (None, [
        "self.assertIsInstance(SUBJECT, list)",
        "self.assertTrue(isinstance(SUBJECT, list))",
        "self.assertIs(type(SUBJECT), list)"]),
    "existence": (None, [
        "self.assertIsNotNone(SUBJECT)",
        "self.assertTrue(SUBJECT is not None)"]),
    "shape": (None, [
        'self.assertIn("price", SUBJECT[0])',
        'self.assertEqual(set(SUBJECT[0]), {"name", "price"})',
        'self.assertEqual(sorted(SUBJECT[0].keys()), ["name", "price"])']),
    "size": (None, [
        "self.assertEqual(len(SUBJECT), 2)",
        "self.assertTrue(len(SUBJECT) == 2)"]),
    "status-only": ("respond", [
        "self.assertEqual(respond().status, 200)"]),
    "call": ("place", [
        "send = Mock()\nplace(send)\nsend.assert_called_once()",
        "send = Mock()\nplace(send)\nself.assertTrue(send.called)",
        "send = Mock()\nplace(send)\nself.assertEqual(send.call_count, 1)"]),
    "call-args": ("place", [
        'send = Mock()\nplace(send)\nsend.assert_called_once_with("ada@example.org", 2)',
        'send = Mock()\nplace(send)\nsend.assert_called_with("ada@example.org", 2)']),
    "snapshot": (None, [
        'snapshot.assert_match(SUBJECT, "rows.txt")']),
    "throws-any": ("confirm", [
        "with self.assertRaises(Exception):\n    confirm([5, 7])",
        "self.assertRaises(Exception, confirm, [5, 7])"]),
    "throws-specific": ("confirm", [
        "with self.assertRaises(WrongCode):\n    confirm([5, 7])",
        "self.assertRaises(WrongCode, confirm, [5, 7])"]),
    "value": (None, [
        f"self.assertEqual(SUBJECT, {EXPECTED})",
        f"found = SUBJECT\nself.assertTrue(found == {EXPECTED})",
        f"self.assertListEqual(SUBJECT, {EXPECTED})"]),
    "value-partial": (None, [
        'self.assertIn({"name": "milk", "price": 1250}, SUBJECT)']),
    "relational": (None, [
        'self.assertLess(SUBJECT[0]["price"], 2000)']),
    "mirrored": (None, [
        "self.assertEqual(SUBJECT, SUBJECT)",
        "self.assertTrue(SUBJECT == SUBJECT)"]),
}

# A relation of what the perturbation leaves alone.
RELATION_OF_NAMES = 'self.assertLess(SUBJECT[0]["name"], SUBJECT[1]["name"])'

SNAPSHOT = '''"""Compares with what was recorded, as packages for snapshots do."""
import pathlib


def assert_match(found, name):
    recorded = (pathlib.Path(__file__).parent / name).read_text()
    if repr(found) != recorded:
        raise AssertionError(f"{found!r} is not what {name} holds")
'''

SUBJECTS = {"rows": "rows()", "confirm": "rows()", "place": "place(print)",
            "respond": "respond().body"}

PROBE = '''
import contextlib, io, json, shop

def error(call):
    try:
        call()
    except Exception as error:
        return [type(error).__name__, str(error)]

def value(call):
    try:
        return call()
    except Exception as error:
        return "raised " + type(error).__name__

calls = []
print(json.dumps({
    "rows": value(shop.rows), "confirm": error(lambda: shop.confirm([5, 7])),
    "accepts": error(lambda: shop.confirm([5])),
    "place": value(lambda: shop.place(lambda *all: calls.append(all))), "calls": calls,
    "status": value(lambda: shop.respond().status), "body": value(lambda: shop.respond().body)}))
'''
PROBE_COMMAND = ["python3", "-c", PROBE]


TEST = "test_shop.py"


def test(body, names):
    """The test file whose one test is `body`."""
    imports = "import unittest\n"
    if "suppress(" in body:
        imports += "from contextlib import suppress\n"
    if "Mock(" in body:
        imports += "from unittest.mock import Mock\n"
    imports += "\n" + ("import snapshot\n" if "snapshot." in body else "")
    imports += f"from shop import {', '.join(names)}\n"
    return imports + "\n\nclass ShopTest(unittest.TestCase):\n    def test_shop(self):\n" + "".join(
        "        " + line + "\n" for line in body.split("\n"))


# Files beside the test, where the test names what stands before the dot.
EXTRAS = {"snapshot.": {"snapshot.py": SNAPSHOT, "rows.txt": repr(eval(EXPECTED))}}
