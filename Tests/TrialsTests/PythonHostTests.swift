import Python
import Testing
import Text
import Trials

/// Mutants in a host that has loaded the project, beside the plain command.
@Suite struct PythonHostTests {
  private typealias Case = HostCase

  private static let shop = """
    import functools


    def doubled(function):
        @functools.wraps(function)
        def inner(value):
            return function(value) * 2
        return inner


    def adder(step):
        def add(value):
            return value + step
        return add


    plus_two = adder(2)


    @doubled
    def price(value):
        return value + 1


    class Cart:
        rate = 3

        def total(self, prices, start=10):
            return sum(prices) + start * self.rate

        @property
        def name(self):
            return "cart"

        @staticmethod
        def __limited(value):
            return min(value, 5)

        def limit(self, value):
            return self.__limited(value)


    @functools.lru_cache
    def table(size):
        return list(range(size))


    TABLE = table(3)


    def numbers(stop):
        for number in range(stop):
            yield number + 10


    LIVE = numbers(3)


    def squares(stop):
        return [number ** 2 for number in range(stop)]


    def checked(value):
        try:
            return float(value)
        except ValueError:
            return None

    """

  private static let tests = """
    import shop


    def test_functions():
        assert shop.plus_two(1) == 3
        assert shop.price(1) == 4
        assert shop.squares(3) == [0, 1, 4]
        assert shop.checked("1") == 1


    def test_cart():
        cart = shop.Cart()
        assert cart.total([1]) == 31
        assert cart.name == "cart"
        assert cart.limit(9) == 5


    def test_table():
        assert shop.table(3) == [0, 1, 2]


    def test_numbers():
        assert list(shop.LIVE) == [10, 11, 12]


    def test_lazy():
        import lazy
        assert lazy.less(2) == 1

    """

  private static let cases = [
    Case("closure", "value + step", "value - step"), Case("wrapper", "* 2\n", "* 3\n"),
    Case("decorated", "value + 1", "value - 1"),
    Case("method", "sum(prices) + start", "sum(prices) - start"),
    Case("property", "\"cart\"", "\"\""), Case("mangled", "min(value", "max(value"),
    Case("inner", "number ** 2", "number ** 3"), Case("handler", "float(value)", "None"),
    Case("lives", "return None", "return 0", .survived),
    Case("lazy", "value - 1", "value", in: "lazy.py"),
    Case(
      "body", "try:\n        return float(value)\n    except ValueError:\n        return None",
      "return None\n\n\n"),
    Case("default", "start=10", "start=11", .killed, "forked"),
    Case("class body", "rate = 3", "rate = 4", .killed, "forked"),
    Case("loading", "list(range(size))", "[]", .killed, "forked"),
    Case("alive", "number + 10", "number", .killed, "forked"),
    Case("module", "adder(2)", "adder(3)", .killed, "forked"),
    Case("decorator", "@doubled", "", .killed, "forked"),
  ]

  /// Places at the lines of the shop's functions, by what stands on the line.
  private static let lines = [
    "        return function(value) * 2", "        return value + step", "    return value + 1",
    "        return sum(prices)", "        return \"cart\"", "        return min(value",
    "    return list(range", "    for number in range(stop):\n        yield", "    return [number",
    "    try:",
  ]
  private static let places = [
    "wrapper": 0, "closure": 1, "decorated": 2, "method": 3, "default": 3, "property": 4,
    "mangled": 5, "loading": 6, "alive": 7, "inner": 8, "handler": 9, "body": 9, "lazy": 10,
  ]

  private func weaving(_ project: TrialProject) -> Weaving {
    func marker(_ place: Int, _ line: String, in path: String) -> Edit {
      let start = mutant("", in: project.text(path), line, "").edit.range.start
      let indent = line.prefix { $0 == " " }
      return Edit(ByteRange(start, start), "\(indent)__tocsin_reach__(\(place))\n")
    }
    var places = PythonHostTests.places
    places["lives"] = 11
    var shop = PythonHostTests.lines.enumerated().map { marker($0, $1, in: "shop.py") }
    shop.append(marker(11, "    try:", in: "shop.py"))
    return Weaving(
      edits: ["shop.py": shop, "lazy.py": [marker(10, "    return value", in: "lazy.py")]],
      places: places)
  }

