import Foundation
import Reporting
import Testing
import Trials

/// The rules of the mutation testing report schema, checked as its own validator would.
@Suite struct StrykerSchemaTests {
  private static let statuses: Set = [
    "Killed", "Survived", "NoCoverage", "CompileError", "RuntimeError", "Timeout", "Ignored",
    "Pending",
  ]

  @Test func `the export obeys the schema`() throws {
    let text = Format.stryker.render(Hostile.report(), .plain)
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let root = try #require(value as? [String: Any])
    #expect(StrykerSchemaTests.faults(root) == [])
  }

  @Test func `an export without trials obeys the schema`() throws {
    let text = Format.stryker.render(Hostile.scan, .plain)
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let root = try #require(value as? [String: Any])
    #expect(StrykerSchemaTests.faults(root) == [])
    #expect((root["files"] as? [String: Any])?.isEmpty == true)
  }

  @Test(
    arguments: zip(
      MutantStatus.allCases,
      [
        "Killed", "Survived", "NoCoverage", "Timeout", "RuntimeError", "CompileError", "Ignored",
        "Ignored", "Ignored", "Ignored", "Ignored",
      ]))
  func `each status has its word in the schema, and a reason where the word says less`(
    status: MutantStatus, word: String
  ) throws {
    var report = Hostile.report()
    report.trials?.outcomes[0].status = status
    let mutant = try mutants(report)[0]
    #expect(mutant["status"] as? String == word)
    if ["Ignored", "RuntimeError", "CompileError"].contains(word) {
      #expect((mutant["statusReason"] as? String)?.hasPrefix(status.rawValue) == true)
    }
  }

  @Test func `columns count from one in characters, and the end is exclusive`() throws {
    let mutants = try mutants(Hostile.report())
    #expect(
      mutants[1]["location"] as? NSDictionary == [
        "start": ["line": 4, "column": 19], "end": ["line": 4, "column": 30],
      ])
    #expect(mutants[1]["mutatorName"] as? String == "return-empty")
  }

  private func mutants(_ report: Report) throws -> [[String: Any]] {
    let text = Format.stryker.render(report, .plain)
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let files = try #require(root?["files"] as? [String: [String: Any]])
    return try #require(files[Hostile.source.path]?["mutants"] as? [[String: Any]])
  }

  /// Every rule that the report breaks.
  private static func faults(_ root: [String: Any]) -> [String] {
    var out: [String] = []
    if root["schemaVersion"] as? String != "2" { out.append("schemaVersion") }
    let thresholds = root["thresholds"] as? [String: Int] ?? [:]
    for name in ["high", "low"] where !(0...100).contains(thresholds[name] ?? -1) {
      out.append("thresholds.\(name)")
    }
    if (root["framework"] as? [String: String])?["name"] == nil { out.append("framework.name") }
    var tests: Set<String> = []
    for (path, file) in root["testFiles"] as? [String: [String: Any]] ?? [:] {
      guard let rows = file["tests"] as? [[String: Any]] else {
        out.append("\(path): tests")
        continue
      }
      for row in rows {
        guard let id = row["id"] as? String, row["name"] is String else {
          out.append("\(path): id and name of a test")
          continue
        }
        if !tests.insert(id).inserted { out.append("test id twice: \(id)") }
      }
    }
    guard let files = root["files"] as? [String: [String: Any]] else { return out + ["files"] }
    var ids: Set<String> = []
    for (path, file) in files {
      if !(file["language"] is String) { out.append("\(path): language") }
      if !(file["source"] is String) { out.append("\(path): source") }
      for mutant in file["mutants"] as? [[String: Any]] ?? [] {
        out += faults(mutant, tests)
        let id = mutant["id"] as? String ?? ""
        if !ids.insert(id).inserted { out.append("mutant id twice: \(id)") }
      }
    }
    return out
  }

  private static func faults(_ mutant: [String: Any], _ tests: Set<String>) -> [String] {
    var out: [String] = []
    guard let id = mutant["id"] as? String, mutant["mutatorName"] is String else {
      return ["mutant without id or mutatorName"]
    }
    if !statuses.contains(mutant["status"] as? String ?? "") { out.append("\(id): status") }
    let location = mutant["location"] as? [String: [String: Int]] ?? [:]
    for end in ["start", "end"] {
      guard let place = location[end], place["line"] ?? 0 >= 1, place["column"] ?? 0 >= 1 else {
        out.append("\(id): location.\(end)")
        continue
      }
    }
    for name in ["replacement", "statusReason", "description"] {
      if let value = mutant[name], !(value is String) { out.append("\(id): \(name)") }
    }
    for name in ["coveredBy", "killedBy"] {
      guard let value = mutant[name] else { continue }
      guard let list = value as? [String] else {
        out.append("\(id): \(name)")
        continue
      }
      for test in list where !tests.contains(test) { out.append("\(id): unknown test \(test)") }
    }
    return out
  }
}
