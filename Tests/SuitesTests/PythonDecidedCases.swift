import Suites
import Testing

/// One case that the specification of the classes decides.
struct DecidedCase: CustomTestStringConvertible, Sendable {
  var number: String
  var body: String
  var labels: [String]
  var decorators = ""
  var before = ""

  init(
    _ number: String, _ body: String, _ labels: String..., decorators: String = "",
    before: String = ""
  ) {
    self.number = number
    self.body = body
    self.labels = labels
    self.decorators = decorators
    self.before = before
  }

  var testDescription: String { "case \(number)" }
}

@Suite struct `Python decided cases` {
  @Test(arguments: hardCases + reachCases + rules + mocks)
  func `a decided case has its class, tier and side`(_ decided: DecidedCase) {
    let found = PythonLabels.body(
      decided.body, before: decided.before, decorators: decided.decorators)
    #expect(found == decided.labels)
  }
}

// swift-format-ignore
private let hardCases = [
  DecidedCase("1", "t = type(find(1))\nassert t == dict", "type-only 1 shape"),
  DecidedCase("3", "assert find(1).keys() == {'a', 'b'}", "shape 2 shape"),
  DecidedCase("5 of the decisions", "assert 'a' in rows()[0]\nassert set(rows()[0]) == {'a', 'b'}\nassert 'a' in tags()[0]",
    "shape 1 shape", "shape 2 shape", "value-partial 2 business"),
  DecidedCase("4", "assert len(find(1).keys()) == 2", "size 2 shape"),
  DecidedCase("5", "assert len(find_all()) == 3", "size 2 shape"),
  DecidedCase("6", "x = find_all()\nassert len(x) > 0\nassert x\nassert len(x) >= 0",
    "size 1 shape", "existence 1 shape", "vacuous 0 none"),
  DecidedCase("7", "x = find(1)\nassert isinstance(x, Cart) and x.y == 3", "value 3 business"),
  DecidedCase("8", "x = find(1)\nassert isinstance(x, Cart) or x is None", "type-only 1 shape"),
  DecidedCase("9", "with pytest.raises(ValueError):\n    total(1)", "throws-any 1 shape"),
  DecidedCase("10", "with pytest.raises(KeyError):\n    total(1)", "throws-specific 2 business"),
  DecidedCase("11", "with pytest.raises(ValueError, match='negative'):\n    total(1)",
    "throws-specific 3 business"),
  DecidedCase("11 empty", "with pytest.raises(ValueError, match=''):\n    total(1)",
    "throws-any 1 shape"),
  DecidedCase("12", "with pytest.raises(KeyError) as e:\n    total(1)\nassert e.value.code == 7",
    "throws-specific 2 business", "throws-specific 3 business"),
  DecidedCase("12 dead", "with pytest.raises(KeyError):\n    total(1)\n    assert total(2) == 3",
    "throws-specific 2 business", "value 0 business"),
  DecidedCase("21", "assert find(1) == Cart(1, 2)", "value 3 business"),
  DecidedCase("22", "assert find(1) == to_dto(self.entity)", "mirrored 1 none"),
  DecidedCase("24", "res = client.get('/x')\nassert res.status_code == 200\nassert res.json() is not None",
    "status-only 1 shape", "existence 1 shape"),
  DecidedCase("29", "assert client.get('/x').status_code == 403", "status-only 1 shape"),
  DecidedCase("61", "assert find(1).limit == LIMIT", "value 2 business"),
  DecidedCase("68", "u = find(1)\nassert u is not None", "existence 1 shape"),
  DecidedCase("103", "self.assertTrue(find(1), 3)", "existence 1 shape"),
  DecidedCase("108", "assert find(1).path.exists() is True", "existence 1 shape"),
  DecidedCase("109", "assert client.get('/x').json()", "existence 1 shape"),
  DecidedCase("110", "out = total(1)\nassert 'error' not in out", "relational 1 business"),
  DecidedCase("111", "expected = json.load(open('f'))\nassert total(1) == expected",
    "value 3 business"),
  DecidedCase("112", "np.testing.assert_allclose(total(1), 3.5, rtol=1)", "value 1 business",
    before: "import numpy as np"),
  DecidedCase("113", "self.assertEqual(str(find(1)), 'Foo(1)')", "value 3 business"),
  DecidedCase("114", "start = time.time()\ntotal(1)\nassert time.time() - start < 100",
    "relational 1 business", before: "import time"),
  DecidedCase("118", "self.assertRaises(TypeError, total)", "throws-specific 2 business"),
  DecidedCase("119", "x = find(1)\nassert x == x.strip()", "relational 2 business"),
  DecidedCase("120", "user = find(1)\nassert user.id", "existence 1 shape"),
  DecidedCase("121", "assert find(1).is_valid() is True", "value 2 business"),
  DecidedCase("123", "assert 'saved' in caplog.text", "value-partial 2 business"),
  DecidedCase("124", "assert db.count() == 1\nassert db.get(1).name == 'x'",
    "size 2 shape", "value 3 business"),
]

