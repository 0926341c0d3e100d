import Suites
import Testing

/// What fresh files, labelled from the specification alone, taught: values that no tested code made,
/// and what stand-ins were given. Each case is of our own writing.
extension SpecifiedCase {
  /// R4: the test's own literals, functions and stand-ins.
  static let own: [SpecifiedCase] = [
    python(
      """
      def halved(amount):
          return round(amount / 2, 2)

      def test_it():
          share = halved(3)
          assert share == 1.5
      """, "vacuous none"),
    python(
      """
      @pytest.fixture
      def ticket():
          return {"lines": [{"sku": "A"}, {"sku": "B"}]}

      def test_it(ticket):
          skus = [line["sku"] for line in ticket["lines"]]
          assert skus == ["A", "B"]

      def test_more(ticket):
          close(ticket)
          assert ticket["lines"] == [1]
      """, "vacuous none", "value business"),
    python("def test_it():\n    assert state() == \"open\" or \"closed\"", "vacuous none"),
    javaScript(
      """
      import { run } from '../src/run';
      test('x', async () => {
        const carrier = { quote: jest.fn(async () => ({ pence: 410 })) };
        const { pence } = await carrier.quote('EU');
        expect(pence).toBe(410);
        const lost = Object.assign(new Error('gone'), { code: 'E_GONE' });
        expect(lost.code).toBe('E_GONE');
        jest.spyOn(run, 'last').mockReturnValue(4);
        expect(run.last()).toBe(4);
        expect(run.first()).toBe(4);
      });
      """, "vacuous none", "vacuous none", "vacuous none", "value business"),
    go(
      """
      unescape := func(s string) string { return s + "!" }
      for in, want := range map[string]string{"a": "a!"} {
        if got := unescape(in); got != want { t.Errorf("got %s", got) }
      }
      """, "vacuous none"),
    go(
      """
      cause := errors.New("reset")
      assert.ErrorIs(t, errors.Join(cause), cause)
      assert.ErrorIs(t, pay(cause), cause)
      """, "vacuous none", "throws-specific business"),
    swift(
      "flags.isReadOnly = true\nXCTAssertTrue(flags.isReadOnly)\nflags.flip()\nXCTAssertTrue(flags.isReadOnly)",
      before:
        "final class Flags { var isReadOnly = false\nfunc flip() { isReadOnly = !isReadOnly } }\nlet flags = Flags()",
      "vacuous none", "value business"),
    // What an object of the tested code gives back may be more than what it was told.
    python(
      "def test_it():\n    user = User()\n    user.mail = \"A@B\"\n    assert user.mail == \"a@b\"",
      "value business"),
    // A literal of a declared type is made by that type; a plain one is not.
    swift(
      "let one: Fields = [.a: \"x\"]\nlet other: [String] = [\"x\"]\nXCTAssertEqual(one, [.a: \"y\"])\nXCTAssertEqual(other, [\"x\"])",
      "value business", "vacuous none"),
    // A stand-in whose answer depends on what the tested code did is no answer of the test's.
    swift(
      "run(gate)\nXCTAssertTrue(gate.wait())",
      before: """
        final class Gate { var isOpen = false
        func open() { isOpen = true }
        func wait() -> Bool { while !isOpen { pause() }
        return true } }
        let gate = Gate()
        """, "value business"),
    // A literal of the tested code's type answers by that type's own methods.
    go(
      """
      chain := &Chain{Name: "a"}
      assert.Equal(t, "chain a", chain.String())
      """, "value business"),
    rust("assert_eq!(\"1-2\".parse::<Range>(), Ok(Range { from: 1, to: 2 }));", "value business"),
  ]

  /// R13: what spies recorded, however it is read.
  static let recorded: [SpecifiedCase] = [
    python(
      """
      import json

      def test_it():
          seen = []
          def handler(request):
              seen.append(request)
          client(handler).charge(5)
          assert json.loads(seen[0].content)["amount"] == 500
      """, "call-args business"),
    go(
      """
      var body []byte
      serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
        body, _ = io.ReadAll(r.Body)
      }))
      assert.Equal(t, "x", string(body))
      assert.NotEmpty(t, body)
      """, "call-args business", "size shape"),
    swift(
      "run(mailer)\nlet first = try XCTUnwrap(mailer.sent.first)\nXCTAssertEqual(first.title, \"Hi\")",
      before: """
        final class Mailer { var sent: [Mail] = []
        func send(_ mail: Mail) { sent.append(mail) } }
        let mailer = Mailer()
        """, "existence shape", "call-args business"),
    rust(
      "run(&source);\nassert_eq!(source.closes.get(), 1);",
      before: """
        struct Source { closes: Cell<u32> }
        impl Source { fn close(&self) { self.closes.set(self.closes.get() + 1); } }
        """, "call shape"),
  ]

  /// Errors, orders and parts.
  static let inspected: [SpecifiedCase] = [
    python(
      """
      def test_it():
          with pytest.raises(Busy) as caught:
              run()
          assert caught.value.retryable is True
      """, "throws-specific business", "throws-specific business"),
    python(
      """
      def test_it():
          raised = False
          try:
              clear()
          except Exception:
              raised = True
          assert not raised

      def test_more():
          failed = False
          try:
              apply("x")
          except Exception:
              failed = True
          assert failed
      """, "no-throw shape", "throws-any shape"),
    rust(
      "match parse(\"4-x\") {\n  Err(Bad::Number { column, .. }) => assert_eq!(column, 3),\n  _ => {}\n}",
      "throws-specific business"),
    python(
      "def test_it():\n    assert {\"id\": 1}.items() <= row().items()", "value-partial business"),
    python("def test_it():\n    assert {\"id\", \"name\"} <= set(row().keys())", "shape shape"),
    python(
      "def test_it():\n    assert sorted(shuffle(a)) == sorted(draw(b))", "relational business"),
    go(
      "if len(grow(a)) < len(shrink(b)) { t.Error(\"shorter\") }", "relational business"),
    go("if !queue().IsEmpty() { t.Error(\"left\") }", "size business"),
    go(
      """
      want := 100 + 100*math.MaxInt8/100
      assert.Equal(t, want, gross(100))
      """, "value business"),
    javaScript(
      """
      test('x', () => {
        const parcel = load();
        const { events } = parcel;
        record(parcel);
        expect(parcel.events).toEqual(events);
        const keys = Object.keys(load()).sort();
        expect(keys).toEqual(['id', 'name']);
      });
      """, "mirrored none", "shape shape"),
    swift("await_all()\ntry expectProblem(run(), of: 4)", "unknown ambiguous"),
    swift("XCTAssertNotNil(run().text.firstMatch(of: /a+/))", "value-partial business"),
  ]
}

@Suite struct `Cases from an examination` {
  @Test(arguments: SpecifiedCase.own + SpecifiedCase.recorded + SpecifiedCase.inspected)
  func `what the test made, what spies recorded and what is inspected are read as specified`(
    _ given: SpecifiedCase
  ) throws {
    #expect(try given.labels() == given.expected)
  }
}
