import Suites
import Testing

/// What reading suites of assistant-written projects taught, each case of our own writing.
extension SpecifiedCase {
  static let made: [SpecifiedCase] = [
    // What a display of the test's own holds comes back unchanged, whatever else it holds.
    go(
      """
      plan := &Plan{Region: "eu", Since: now(), Seats: []int{1, 2}}
      if plan.Region != "eu" { t.Errorf("region %s", plan.Region) }
      if len(plan.Seats) != 2 { t.Errorf("seats %d", len(plan.Seats)) }
      """, "vacuous none", "vacuous none"),
    go(
      """
      plan := &Plan{Region: "EU"}
      plan.Normalise()
      if plan.Region != "eu" { t.Errorf("region %s", plan.Region) }
      """, "value business"),
    rust(
      "let plan = Plan { region: \"eu\".to_string(), since: now() };\nassert_eq!(plan.region, \"eu\");",
      "vacuous none"),
    javaScript(
      """
      test('x', () => {
        const plan = { seats: 2, since: now() };
        expect(plan.seats).toBe(2);
        expect(plan.since).toBe(7);
        expect(Buffer.from([1]).toString('hex')).toBe('01');
      });
      """, "vacuous none", "value business", "vacuous none"),
    python(
      "from datetime import date\ndef test_it():\n    day = date(2024, 2, 1)\n    assert day.month == 2",
      "vacuous none"),
    go(
      """
      for _, err := range []error{ErrClosed, ErrBusy} {
        if err == nil { t.Error("nil") }
      }
      """, "vacuous none"),
    rust("assert_eq!(reply()[\"tags\"], json!([\"a\"]));", "value business"),
  ]

  static let failures: [SpecifiedCase] = [
    // A failure that a return, a turn that goes on, or nothing at all keeps from being reached.
    go(
      """
      for _, row := range load("a") {
        if row.Name == "total" { return }
      }
      t.Error("no total")
      """, "value-partial business"),
    swift("if case .closed = state() { return }\nXCTFail(\"open\")", "value business"),
    go(
      """
      for _, name := range leftovers() {
        if name == ".keep" { continue }
        t.Errorf("left %s", name)
      }
      """, "relational business"),
    go("for err := range errs() { t.Errorf(\"worker %v\", err) }", "no-throw shape"),
    go(
      """
      client := NewClient(func(path string) (int, error) {
        t.Error("asked")
        return 0, nil
      })
      client.Warm()
      """, "call business"),
    go(
      """
      found := false
      for _, t := range tools() {
        if t.Name == "x" { found = true }
      }
      if !found { t.Error("x is missing") }
      if got := price(3); got != 30 {
        t.Errorf("got %d", got)
        t.Logf("rates %v", rates)
      }
      """, "value business", "value business"),
    python(
      "def test_it():\n    with pytest.raises(KeyError, match='a'):\n        Order.model_validate({})",
      "throws-specific business"),
  ]

  static let answers: [SpecifiedCase] = [
    // The flag of an envelope and the end of a program are statuses; a state of one's own is a value.
    python(
      "def test_it():\n    reply = ask()\n    assert reply.is_error is False\n    assert reply.text == 'a'",
      "status-only shape", "value business"),
    go("assert.True(t, ask().IsError)", "status-only shape"),
    swift(
      """
      let result = try runTool(["--help"])
      XCTAssertEqual(result.status, 0)
      XCTAssertTrue(result.output.contains("usage"))
      XCTAssertEqual(result.exitStatus, 0)
      XCTAssertEqual(order().status, 1)
      """, "status-only shape", "value-partial business", "status-only shape", "value business"),
    go(
      """
      assert.Equal(t, orders.StatusClosed, closed().Status)
      assert.Equal(t, StatusOK, checked().Status)
      assert.Equal(t, http.StatusOK, got().StatusCode)
      """, "value business", "value business", "status-only shape"),
    // Texts have no members.
    javaScript(
      "test('x', () => { const result = draw(); expect(result).toContain('Done'); });",
      "value-partial business"),
    rust("let data = draw();\nassert!(data.contains(\"Done\"));", "value-partial business"),
    // A column of a table is no result of the code.
    go(
      """
      rows := []struct{ in any; text string; check func(r Reply) }{
        {in: parsed("a"), text: "bad", check: func(r Reply) { assert.Equal(t, 7, r.Total) }},
      }
      for _, row := range rows {
        reply := ask(row.in)
        row.check(reply)
        assert.Contains(t, shown(reply), row.text)
      }
      """, "value business", "value-partial business"),
  ]

