import Mutation
import Reporting
import Text

/// `--list`: the plan without running it.
enum PlanText {
  static func render(_ plan: Plan, format: Format) -> String {
    format == .json ? json(plan) : text(plan)
  }

  private static func text(_ plan: Plan) -> String {
    var out = ""
    for mutant in plan.chosen {
      out += "\(mutant.id)  \(Escaping.terminal(mutant.path)):\(mutant.start.line):"
      out += "\(mutant.start.column)  \(mutant.operatorID)"
      if let area = mutant.riskArea { out += "  [\(area.rawValue)]" }
      out += "  \(line(mutant.original)) → \(line(mutant.replacement))\n"
    }
    var reasons: [String: Int] = [:]
    for passed in plan.passedOver { reasons[passed.reason, default: 0] += 1 }
    out += "\(Words.count(plan.chosen.count, "mutant")) planned with seed \(plan.seed)"
    let rows = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !rows.isEmpty {
      out += "; passed over: "
      out += rows.map { "\(Words.grouped($0.value)) \($0.key)" }.joined(separator: ", ")
    }
    return out + "\n"
  }

  /// The first line of a text, at most 40 characters.
  private static func line(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let cut = words.count > 40 ? String(words.prefix(39)) + "…" : words
    return cut.isEmpty ? "(nothing)" : Escaping.terminal(cut)
  }

  private static func json(_ plan: Plan) -> String {
    let chosen = plan.chosen.map { JSONText.object(fields($0)) }
    let passed = plan.passedOver.map {
      JSONText.object(fields($0.mutant) + [("reason", .string($0.reason))])
    }
    return JSONText.object([
      ("schemaVersion", .int(1)), ("seed", .int(Int(clamping: plan.seed))),
      ("mutants", .array(chosen)), ("passedOver", .array(passed)),
    ]).page
  }

  private static func fields(_ mutant: Mutant) -> [(String, JSONText)] {
    [
      ("id", .string(mutant.id)), ("path", .string(mutant.path)),
      ("line", .int(mutant.start.line)), ("column", .int(mutant.start.column)),
      ("endLine", .int(mutant.end.line)), ("endColumn", .int(mutant.end.column)),
      ("operator", .string(mutant.operatorID)),
      ("riskArea", mutant.riskArea.map { .string($0.rawValue) } ?? .null),
      ("function", .string(mutant.function)), ("original", .string(mutant.original)),
      ("replacement", .string(mutant.replacement)),
    ]
  }
}
