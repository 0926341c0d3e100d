"""The projects of the class-by-perturbation matrix in JavaScript: node:test and nothing else.

The same shop as in `matrix_python`, with the operators and the assertions of this language. There are
no snapshots: `t.assert.snapshot` needs a later node.
"""

NAME = "javascript"
SOURCE = "shop.mjs"
COMMAND = ["node", "--test"]

HEAD = '''// The shelf of a small shop.

const SHELF = [{ name: 'milk', price: 1250 }, { name: 'tea', price: 380 }];
const STORE = [...SHELF, { name: 'bag', price: 0 }];
const CODES = { 5: 'tea' };

export class WrongCode extends Error {}
'''

FACETS = {
    "rows": '''
export function rows() {
  return SHELF.map((row) => ({ ...row }));
}
''',
    "confirm": '''
export function confirm(codes) {
  for (const code of codes) {
    if (code > 5) throw new WrongCode('wrong code');
  }
}
''',
    "place": '''
export function place(send) {
  send('ada@example.org', 2);
  return rows();
}
''',
    "respond": '''
export function respond() {
  return { status: 200, body: rows() };
}
''',
}

PERTURBATIONS = {
    "null": ("rows", '''
export function rows() {
  return SHELF.slice();
}
''', "{\n  return SHELF.slice();\n}", "{ return null; }"),
    "type": ("rows", '''
export function rows() {
  const found = SHELF.slice();
  return found || 'nothing';
}
''', "return found || 'nothing'", "return 'nothing'"),
    "shape": ("rows", '''
export function rows() {
  const milk = { name: 'milk' };
  milk.price = 1250;
  return [milk, SHELF[1]];
}
''', "milk.price = 1250;", ";"),
    "size": ("rows", '''
export function rows() {
  return STORE.filter((row) => row.price > 0);
}
''', "STORE.filter((row) => row.price > 0)", "STORE"),
    "order": ("rows", '''
export function rows() {
  return [...SHELF].reverse().sort((a, b) => b.price - a.price);
}
''', "b.price - a.price", "b.price + a.price"),
    "leaf": ("rows", '''
export function rows() {
  const fee = 250;
  return [{ name: 'milk', price: 1000 + fee }, SHELF[1]];
}
''', "1000 + fee", "1000 - fee"),
    "near": ("rows", '''
export function rows() {
  return [{ name: 'milk', price: 1250 }, SHELF[1]];
}
''', "price: 1250 }, SHELF", "price: 1251 }, SHELF"),
    "throw+": ("rows", '''
export function rows() {
  let deposit = 0;
  try {
    deposit = JSON.parse('none');
  } catch (error) {
    deposit = 0;
  }
  return [{ name: 'milk', price: 1250 + deposit }, SHELF[1]];
}
''', "catch (error) {\n    deposit = 0;\n  }", "catch (error) { throw error; }"),
    "throw-": ("confirm", FACETS["confirm"], "if (code > 5)", "if (false)"),
    "errkind": ("confirm", '''
export function confirm(codes) {
  for (const code of codes) {
    if (!(code in CODES)) throw new WrongCode('wrong code');
    CODES[code].trim();
  }
}
''', "if (!(code in CODES))", "if (false)"),
    "errmsg": ("confirm", '''
export function confirm(codes) {
  for (const code of codes) {
    const highest = 4 + 1;
    if (code > 5) throw new WrongCode(`above ${highest}`);
  }
}
''', "highest = 4 + 1", "highest = 4 - 1"),
    "status": ("respond", FACETS["respond"], "status: 200", "status: 201"),
    "body": ("respond", '''
export function respond() {
  const body = [{ name: 'milk', price: 1250 }, SHELF[1]];
  return { status: 200, body };
}
''', "price: 1250 }, SHELF", "price: 1251 }, SHELF"),
    "call": ("place", FACETS["place"], "send('ada@example.org', 2);", ";"),
    "arg": ("place", FACETS["place"], "('ada@example.org', 2)", "('ada@example.org', 3)"),
}

EARLIER = ("confirm", FACETS["confirm"], "if (code > 5)", "if (code >= 5)")

VISITS = {
    "rows": "rows();",
    "confirm": "try {\n  confirm([5, 7]);\n} catch {\n  // Not what is looked at here.\n}",
    "place": "place(String);",
    "respond": "respond();",
}

EXPECTED = "[{ name: 'milk', price: 1250 }, { name: 'tea', price: 380 }]"