  static let states: [SpecifiedCase] = [
    rust(
      """
      let order = Order::open(3);
      let text = serde_json::to_string(&order).unwrap();
      let again: Order = serde_json::from_str(&text).unwrap();
      assert_eq!(again, order);
      """, "relational business"),
    rust(
      """
      let asked = Arc::new(Mutex::new(0));
      let kept = cached({ let asked = asked.clone(); move || { *asked.lock().unwrap() += 1; 5 } });
      assert_eq!(kept, 5);
      assert_eq!(*asked.lock().unwrap(), 1);
      """, "value business", "call shape"),
    swift(
      """
      let store = Store(reducer: Child())
      let before = store.stats
      store.send(.other)
      let after = store.stats
      XCTAssertEqual(after.refreshed, before.refreshed)
      let deadline = try XCTUnwrap(store.deadline(for: "a"))
      store.send(.again)
      XCTAssertEqual(store.deadline(for: "a"), deadline)
      """, "relational business", "existence shape", "relational business"),
    javaScript(
      """
      import { createHash } from 'node:crypto';
      test('x', () => {
        const spy = vi.spyOn(console, 'info').mockImplementation(() => {});
        ask();
        const call = spy.mock.calls.find((c) => c[0] === 'x');
        expect(call[1].ms).toEqual(expect.any(Number));
        expect(digestOf('a')).toBe(createHash('sha256').update('a').digest('hex'));
      });
      """, "type-only shape", "value business"),
    go(
      "_, first := peek()\n_, second := peek()\nassert.Equal(t, first, second)",
      "relational business"),
    // What a helper runs for the test is read once, where it stands.
    go(
      """
      withStore(t, func(s *Store) { assert.Equal(t, 3, s.Size()) })
      """,
      before: """
        func withStore(t *testing.T, run func(s *Store)) {
          s, err := Open()
          assert.NoError(t, err)
          run(s)
        }
        """, "value business"),
    python(
      """
      class FakeGate:
          def send(self, **given):
              assert given["user"] == "ada"
      def test_it():
          gate = FakeGate()
          calls = []
          act(gate, lambda x: calls.append(x))
          assert calls == ["a"]
          assert len(calls) == 1
      """, "call-args business", "call shape"),
    rust(
      "response().assert_code(StatusCode::CREATED);",
      before: """
        struct Reply { status: StatusCode }
        impl Reply {
            fn assert_code(&self, expected: StatusCode) -> &Self {
                assert_eq!(self.status, expected);
                self
            }
        }
        """, "status-only shape"),
    javaScript(
      "test('x', () => { for (const s of listed()) { expect(s.name).toBe(s.id); } });",
      "relational business"),
    go(
      """
      if _, err := os.Stat(target()); err == nil { t.Error("still there") }
      if _, err := os.Stat(target()); err != nil { t.Error("not there") }
      """, "existence business", "existence shape"),
    swift(
      """
      do {
        _ = try load()
        XCTFail("loaded")
      } catch StoreError.closed {
      } catch {
        XCTFail("other")
      }
      """, "throws-specific business"),
    go("asked, stored := callCounts()\nassert.Equal(t, 1, asked)\n_ = stored", "call shape"),
  ]

