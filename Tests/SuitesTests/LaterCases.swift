import Suites
import Testing

/// What a fourth round of repositories that nobody had read taught, each case of our own writing.
extension SpecifiedCase {
  /// Data, objects and containers that the test itself wrote.
  static let ownData: [SpecifiedCase] = [
    rust(
      """
      assert_eq!(harbour().plan, json!({"berth": 4, "crane": {"free": true}, "ships": [{"a": -1}]}));
      assert_eq!(json!({"name": "Elbe", "left": null}), harbour().plan);
      """, "value business", "value business"),
    rust(
      """
      let error = Problem::new(4, "late").with_note("hull", "wet");
      assert_eq!(error.notes.get("hull"), Some(&json!("wet")));
      let err = Problem::Missing { id: 4 };
      assert!(err.to_string().contains("number 4"));
      let error = harbour().unwrap_err();
      assert_eq!(error.code, 4);
      """, "value business", "value-partial business", "throws-any shape",
      "throws-specific business"),
    rust(
      """
      let mut ship = Ship::new("Elbe");
      ship.draught = Metres::from(60);
      ship.crew = 9;
      assert_eq!(ship.name, "Elbe");
      assert_eq!(ship.crew, 9);
      ship.crew = 3;
      ship.sail();
      assert_eq!(ship.crew, 3);
      """, "value business", "vacuous none", "value business"),
    rust(
      """
      let mut berths = HashMap::new();
      berths.insert("Elbe".to_string(), 1);
      assert!(berths.contains_key("Elbe"));
      let mut crew = HashMap::new();
      crew.insert("Elbe", muster());
      assert!(crew.contains_key("Elbe"));
      let mut log = HashMap::new();
      if harbour() { log.insert("Elbe", 1); }
      assert!(log.contains_key("Elbe"));
      """, "vacuous none", "shape shape", "shape shape"),
    swift(
      """
      let data = try #require("7".data(using: .utf8))
      let raw = try XCTUnwrap(text().data(using: .utf8))
      let same = try #require("7".data(using: String.Encoding.utf8))
      """, "vacuous none", "existence shape", "vacuous none"),
  ]

  /// What says why it fails, and what a value is taken from.
  static let fallback: [SpecifiedCase] = [
    rust(
      """
      let ship = load("Elbe").unwrap_or_else(|e| panic!("no ship: {e}"));
      assert_eq!(ship.berth, 4);
      """, "value business"),
    swift(
      """
      XCTAssertThrowsError(try dock()) { error in
        XCTAssertTrue("\\(error)".contains("no berth"))
      }
      """, "throws-any shape", "throws-specific business"),
    rust(
      "assert_holds!(&log(), \"Elbe\", \"no ship\");",
      before: """
        macro_rules! assert_holds {
            ($out:expr, $ship:expr, $note:expr $(,)?) => {
                $crate::helpers::must_hold($out, $ship, $note)
            };
        }
        fn must_hold(out: &str, ship: &str, note: &str) {
            if !out.contains(ship) { panic!("{note}"); }
        }
        """, "value-partial business"),
    javaScript(
      """
      import request from 'supertest';
      import { app } from '../src/app';
      test('x', () => request(app).get('/berths').expect(200).expect({ status: 'free' }));
      """, "status-only shape", "value business"),
    python(
      """
      def test_it():
          ship = load("Elbe")
          assert str(ship.berth) in ship.log
          assert ship.state in ship.log
          assert "Elbe" in ship.log
          record = Path("log.md").read_text().lower()
          assert "elbe" in record
      """, "relational business", "relational business", "value-partial business",
      "value-partial business"),
  ]
}

extension SpecifiedCase {
  /// What a helper is given, and may change.
  static let given: [SpecifiedCase] = [
    python(
      """
      def check_docked(ships):
          dock(ships)
          assert ships == ["Elbe"]
      def test_it():
          check_docked(["Oder"])
      """, "value business")
  ]

