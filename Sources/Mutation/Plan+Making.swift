extension Plan {
  /// Chooses and orders mutants so that every prefix is a fair sample of those that follow it.
  ///
  /// Whole bodies come first, then all others by strata of function, family and risk area, then
  /// those that may hang, at most one a function. The result depends on the mutants and the
  /// options alone, not on the order of the files.
  /// - Complexity: O(mutants × log mutants)
  package static func make(from discoveries: [Discovery], options: PlanOptions) -> Plan {
    var passedOver = discoveries.flatMap(\.passedOver)
    func pass(_ mutants: some Sequence<Mutant>, _ reason: String) {
      passedOver += mutants.map { PassedOver(mutant: $0, reason: reason) }
    }
    var mutants = discoveries.flatMap(\.mutants)
    let selection = mutants.partition { options.selects($0) }
    pass(mutants[..<selection], "not-selected")
    let ranked = Ranked.inOrder(Array(mutants[selection...]), seed: options.seed)

    let lines = split(ranked, limit: options.perLine) { "\($0.path):\($0.start.line)" }
    pass(lines.over, "line-limit")
    let hanging = split(lines.kept.filter(\.mayHang), limit: 1) { "\($0.path):\($0.function)" }
    pass(hanging.over, "hang-limit")

    let calm = lines.kept.filter { !$0.mayHang }
    var chosen = spread(calm.filter(\.isExtreme), seed: options.seed)
    chosen += spread(calm.filter { !$0.isExtreme }, seed: options.seed)
    chosen += spread(hanging.kept, seed: options.seed)
    if let sample = options.sample, sample < chosen.count {
      pass(chosen[max(0, sample)...], "sample")
      chosen.removeLast(chosen.count - max(0, sample))
    }
    passedOver.sort { $0.mutant.precedes($1.mutant) }
    return Plan(seed: options.seed, chosen: chosen, passedOver: passedOver)
  }

  /// Keeps the first `limit` mutants of each group.
  private static func split(
    _ mutants: [Mutant], limit: Int?, by group: (Mutant) -> String
  ) -> (kept: [Mutant], over: [Mutant]) {
    guard let limit else { return (mutants, []) }
    var counts: [String: Int] = [:]
    var kept: [Mutant] = []
    var over: [Mutant] = []
    for mutant in mutants {
      let key = group(mutant)
      counts[key, default: 0] += 1
      if counts[key, default: 0] <= limit { kept.append(mutant) } else { over.append(mutant) }
    }
    return (kept, over)
  }

  /// Orders mutants so that a prefix holds of each stratum the same share.
  ///
  /// The k-th of a stratum's n mutants stands at (k + u) / n, with one u below 1 for the stratum.
  private static func spread(_ mutants: [Mutant], seed: UInt64) -> [Mutant] {
    let strata = Dictionary(grouping: mutants, by: \.stratum)
    var placed: [(at: Double, tie: UInt64, mutant: Mutant)] = []
    for (name, members) in strata {
      let offset = Double(SplitMix.number(for: name, seed: seed) >> 11) / 0x1p53
      let shuffled = members.map { (SplitMix.number(for: $0.id, seed: seed), $0) }
        .sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }
      for (index, member) in shuffled.enumerated() {
        placed.append(
          ((Double(index) + offset) / Double(shuffled.count), member.0, member.1))
      }
    }
    return placed.sorted { ($0.at, $0.tie, $0.mutant.id) < ($1.at, $1.tie, $1.mutant.id) }
      .map(\.mutant)
  }
}

/// The order in which mutants of one line or function are kept.
private struct Ranked {
  let mutant: Mutant
  /// Whole bodies, then domain errors, then the first of each other family on its line.
  let rank: Int
  let lot: UInt64

  static func inOrder(_ mutants: [Mutant], seed: UInt64) -> [Mutant] {
    let byLot = mutants.map { ($0, SplitMix.number(for: $0.id, seed: seed)) }
      .sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }
    var seen: [String: Int] = [:]
    return byLot.map { mutant, lot in
      let key = "\(mutant.path):\(mutant.start.line):\(mutant.family)"
      let turn = seen[key, default: 0]
      seen[key] = turn + 1
      let isFirst = mutant.isExtreme || mutant.family == MutationOperator.Family.domain.rawValue
      let rank = mutant.isExtreme ? 0 : isFirst ? 1 : 2 + turn
      return Ranked(mutant: mutant, rank: rank, lot: lot)
    }
    .sorted { ($0.rank, $0.lot, $0.mutant.id) < ($1.rank, $1.lot, $1.mutant.id) }
    .map(\.mutant)
  }
}

extension Mutant {
  /// The part of the sample that the mutant stands for.
  fileprivate var stratum: String {
    [path, function, family, riskArea?.rawValue ?? ""].joined(separator: "\u{1f}")
  }

  /// Orders by path, place and id.
  fileprivate func precedes(_ other: Mutant) -> Bool {
    (path, edit.range.start, edit.range.end, id)
      < (other.path, other.edit.range.start, other.edit.range.end, other.id)
  }
}