CLASSES = {
    "vacuous": (None, [
        "try {\n  SUBJECT;\n} catch {\n  // Whatever it was.\n}\nassert.ok(true);",
        "let found = [];\ntry {\n  found = SUBJECT ?? [];\n} catch {\n  found = [];\n}\n"
        "assert.ok(found.length >= 0);"]),
    "no-throw": (None, [
        "assert.doesNotThrow(() => SUBJECT);"]),
    "type-only": (None, [
        "assert.ok(Array.isArray(SUBJECT));",
        "assert.ok(SUBJECT instanceof Array);",
        "assert.strictEqual(typeof SUBJECT, 'object');",
        "assert.strictEqual(Array.isArray(SUBJECT), true);"]),
    "existence": (None, [
        "assert.notStrictEqual(SUBJECT, null);",
        "assert.ok(SUBJECT != null);",
        "assert.ok(SUBJECT);"]),
    "shape": (None, [
        "assert.ok('price' in SUBJECT[0]);",
        "assert.deepStrictEqual(Object.keys(SUBJECT[0]), ['name', 'price']);",
        "assert.ok(Object.hasOwn(SUBJECT[0], 'price'));"]),
    "size": (None, [
        "assert.strictEqual(SUBJECT.length, 2);",
        "assert.ok(SUBJECT.length === 2);"]),
    "status-only": ("respond", [
        "assert.strictEqual(respond().status, 200);"]),
    "call": ("place", [
        "const send = mock.fn();\nplace(send);\nassert.strictEqual(send.mock.callCount(), 1);",
        "const send = mock.fn();\nplace(send);\nassert.strictEqual(send.mock.calls.length, 1);"]),
    "call-args": ("place", [
        "const send = mock.fn();\nplace(send);\n"
        "assert.deepStrictEqual(send.mock.calls[0].arguments, ['ada@example.org', 2]);"]),
    "throws-any": ("confirm", [
        "assert.throws(() => confirm([5, 7]));",
        "assert.throws(() => confirm([5, 7]), Error);"]),
    "throws-specific": ("confirm", [
        "assert.throws(() => confirm([5, 7]), WrongCode);"]),
    "value": (None, [
        f"assert.deepStrictEqual(SUBJECT, {EXPECTED});",
        f"assert.deepEqual(SUBJECT, {EXPECTED});",
        f"const found = SUBJECT;\nassert.deepStrictEqual(found, {EXPECTED});"]),
    "value-partial": (None, [
        "assert.ok(SUBJECT.some((row) => row.price === 1250));",
        "assert.ok(SUBJECT.map((row) => row.price).includes(1250));"]),
    "relational": (None, [
        "assert.ok(SUBJECT[0].price < 2000);"]),
    "mirrored": (None, [
        "assert.deepStrictEqual(SUBJECT, SUBJECT);"]),
}

RELATION_OF_NAMES = "assert.ok(SUBJECT[0].name < SUBJECT[1].name);"

SUBJECTS = {"rows": "rows()", "confirm": "rows()", "place": "place(String)",
            "respond": "respond().body"}

PROBE = '''
const shop = await import(process.cwd() + '/shop.mjs');

function error(call) {
  try {
    call();
    return null;
  } catch (error) {
    return [error.constructor.name, error.message];
  }
}

function value(call) {
  try {
    return call();
  } catch (error) {
    return 'raised ' + error.constructor.name;
  }
}

const calls = [];
console.log(JSON.stringify({
  rows: value(shop.rows), confirm: error(() => shop.confirm([5, 7])),
  accepts: error(() => shop.confirm([5])),
  place: value(() => shop.place((...all) => calls.push(all))), calls,
  status: value(() => shop.respond().status), body: value(() => shop.respond().body),
}));
'''
PROBE_COMMAND = ["node", "--input-type=module", "-e", PROBE]
TEST = "shop.test.mjs"


def test(body, names):
    """The test file whose one test is `body`."""
    imports = "import assert from 'node:assert';\n"
    shown = "mock, test" if "mock.fn" in body else "test"
    imports += f"import {{ {shown} }} from 'node:test';\n"
    imports += f"import {{ {', '.join(names)} }} from './shop.mjs';\n"
    return imports + "\ntest('the shop', () => {\n" + "".join(
        "  " + line + "\n" for line in body.split("\n")) + "});\n"


EXTRAS = {}