  /// Tests of nothing but stand-ins, and functions and objects of the test tree's own.
  static let ownCode: [SpecifiedCase] = [
    javaScript(
      """
      import { harbour } from '../src/harbour';
      import { Ship } from '../src/ship';
      jest.mock('../src/harbour', () => ({ harbour: jest.fn() }));
      const log = { enter: jest.fn() };
      test('x', async () => {
        harbour.mockResolvedValue({ ships: () => [1] });
        const ships = (await harbour()).ships();
        expect(ships).toHaveLength(1);
        log.enter(ships);
        expect(log.enter).toHaveBeenCalledWith(ships);
      });
      """, "vacuous none", "vacuous none"),
    javaScript(
      """
      import { harbour } from '../src/harbour';
      import { Ship } from '../src/ship';
      jest.mock('../src/harbour', () => ({ harbour: jest.fn() }));
      test('x', async () => {
        const ships = (await harbour()).ships();
        new Ship(ships).sail();
        expect(ships).toHaveLength(1);
        expect(harbour).toHaveBeenCalledWith(4);
      });
      """, "size shape", "call-args business"),
    javaScript(
      """
      import { harbour } from '../src/harbour';
      jest.mock('../src/harbour', () => ({ ...jest.requireActual('../src/harbour') }));
      test('x', async () => { expect(await harbour()).toHaveLength(1); });
      """, "size shape"),
    go(
      """
      Assert(t, dock(), Wanted{Berth: func(t *testing.T, n int) { if n != 4 { t.Error(n) } }})
      """,
      before: """
        type Wanted struct { Berth func(t *testing.T, n int) }
        func Assert(t *testing.T, s Ship, w Wanted) { w.Berth(t, s.Berth) }
        """, "value business"),
    go(
      """
      Assert(t, dock(), Wanted{Berth: func(t *testing.T, n int) { if n != 4 { t.Error(n) } }})
      ship := Ship{Name: "Elbe"}
      AssertSame(t, 0, ship.Crew)
      AssertSame(t, 4, dock().Crew)
      """,
      before: """
        type Wanted struct { Berth func(t *testing.T, n int) }
        func Assert(t *testing.T, s Ship, w Wanted) {
          s.Apply(func(n int) { w.Berth(t, n) })
        }
        func AssertSame(t *testing.T, want, got any) { if want != got { t.Error(got) } }
        """, "value business", "vacuous none", "value business"),
    go(
      """
      ship := Ship{Name: "Elbe"}
      if ship.Crew != 0 { t.Error("crew") }
      if ship.Name != "Elbe" { t.Error("name") }
      board(&ship)
      if ship.Crew != 4 { t.Error("crew") }
      """, "vacuous none", "vacuous none", "value business"),
    swift(
      """
      XCTAssertEqual(try roundTrip(Ship(name: "Elbe")), Ship(name: "Elbe"))
      XCTAssertEqual(try roundTrip(Ship(name: "Elbe")), Ship(name: "Oder"))
      """, "relational business", "value business"),
    go(
      """
      err := newBerthError(4, "Elbe")
      if err.Berth != 4 { t.Error("berth") }
      if err.Status != 401 { t.Error("status") }
      ship, err := NewShip("")
      if err.Error() != "no name" { t.Error(ship) }
      """, "value business", "value business", "throws-specific business"),
  ]

  /// Functions of the suite that only fail it, that compare two values together, and that are
  /// called like one of the library.
  static let ownFailures: [SpecifiedCase] = [
    swift(
      """
      func fail(_ why: String) { let text = "no: " + why; XCTFail(text) }
      if berth(of: "Elbe") != 4 { fail("berth") }
      if berth(of: "Oder") != 4 { log("berth") }
      """, "value business"),
    swift(
      """
      switch (load("Elbe"), [4, 7]) {
      case (let a, let b) where a == b: break
      case (_?, nil): XCTFail("too few")
      case (nil, nil): return
      }
      """, "value business"),
    swift(
      """
      switch (load("Elbe"), [4, 7]) {
      case (let a, let b) where a == b: break
      case (nil, nil): return
      }
      """),
    swift(
      "assert(load(\"Elbe\"), [4, 7])",
      before: """
        func assert(_ one: [Int], _ two: [Int]) {
          XCTAssertEqual(one, two)
        }
        """, "value business"),
    swift("assert(load(\"Elbe\") == [4, 7])"),
    python(
      """
      def test_berth():
          def give_up(why):
              pytest.fail(why)
          if berth("Elbe") != 4:
              give_up("berth")
      """, "value business"),
  ]
}

@Suite struct `Cases from a fourth round of unread suites` {
  @Test(
    arguments: SpecifiedCase.ownData + SpecifiedCase.fallback + SpecifiedCase.ownCode
      + SpecifiedCase.given + SpecifiedCase.ownFailures)
  func `what the test wrote itself and what only says why are read as specified`(
    _ given: SpecifiedCase
  ) throws {
    #expect(try given.labels() == given.expected)
  }

  /// The side of the statuses of two tests.
  private func sides(_ first: String, _ second: String, before: String = "") -> [Side] {
    let file = PythonLabels.analyse(
      """
      class TestBerths(TestCase):
          def setUp(self):
              self.berth = Berth.objects.create()
              self.url = f"/berths/{self.berth.id}/free/"
      \(before)
          def test_one(self):
              r = \(first)
              self.assertEqual(r.status_code, 200)
          def test_other(self):
              r = \(second)
              self.assertEqual(r.status_code, 404)
      """)
    return file.tests.flatMap(\.assertions).map(\.side)
  }

  @Test(arguments: [
    ("self.client.get(self.url)", "self.client.get('/berths/no-such-berth/free/')", true),
    ("self.client.get('/berths/7/free')", "self.client.get(f'/berths/{other.id}/free/?x=1')", true),
    ("self.client.get(self.url)", "self.client.post(self.url)", false),
    ("self.client.get('/berths/plan/')", "self.client.get('/berths/crew/')", false),
    ("self.post({'a': 1})", "self.post({'a': 2})", true),
  ])
  func `one route is recognised whichever object it names`(
    _ first: String, _ second: String, _ isOne: Bool
  ) {
    let helper = """
          def post(self, data):
              url = f"/berths/{self.berth.id}/"
              return self.client.post(url, data)
      """
    #expect(
      sides(first, second, before: helper) == (isOne ? [.business, .business] : [.shape, .shape]))
  }

  @Test func `addresses of one name are not one route`() {
    let file = PythonLabels.analyse(
      """
      def test_one(client):
          url = "/berths/"
          assert client.get(url).status_code == 200
      def test_other(client):
          url = "/cranes/"
          assert client.get(url).status_code == 404
      def test_moved(client):
          r = client.get("/cranes/")
          self.assertRedirects(r, "/login/")
      """)
    #expect(
      file.tests.flatMap(\.assertions).map(\.rule).prefix(2) == ["R9", "R12"])
  }
}