// swift-format-ignore
private let reachCases = [
  DecidedCase("40", "for r in find_all():\n    assert r.id is not None", "existence 1 shape"),
  DecidedCase("39", "for a, b in [(1, 2), (2, 4)]:\n    assert total(a) == b", "value 3 business"),
  DecidedCase("sized loop", "xs = find_all()\nassert len(xs) == 2\nfor x in xs:\n    assert x.n == 1",
    "size 2 shape", "value 3 business"),
  DecidedCase("41", "r = find(1)\nif r:\n    assert r.x == 1", "value 1 business"),
  DecidedCase("42", "try:\n    total(1)\nexcept KeyError as e:\n    assert str(e) == 'x'",
    "throws-specific 1 business"),
  DecidedCase("42 planned",
    "try:\n    total(1)\n    pytest.fail('no error')\nexcept KeyError as e:\n    assert str(e) == 'x'",
    "throws-specific 2 business", "throws-specific 3 business"),
  DecidedCase("43", "try:\n    assert total(1) == 1\nexcept AssertionError:\n    pass",
    "value 0 business"),
  DecidedCase("43 bare", "try:\n    assert total(1) == 1\nexcept:\n    pass", "value 0 business"),
  DecidedCase("73", "got = total(1)\nif got != 3:\n    pytest.fail('wrong')", "value 3 business"),
  DecidedCase("74", "try:\n    total(1)\nexcept Exception:\n    pytest.fail('raised')",
    "no-throw 1 shape"),
  DecidedCase("117", "pytest.skip('later')\nassert total(1) == 3", "value 0 business"),
  DecidedCase("xfail", "assert total(1) == 3", "value 0 business", decorators: "@pytest.mark.xfail"),
  DecidedCase("strict xfail", "assert total(1) == 3", "value 3 business",
    decorators: "@pytest.mark.xfail(strict=True)"),
  DecidedCase("54", "assert isinstance(total(x), int)", "type-only 1 shape",
    decorators: "@given(st.integers())"),
  DecidedCase("55", "xs = self.xs\nassert sorted(total(client)) == sorted(client)",
    "relational 3 business", decorators: "@given(st.lists(st.integers()))"),
  DecidedCase("after return", "return\nassert total(1) == 3", "value 0 business"),
]

