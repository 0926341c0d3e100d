import Suites
import Testing

/// What a third round of repositories that nobody had read taught, each case of our own writing.
extension SpecifiedCase {
  /// What a search leaves, and what a clock or a message stands before.
  static let searched: [SpecifiedCase] = [
    python(
      """
      def test_it():
          found = None
          for ship in fleet():
              if ship.name == "Elbe":
                  found = Berth(ship)
          assert found is not None
      """, "existence shape"),
    rust(
      """
      let mut at = None;
      for (number, ship) in fleet().iter().enumerate() {
          if ship.name == "Elbe" { at = Some(number); }
      }
      assert!(at.is_some());
      """, "existence shape"),
    rust(
      "wait_for(&queue(), 7);",
      before: """
        fn wait_for(queue: &Queue, want: u8) {
            let end = Instant::now() + Duration::from_millis(5);
            loop {
                if let Some(ship) = queue.first() {
                    if ship.state == want { return; }
                }
                if std::time::Instant::now() > end { panic!("late"); }
            }
        }
        """, "value business"),
    swift(
      "check(berth(), 4)",
      before: """
        func check(_ left: Int, _ right: Int) {
          guard left != right else { return }
          let message = "\\(left) is not \\(right)"
          if isVerbose { Issue.record(message) } else { XCTFail(message) }
        }
        """, "value business"),
    swift(
      "expectDocks(\"Elbe\") { XCTAssertEqual($0.berth, 4) }",
      before: """
        func expectDocks(_ name: String, _ body: (Ship) throws -> Void) {
          do { try body(dock(name)) } catch {
            if isVerbose { Issue.record(error) } else { XCTFail("no") }
          }
        }
        """, "no-throw shape", "value business"),
    javaScript("test('x', () => { serve(() => { assert(0); }); });", "call business"),
  ]

  /// Calls that only say whether they failed, and messages of errors.
  static let failed: [SpecifiedCase] = [
    go(
      "assert.Nil(t, json.Unmarshal(reply(), &ship))\nassertNoErr(t, dock(\"Elbe\"))",
      before: "func assertNoErr(t *testing.T, e error) { if e != nil { t.Fatal(e) } }",
      "no-throw shape", "no-throw shape"),
    go(
      """
      c := qt.New(t)
      if berth() != 4 { c.Fatalf("wrong") }
      """, before: "import qt \"github.com/frankban/quicktest\"", "value business"),
    go(
      """
      name := "Elbe"
      assert.NoError(t, rename(&name))
      assert.Equal(t, "Elbe", name)
      """, "no-throw shape", "value business"),
    rust("assert_eq!(format!(\"{}\", dock().unwrap_err()), \"full\");", "throws-specific business"),
    rust(
      """
      let hold = TempDir::new().unwrap();
      load(hold.path());
      hold.child("a.txt").assert("coal");
      hold.child("b.txt").assert(predicate::path::missing());
      hold.child("c.txt").assert(predicate::str::contains("coal"));
      """, "value business", "existence business", "value-partial business"),
    rust(
      "Voyage::new().expect_stop(\"Bremen\").sail();",
      before: """
        struct Voyage { stops: String }
        impl Voyage {
            fn new() -> Self { Voyage { stops: String::new() } }
            fn expect_stop(&mut self, stop: &str) -> &mut Self { self.stops.push_str(stop); self }
            fn sail(&mut self) { assert_eq!(log(), self.stops); }
        }
        """, "value business"),
  ]

  /// R4: what the test wrote down, and stand-ins that it calls itself.
  static let written: [SpecifiedCase] = [
    rust("let ships = vec![Box::new(ship())];\nassert_eq!(ships.len(), 1);", "vacuous none"),
    rust(
      "assert!(Some(3).is_some());\nassert!(berth().is_some());", "vacuous none", "existence shape"),
    rust(
      "let mut ships = vec![ship()];\ndock(&mut ships);\nassert_eq!(ships.len(), 1);", "size shape"),
    javaScript(
      """
      test('x', () => {
        const bell = jest.fn();
        bell('noon');
        expect(bell).toHaveBeenCalledWith('noon');
        const horn = jest.fn();
        warn(() => horn('fog'));
        expect(horn).toHaveBeenCalledWith('fog');
        const spy = jest.spyOn(console, 'warn');
        expect(spy).not.toHaveBeenCalled();
      });
      """, "vacuous none", "call-args business", "call business"),
    javaScript(
      "test('x', () => { const reply = { ok: true }; expect(reply.ok).toBe(true); });",
      "vacuous none"),
    python(
      """
      def test_it(tmp_path):
          hold = Hold(tmp_path)
          hold.fill()
          assert hold.exists()
      """, "existence shape"),
  ]

