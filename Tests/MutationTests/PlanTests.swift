import Mutation
import Testing
import Text

struct PlanTests {
  /// A mutant of nothing real; what the plan looks at can be set.
  private func mutant(
    _ id: String, path: String = "a", line: Int = 1, op: String = "boundary",
    family: String = "relational", function: String = "f", area: RiskArea? = nil,
    mayHang: Bool = false
  ) -> Mutant {
    let place = LinePosition(line: line, column: 1)
    return Mutant(
      id: id, path: path, operatorID: op, family: family, riskArea: area, function: function,
      functionRange: ByteRange(0, 9), edit: Edit(ByteRange(0, 1), "x"), original: "y",
      start: place, end: place, mayHang: mayHang)
  }

  private func ids(_ plan: Plan) -> [String] { plan.chosen.map(\.id) }

  private func reasons(_ plan: Plan) -> [String: String] {
    Dictionary(uniqueKeysWithValues: plan.passedOver.map { ($0.mutant.id, $0.reason) })
  }

  private var twoFiles: [Discovery] {
    ["a", "b"].map { path in
      Discovery(
        mutants: (0..<40).map { index in
          mutant(
            "\(path)\(index)", path: path, line: index,
            family: index.isMultiple(of: 4) ? "logical" : "relational",
            function: "f\(index / 10)")
        })
    }
  }

  @Test func `the plan does not depend on the order of the files`() {
    let options = PlanOptions(seed: 7)
    let plan = Plan.make(from: twoFiles, options: options)
    let other = Plan.make(from: twoFiles.reversed(), options: options)
    #expect(ids(plan) == ids(other))
    #expect(ids(plan).count == 80)
    #expect(ids(plan) != ids(Plan.make(from: twoFiles, options: PlanOptions(seed: 8))))
  }

  @Test func `every prefix holds its share of each stratum`() {
    // Strata of 2 or 3 logical and 7 or 8 relational mutants in each of 8 functions.
    let chosen = Plan.make(from: twoFiles, options: PlanOptions(seed: 3)).chosen
    for count in stride(from: 20, through: 80, by: 20) {
      let logical = chosen.prefix(count).count { $0.family == "logical" }
      #expect(abs(logical - count / 4) <= 4, "\(logical) of \(count)")
    }
  }

  @Test func `whole bodies come first and mutants that may hang come last`() {
    let discovery = Discovery(mutants: [
      mutant("hangs", line: 1, mayHang: true), mutant("plain", line: 2),
      mutant("whole", line: 3, op: "empty-body", family: "extreme"),
    ])
    #expect(
      ids(Plan.make(from: [discovery], options: PlanOptions())) == ["whole", "plain", "hangs"])
  }

  @Test func `one mutant that may hang is kept of each function`() {
    let discovery = Discovery(mutants: [
      mutant("1", line: 1, mayHang: true), mutant("2", line: 2, mayHang: true),
      mutant("3", line: 3, function: "g", mayHang: true),
    ])
    let plan = Plan.make(from: [discovery], options: PlanOptions())
    #expect(plan.chosen.count == 2)
    #expect(Array(reasons(plan).values) == ["hang-limit"])
  }

  @Test func `three mutants of a line are kept, whole bodies and domain errors first`() {
    let plain = (0..<5).map { mutant("p\($0)") }
    let discovery = Discovery(
      mutants: plain + [mutant("d", family: "domain"), mutant("e", family: "extreme")])
    let plan = Plan.make(from: [discovery], options: PlanOptions())
    #expect(plan.chosen.count == 3)
    #expect(Set(ids(plan)).isSuperset(of: ["d", "e"]))
    #expect(Set(reasons(plan).values) == ["line-limit"])
    #expect(plan.passedOver.count == 4)
    let all = Plan.make(from: [discovery], options: PlanOptions(perLine: nil))
    #expect(all.chosen.count == 7)
  }

  @Test func `a line keeps mutants of different families before two of one`() {
    let discovery = Discovery(
      mutants: (0..<6).map { mutant("r\($0)") } + [
        mutant("l", family: "logical"), mutant("c", family: "constant"),
      ])
    let plan = Plan.make(from: [discovery], options: PlanOptions())
    #expect(Set(plan.chosen.map(\.family)) == ["relational", "logical", "constant"])
  }

  @Test func `a sample is the plan's prefix and names the rest`() {
    let whole = Plan.make(from: twoFiles, options: PlanOptions(seed: 5))
    let sample = Plan.make(from: twoFiles, options: PlanOptions(seed: 5, sample: 9))
    #expect(ids(sample) == Array(ids(whole).prefix(9)))
    #expect(sample.passedOver.count == 71)
    #expect(Set(sample.passedOver.map(\.reason)) == ["sample"])
  }

  @Test func `files, changed lines and exclusions select`() {
    let discovery = Discovery(mutants: [
      mutant("1", path: "a", line: 1), mutant("2", path: "a", line: 5),
      mutant("3", path: "b", line: 5), mutant("4", path: "b", line: 6, op: "constant"),
    ])
    func chosen(_ options: PlanOptions) -> Set<String> {
      Set(ids(Plan.make(from: [discovery], options: options)))
    }
    #expect(chosen(PlanOptions(files: ["b"])) == ["3", "4"])
    #expect(chosen(PlanOptions(changedLines: ["a": [4...6], "b": [1...5]])) == ["2", "3"])
    #expect(chosen(PlanOptions(excluded: ["constant", "1"])) == ["2", "3"])
    let plan = Plan.make(from: [discovery], options: PlanOptions(files: ["b"]))
    #expect(reasons(plan) == ["1": "not-selected", "2": "not-selected"])
  }

  @Test func `noise keeps its reason in the plan`() {
    let noise = PassedOver(mutant: mutant("n"), reason: "logging")
    let plan = Plan.make(from: [Discovery(passedOver: [noise])], options: PlanOptions())
    #expect(reasons(plan) == ["n": "logging"])
  }
}