// swift-format-ignore
private let rules = [
  DecidedCase("R1", "total(1) == 3", "vacuous 0 none"),
  DecidedCase("R3 tuple", "assert (total(1) == 3, 'message')", "vacuous 0 none"),
  DecidedCase("R3 text", "assert 'done'", "vacuous 0 none"),
  DecidedCase("R3 or", "assert total(1) == 3 or True", "vacuous 0 none"),
  DecidedCase("R3 sum", "assert 1 + 1 == 2", "vacuous 0 none"),
  DecidedCase("R3 self", "x = total(1)\nassert x == x", "vacuous 0 none"),
  DecidedCase("R4", "d = {'a': 1}\nassert d['a'] == 1", "vacuous 0 none"),
  DecidedCase("R4 touched", "d = {'a': 1}\ntotal(d)\nassert d['a'] == 2", "value 3 business"),
  DecidedCase("R4 closure",
    "n = 0\ndef spy():\n    nonlocal n\n    n += 1\ntotal(spy)\nassert n == 1", "call 1 shape"),
  DecidedCase("R5 object", "assert isinstance(find(1), object)", "vacuous 0 none"),
  DecidedCase("R5 made", "assert isinstance(Cart(), Cart)", "vacuous 0 none"),
  DecidedCase("R5 prefix", "assert find(1).name.startswith('')", "vacuous 0 none"),
  DecidedCase("58", "assert total(2) == total(2)", "mirrored 0 none"),
  DecidedCase("58 inputs", "assert total(2, 3) == total(3, 2)", "relational 2 business"),
  DecidedCase("round trip", "x = {'a': 1}\nassert decode(encode(x)) == x", "relational 3 business"),
  DecidedCase("R7 empty", "assert find_all() == []", "size 2 business"),
  DecidedCase("R7 empty text", "assert total(1) == ''", "value 3 business"),
  DecidedCase("R7 any", "assert find(1) == {'id': ANY, 'name': ANY}", "shape 2 shape"),
  DecidedCase("R7 leaf", "assert find(1) == {'id': ANY, 'name': 'Ada'}", "value 3 business"),
  DecidedCase("R8", "self.assertTrue(total(1) == 3)", "value 3 business"),
  DecidedCase("R8 false", "self.assertFalse(total(1) == 3)", "relational 1 business"),
  DecidedCase("R8 is", "assert (total(1) > 3) is False", "relational 2 business"),
  DecidedCase("R9 in", "assert find(1).name in ('a', 'b')", "value-partial 2 business"),
  DecidedCase("R9 regex", "assert re.match('a+', find(1).name)", "value-partial 2 business"),
  DecidedCase("R9 hasattr", "assert hasattr(find(1), 'name')", "shape 1 shape"),
  DecidedCase("R9 sign", "assert total(1) > 0", "relational 1 business"),
  DecidedCase("R9 bound", "assert 3 < total(1) < 9", "relational 2 business"),
  DecidedCase("R10", "assert find(1) is None", "existence 2 business"),
  DecidedCase("decision 5", "data = find(1)\nassert 'name' in data", "shape 1 shape"),
  DecidedCase("decision 8", "assert LIMIT == 3", "value 3 business"),
  DecidedCase("decision 9", "with pytest.raises(KeyError) as e:\n    total(1)\nassert e.value is not None",
    "throws-specific 2 business", "vacuous 0 none"),
  DecidedCase("decision 15", "before = len(find_all())\ntotal(1)\nassert len(find_all()) == before + 1",
    "value 3 business"),
  DecidedCase("decision 16", "name = find(2)\nassert Cart(name).name == name", "value 3 business"),
  DecidedCase("enum", "assert find(1).color == Color.RED", "value 3 business"),
  DecidedCase("two results", "assert find(1).make().unit == find(1).other().unit", "relational 2 business"),
  DecidedCase("nested class",
    "class H:\n    def handle(self, x):\n        assert x == 3\ntotal(H())", "value 1 business"),
  DecidedCase("error field", "with pytest.raises(KeyError) as e:\n    total(1)\nassert isinstance(e.value.args, tuple)",
    "throws-specific 2 business", "type-only 1 shape"),
  DecidedCase("idempotence", "assert tax(tax(2)) == tax(2)", "relational 2 business"),
  DecidedCase("approx", "assert total(1) == pytest.approx(3.5)", "value 3 business"),
  DecidedCase("every", "assert all(x > 1 for x in find_all())", "relational 1 business"),
  DecidedCase("some", "assert any(x.n == 1 for x in find_all())", "value-partial 2 business"),
  DecidedCase("change", "before = find(1).n\ntotal(1)\nassert find(1).n != before",
    "relational 2 business"),
  DecidedCase("not raised type", "self.assertRaises(KeyError, total, 1)", "throws-specific 2 business"),
  DecidedCase("warns", "with pytest.warns(DeprecationWarning):\n    total(1)",
    "throws-specific 2 business"),
  DecidedCase("helper", "check_total(find(1), 42)", "value 3 business",
    before: "def check_total(cart, expected):\n    assert cart.total == expected"),
  DecidedCase("helper of helper", "check_cart(find(1))", "value 3 business",
    before: "def check_total(cart, n):\n    assert cart.total == n\ndef check_cart(cart):\n    check_total(cart, 3)"),
  DecidedCase("set-up helper", "cart = make_cart()\nassert cart.total == 3", "value 3 business",
    before: "def make_cart():\n    cart = find(1)\n    assert cart is not None\n    return cart"),
  DecidedCase("unknown", "self.assertInvoice(find(1))", "unknown 0 ambiguous"),
  DecidedCase("validator", "total.validate(1)"),
  DecidedCase("snapshot", "assert find(1) == snapshot", "snapshot 2 ambiguous"),
]

// swift-format-ignore
private let mocks = [
  DecidedCase("47", "m = Mock()\nm.return_value = 5\nassert m() == 5", "vacuous 0 none"),
  DecidedCase("49", "m = Mock()\ntotal(m)\nassert m.call_args == call(1, 2)", "call-args 2 business"),
  DecidedCase("50", "m = Mock()\ntotal(m)\nm.assert_called_with(ANY)", "call 1 shape"),
  DecidedCase("51", "m = Mock()\ntotal(m)\nm.save.assert_called_once_with('a', n=3)", "call-args 2 business"),
  DecidedCase("53", "m = Mock()\ntotal(m)\nm.assert_not_called()", "call 2 business"),
  DecidedCase("called", "m = Mock()\ntotal(m)\nassert m.called", "call 1 shape"),
  DecidedCase("count", "m = Mock()\ntotal(m)\nassert m.call_count == 2", "call 1 shape"),
  DecidedCase("none", "m = Mock()\ntotal(m)\nassert m.call_count == 0", "call 2 business"),
  DecidedCase("104 attribute", "m = Mock()\ntotal(m)\nm.assert_called_once", "vacuous 0 none"),
  DecidedCase("104 misspelt", "m = Mock()\ntotal(m)\nassert m.called_once_with(1)", "vacuous 0 none"),
]