  private func both(
    _ files: [String: String], _ command: [String], _ cases: [Case],
    weaving: (TrialProject) -> Weaving
  ) throws -> (quick: CampaignResult, plain: CampaignResult) {
    let project = try TrialProject(files)
    let mutants = cases.map {
      project.mutant(
        $0.id, at: $0.path ?? "shop.py", $0.original, $0.replacement,
        function: ["class body", "module", "decorator"].contains($0.id) ? "" : $0.id)
    }
    var campaign = project.campaign(
      .python, try project.runner(.python, command), mutants, weaving: weaving(project)
    ) { $0.agreementSample = 0 }
    let quick = try project.run(campaign)
    campaign.options.runsQuickly = false
    return (quick, try project.run(campaign))
  }

  @Test(.enabled(if: isInstalled("pytest")))
  func `a host of pytest ends mutants as the command does and refuses what it cannot put in`()
    throws
  {
    let cases = PythonHostTests.cases
    let files = [
      "shop.py": PythonHostTests.shop, "lazy.py": "def less(value):\n    return value - 1\n",
      "test_shop.py": PythonHostTests.tests,
    ]
    let (quick, plain) = try both(files, ["python3", "-m", "pytest"], cases, weaving: weaving)
    #expect(quick.notices == [])
    for (index, one) in cases.enumerated() {
      #expect(quick.outcomes[index].status == one.status, "\(one.id)")
      #expect(quick.outcomes[index].mode == one.mode ?? "resident", "\(one.id)")
      #expect(plain.outcomes[index].status == one.status, "\(one.id)")
      #expect(quick.outcomes[index].killedBy == plain.outcomes[index].killedBy, "\(one.id)")
      #expect(quick.outcomes[index].by == plain.outcomes[index].by, "\(one.id)")
    }
  }

  private static let counter = """
    def count():
        return 1


    def step(value):
        return value + 1

    """

  /// A place in each of the counter's functions.
  private func counting(_ project: TrialProject) -> Weaving {
    let text = project.text("counter.py")
    let edits = ["    return 1", "    return value"].enumerated().map { place, line in
      let start = mutant("", in: text, line, "").edit.range.start
      return Edit(ByteRange(start, start), "    __tocsin_reach__(\(place))\n")
    }
    let places = [
      "count": 0, "step": 1, "hangs": 1, "leaks": 1, "exits": 1, "memory": 1,
    ]
    return Weaving(edits: ["counter.py": edits], places: places)
  }

  private static let fixtures = """
    import unittest
    import counter


    class Counting(unittest.TestCase):
        @classmethod
        def setUpClass(cls):
            cls.first = counter.count()

        def test_one(self):
            self.assertEqual(counter.step(1), 2)

        def test_two(self):
            self.assertEqual(self.first, 1)

    """