  static let unread: [SpecifiedCase] = [
    // The status of an error is a leaf of it; that of a program or a response is not.
    python(
      """
      def test_it():
          with pytest.raises(HTTPException) as info:
              load("a")
          assert info.value.status_code == 404
          assert info.value.response.status_code == 404
      """, "throws-specific business", "throws-specific business", "status-only shape"),
    javaScript(
      """
      test('x', () => {
        try { execSync('shop'); expect(true).toBe(false); } catch (err) { expect(err.status).toBe(2); }
      });
      """, "throws-specific business"),
    // A fixed word that is asserted to be another one is a failure.
    swift(
      """
      guard case let .finished(order) = run() else {
        XCTAssertTrue(false)
        return
      }
      XCTAssertEqual(order.total, 3)
      """, "shape shape", "value business"),
    javaScript(
      "test('x', () => { if (total() !== 3) { expect(true).toBe(false); } });", "value business"),
    // A form that somebody else's library asks for, and one of our own.
    javaScript(
      """
      import { isHex, isOpen } from 'viem';
      import { isHash } from '../src/hash';
      test('x', () => {
        expect(isHex(send())).toBe(true);
        expect(isOpen(send())).toBe(true);
        expect(isHash(send())).toBe(true);
      });
      """, "type-only shape", "value business", "value business"),
    // What a test prepares with the standard library is not asserted.
    rust(
      """
      let dir = tempfile::tempdir().unwrap();
      let path = dir.path().join("a");
      std::fs::create_dir_all(&path).unwrap();
      let mut file = std::fs::File::create(&path).unwrap();
      file.write_all(b"a").unwrap();
      load(&path).unwrap();
      """, "no-throw shape"),
    rust("let run = cmd().assert().success();\nlet _ = run.get_output();", "status-only shape"),
    rust(
      "assert!(matches!(name().as_deref(), Some(\"a\") | Some(\"b\")));", "value-partial business"),
    // The end of a chain that an object of the test tree runs and compares.
    rust(
      "Harness::new().stdout(\"a\").success();",
      before: """
        struct Harness { out: String }
        impl Harness {
          fn new() -> Self { Harness { out: String::new() } }
          fn stdout(mut self, text: &str) -> Self { self.out = text.into(); self }
          fn success(self) -> Output { self.status(0) }
          fn status(self, status: i32) -> Output {
            let output = run();
            assert_eq!(output.stdout, self.out);
            output
          }
        }
        """, "value business"),
    // A local that what the tested code is given sets tells of one call.
    go(
      """
      ran, other := false, false
      var seen bool
      Run(func() { ran = true; seen = true })
      other = Ask()
      assert.True(t, ran)
      assert.False(t, seen)
      assert.True(t, other)
      """, "call shape", "call business", "value business"),
    python(
      """
      def test_it():
          started = False
          def start():
              nonlocal started
              started = True
          assert not started
          run(start)
          assert started
      """, "call business", "call shape"),
    // A switch all of whose arms but one fail is a guard by that one's pattern.
    swift(
      """
      switch state() {
      case .open(let since): XCTAssertEqual(since, 3)
      default: XCTFail("closed")
      }
      """, "value business", "shape shape"),
    swift(
      """
      switch state() {
      case .closed: break
      default: XCTFail("open")
      }
      """, "value business"),
    python(
      """
      import re
      def test_it():
          assert re.search("a+", show()) is not None
          assert re.search("a+", show()) is None
          with pytest.deprecated_call(match="gone"):
              run()
      """, "value-partial business", "relational business", "throws-specific business"),
    // A result that is also compared with a text is one.
    python(
      """
      def test_it():
          result = shorten("aaa")
          assert "omitted" in result
          assert result == "a" * 3
      """, "value-partial business", "value business"),
    python(
      """
      def test_it():
          result = shorten("aaa")
          assert "omitted" in result
      """, "shape shape"),
  ]
}

@Suite struct `Cases from assistant-written suites` {
  @Test(
    arguments: SpecifiedCase.made + SpecifiedCase.failures + SpecifiedCase.answers
      + SpecifiedCase.states + SpecifiedCase.unread)
  func `objects of the test, failures, answers and states are read as specified`(
    _ given: SpecifiedCase
  ) throws {
    #expect(try given.labels() == given.expected)
  }
}