  /// R6: what makes data for tests computes no expectation.
  static let supplied: [SpecifiedCase] = [
    javaScript(
      """
      import { createTestShip } from '../testHelpers';
      import { dock } from '../src/dock';
      test('x', () => {
        const ship = createTestShip({ berth: 4 });
        expect(dock('Elbe')).toEqual(ship);
      });
      """, "value business"),
    python(
      """
      def test_it():
          ship = Ship.objects.create(name="Elbe")
          assert dock("Elbe").ship == ship
      """, "value business"),
    swift(
      """
      let back = try JSONDecoder().decode(Ship.self, from: JSONEncoder().encode(ship))
      XCTAssertEqual(back.berth, ship.berth)
      """, before: "let ship = load()", "relational business"),
    swift(
      "assertShip(\"Elbe\", berths: [4])",
      before: """
        func assertShip(_ name: String, dry: Bool = false, berths expected: [Int]) {
          assertShip(found: berths(name, dry), expected: expected)
        }
        func assertShip(found: [Int], expected: [Int]) { XCTAssertEqual(found, expected) }
        """, "value business"),
  ]
}

extension SpecifiedCase {
  /// What is asked of files, containers and types that a test only extends or names.
  static let asked: [SpecifiedCase] = [
    python(
      "def test_it():\n    load(\"a.txt\")\n    assert os.path.exists(\"a.txt\")", "existence shape"
    ),
    swift(
      "let palette = Palette()\nXCTAssertEqual(palette.state(), .hidden)",
      before: "extension Palette { func state() -> State { return self.current } }",
      "value business"),
    swift(
      "XCTAssertEqual(reset(1), ISO8601DateFormatter().date(from: \"2026-01-01T00:00:00Z\"))",
      "value business"),
    swift("do { _ = try dock()\nXCTFail() } catch { note() }", "throws-any shape"),
    swift(
      "XCTAssertFalse(window.button.exists)\nXCTAssertEqual(list().size(), 0)",
      "existence business", "size business"),
    go(
      "c := qt.New(t)\n_, err := dock()\nc.Assert(err, qt.Equals, nil)",
      before: "import qt \"github.com/frankban/quicktest\"", "no-throw shape"),
    rust("assert_eq!(rest(1), Some(&dec!(50.00)));", "value business"),
    swift("XCTAssertTrue(window.button.waitForExistence(timeout: 2))", "existence shape"),
    swift(
      "let ship: Ship\ndo { ship = try dock() } catch { XCTFail(\"no\")\nreturn }",
      "no-throw shape"),
    go(
      """
      known := map[string]int{"Elbe": 1}
      _, ok := known[load("a")]
      if !ok { t.Fatal("unknown") }
      """, "shape shape"),
    javaScript(
      """
      import { hash } from '../src/hash';
      import { project } from '../src/project';
      import { load } from '../src/load';
      test('x', () => {
        expect(load('a')).toEqual([{ id: hash('a'), state: 'open' }]);
        const ship = load('b');
        const card = project(ship);
        expect(card.id).toBe(ship.id);
        const before = load('c');
        close();
        const after = load('c');
        expect(before).toEqual(after);
        expect(load('d')).toEqual(load('d'));
      });
      """, "value business", "value business", "relational business", "mirrored none"),
    go(
      """
      for _, tt := range []struct{ name string; want int }{{"Elbe", 200}, {"Oder", 404}} {
        tt := tt
        reply := call(tt.name)
        if reply.StatusCode != tt.want { t.Errorf("got %d", reply.StatusCode) }
      }
      """, "status-only business"),
    go(
      """
      for _, tt := range []struct{ name string; want int }{{"Elbe", 200}, {"Oder", 201}} {
        if call(tt.name).StatusCode != tt.want { t.Error("status") }
      }
      """, "status-only shape"),
    swift("do { try dock() } catch { XCTAssertEqual(1, 2) }", "no-throw shape"),
    go(
      """
      made := store.Create("Elbe")
      if got := store.Find("Elbe"); got.ID != made.ID { t.Errorf("got %s", got.ID) }
      """, "value business"),
    javaScript(
      """
      import { parse, print } from '../src/text';
      import { spawn, move } from '../src/ship';
      test('x', () => {
        const ship = load('a');
        const back = parse(print(ship));
        expect(back.hold.cargo).toBe(ship.hold.cargo);
        const one = spawn(1);
        const other = spawn(1);
        move(one);
        expect(one.place.x).toBe(other.place.x);
        const seconds = timer.state.seconds;
        wait();
        expect(timer.state.seconds).toBe(seconds);
      });
      """, "relational business", "relational business", "relational business"),
    javaScript(
      """
      describe('x', () => {
        let orders;
        beforeEach(() => { orders = module.get(Orders); });
        test('y', () => { expect(orders).toBeDefined(); });
      });
      """, "vacuous none"),
  ]
}

@Suite struct `Cases from a third round of unread suites` {
  @Test(
    arguments: SpecifiedCase.searched + SpecifiedCase.failed + SpecifiedCase.written
      + SpecifiedCase.supplied + SpecifiedCase.asked)
  func
    `searches, failures, what the test wrote and what it was supplied with are read as specified`(
      _ given: SpecifiedCase
    ) throws
  {
    #expect(try given.labels() == given.expected)
  }
}