  @Test func `a host of unittest knows that a test alone runs what another one set up`() throws {
    let cases = [
      Case("count", "return 1", "return 2", in: "counter.py"),
      Case("step", "value + 1", "value - 1", in: "counter.py"),
    ]
    let (quick, plain) = try both(
      ["counter.py": PythonHostTests.counter, "test_counter.py": PythonHostTests.fixtures],
      ["python3", "-m", "unittest"], cases, weaving: counting)
    #expect(quick.outcomes.map(\.mode) == ["resident", "resident"])
    #expect(
      quick.outcomes.map(\.killedBy) == [
        ["test_counter.Counting.test_two"], ["test_counter.Counting.test_one"],
      ])
    #expect(quick.outcomes[0].reachedBy.count == 2)
    #expect(plain.outcomes.map(\.killedBy) == quick.outcomes.map(\.killedBy))
  }

  @Test func `a mutant in a host is ended with all that it started`() throws {
    let cases = [
      Case("hangs", "return value + 1", "while True: pass", .timeout, in: "counter.py"),
      Case(
        "leaks", "return value + 1",
        "__import__('subprocess').Popen(['sleep', '600'], start_new_session=True); return value",
        in: "counter.py"),
      Case(
        "exits", "return value + 1", "__import__('os').kill(__import__('os').getppid(), 9)",
        .killed, in: "counter.py"),
      Case("step", "value + 1", "value - 1", in: "counter.py"),
    ]
    let project = try TrialProject([
      "counter.py": PythonHostTests.counter, "test_counter.py": PythonHostTests.fixtures,
    ])
    let mutants = cases.map {
      project.mutant($0.id, at: "counter.py", $0.original, $0.replacement, function: $0.id)
    }
    let result = try project.run(
      project.campaign(
        .python, try project.runner(.python, ["python3", "-m", "unittest"]), mutants,
        weaving: counting(project)
      ) {
        $0.agreementSample = 0
        $0.floorSeconds = 2
        $0.limits.graceSeconds = 0.2
      })
    #expect(result.outcomes.map(\.status) == cases.map(\.status))
    #expect(result.outcomes.map(\.mode) == ["resident", "resident", "patched", "resident"])
    #expect(result.notices == ["1 runs left processes behind, which were ended"])
  }

  @Test(arguments: [
    (
      "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True, "
        + "name='clock').start()\n", "the thread clock runs"
    ),
    ("import socket\nKEPT = socket.socket()\n", "a socket is open"),
    ("import asyncio\nLOOP = asyncio.new_event_loop()\n", "is open"),
    ("open('made.txt', 'w').close()\n", "loading the tests changes made.txt"),
  ])
  func `a host refuses a project that cannot be forked`(loading: String, why: String) throws {
    let cases = [Case("step", "value + 1", "value - 1", .killed, "forked", in: "counter.py")]
    let (quick, _) = try both(
      [
        "counter.py": PythonHostTests.counter,
        "test_counter.py": loading + PythonHostTests.fixtures,
      ], ["python3", "-m", "unittest"], cases, weaving: counting)
    #expect(quick.outcomes.map(\.mode) == ["forked"])
    #expect(quick.outcomes.map(\.status) == [.killed])
    #expect(quick.notices.contains { $0.contains(why) })
  }

  @Test(.enabled(if: isInstalled("pytest")))
  func `what loads the project before its tests is run by the command itself`() throws {
    let module = Case("module", "adder(2)", "adder(3)", .killed, "patched")
    let files = [
      "shop.py": PythonHostTests.shop, "lazy.py": "def less(value):\n    return value - 1\n",
      "test_shop.py": PythonHostTests.tests, "early.py": "import lazy\n",
    ]
    let (quick, plain) = try both(
      files, ["python3", "-m", "pytest", "-p", "early"], [module], weaving: weaving)
    #expect(quick.outcomes.map(\.mode) == ["patched"])
    #expect(quick.outcomes.map(\.status) == [.killed])
    #expect(quick.outcomes.map(\.killedBy) == plain.outcomes.map(\.killedBy))
  }

  @Test func `a test that needs another one before it makes trials run the whole suite`() throws {
    let tests = """
      import unittest
      import counter

      seen = []


      class Counting(unittest.TestCase):
          def test_a(self):
              seen.append(counter.count())

          def test_b(self):
              self.assertEqual(counter.step(seen[0]), 2)

      """
    let cases = [
      Case("count", "return 1", "return 2", .killed, "resident", in: "counter.py"),
      Case("step", "value + 1", "value - 1", .killed, "resident", in: "counter.py"),
    ]
    let (quick, plain) = try both(
      ["counter.py": PythonHostTests.counter, "test_counter.py": tests],
      ["python3", "-m", "unittest"], cases, weaving: counting)
    #expect(quick.outcomes.map(\.mode) == ["resident", "resident"])
    #expect(quick.notices.count == 1)
    #expect(quick.outcomes.map(\.status) == plain.outcomes.map(\.status))
    #expect(quick.outcomes.map(\.killedBy) == plain.outcomes.map(\.killedBy))
  }

  private static let three = """
    import unittest
    import counter


    class Three(unittest.TestCase):
        def test_a(self):
            [1, 2][counter.step(0)]

        def test_b(self):
            self.assertEqual(counter.step(1), 2)

        def test_c(self):
            self.assertEqual(counter.step(2), 3)

    """

  @Test(arguments: ["pytest", "unittest"], [true, false])
  func `a trial that ends early ends with the first assertion that fails and not with a crash`(
    runner: String, isQuick: Bool
  ) throws {
    guard runner != "pytest" || isInstalled("pytest") else { return }
    let project = try TrialProject([
      "counter.py": PythonHostTests.counter, "test_counter.py": PythonHostTests.three,
    ])
    let step = project.mutant(
      "step", at: "counter.py", "value + 1", "value + 7", function: "step")
    let result = try project.run(
      project.campaign(
        .python, try project.runner(.python, ["python3", "-m", runner]), [step],
        weaving: counting(project)
      ) {
        $0.agreementSample = 0
        $0.stopsAtFirstKill = true
        $0.runsQuickly = isQuick
      })
    let outcome = result.outcomes[0]
    let ran = outcome.killedBy.map { String($0.suffix(6)) }
    #expect(outcome.mode == (isQuick ? "resident" : "patched"))
    #expect(outcome.status == .killed)
    #expect(outcome.by == .assertion)
    // Nothing else is left for the third test, which then shows what it notices.
    #expect(ran == ["test_a", "test_b", "test_c"])
    #expect(outcome.killedByAssertion.map { String($0.suffix(6)) } == ["test_b", "test_c"])
    #expect(result.judgements.allSatisfy { $0.killed == 1 })
  }
}
