import Foundation
import Reporting
import Testing
import Text

/// The JSON contracts of the design, read back by another reader.
@Suite struct ContractTests {
  @Test func `scan has the contract's fields and values`() throws {
    let scan = try object(Format.json.render(Hostile.scan, .plain))
    #expect(scan["schemaVersion"] as? Int == 1)
    #expect(scan["tool"] as? [String: String] == ["name": "tocsin", "version": "0.0.0"])
    #expect(scan["root"] as? String == Hostile.name)
    let file = try #require((scan["files"] as? [[String: Any]])?.first)
    #expect(
      Set(file.keys) == [
        "path", "language", "frameworks", "unreadBytes", "tests", "assertions",
      ])
    #expect(file["frameworks"] as? [String] == ["pytest"])
    #expect(file["unreadBytes"] as? Int == 3)
    let test = try #require((file["tests"] as? [[String: Any]])?.first)
    #expect(test["id"] as? String == Hostile.tests[0].id)
    #expect(test["name"] as? String == "adds " + Hostile.name)
    #expect(test["line"] as? Int == 2)
    #expect(test["endLine"] as? Int == 4)
    #expect(test["kind"] as? String == "business")
    #expect(test["disabled"] as? Bool == false)
    let assertions = try #require(test["assertions"] as? [[String: Any]])
    #expect(
      assertions[1] as NSDictionary == [
        "line": 4, "endLine": 4, "column": 1, "class": "type-only", "side": "shape", "tier": 1,
        "flags": ["supporting"], "rule": "R9", "because": "checks the type of total()",
        "helper": Hostile.name,
      ])
    #expect(assertions[0]["helper"] is NSNull)
    #expect((file["assertions"] as? [Any])?.count == 1)
  }

  /// Foundation forgives a comma before a closing bracket; RFC 8259 does not.
  @Test(arguments: [Format.json, .stryker])
  func `JSON is strict, whatever stands last`(format: Format) throws {
    for report in [Hostile.scan, Hostile.report()] {
      let value = try #require(JSONValue(format.render(report, .plain).utf8))
      #expect(value["schemaVersion"] != nil)
    }
    #expect(JSONValue("{\"a\":1,}".utf8) == nil)
  }

  @Test func `totals count tests by kind and assertions by side and class`() throws {
    let scan = try object(Format.json.render(Hostile.scan, .plain))
    let totals = try #require(scan["totals"] as? [String: Any])
    #expect(totals["files"] as? Int == 1)
    #expect(totals["tests"] as? Int == 3)
    #expect(totals["disabled"] as? Int == 1)
    #expect(
      totals["kinds"] as? [String: Int] == [
        "business": 2, "shape": 1, "ambiguous": 0, "vacuous": 0, "none": 0,
      ])
    #expect(
      totals["sides"] as? [String: Int] == ["business": 2, "shape": 2, "none": 1, "ambiguous": 0])
    #expect((totals["classes"] as? [String: Int])?["value-partial"] == 1)
  }

  @Test func `report has the contract's fields and values`() throws {
    let report = try object(Format.json.render(Hostile.report(), .plain))
    #expect(report["complete"] as? Bool == true)
    #expect(report["seed"] as? Int == 7)
    #expect(
      report["score"] as? NSDictionary == [
        "value": 0.6818, "low": 0.4732, "high": 0.8364, "killed": 15, "judged": 22,
      ])
    #expect(
      report["exit"] as? NSDictionary == [
        "code": 1, "name": "gate-failed", "reason": Hostile.name,
      ])
    let mutants = try #require(report["mutants"] as? [[String: Any]])
    #expect(mutants.count == 24)
    let mutant = mutants[2]
    #expect(mutant["line"] as? Int == 2)
    #expect(mutant["column"] as? Int == 19)
    #expect(mutant["endColumn"] as? Int == 22)
    #expect(mutant["operator"] as? String == "boundary")
    #expect(mutant["riskArea"] as? String == "money")
    #expect(mutant["original"] as? String == "< 3")
    #expect(mutant["replacement"] as? String == "<= 3")
    #expect(mutant["status"] as? String == "killed")
    #expect(mutant["by"] as? String == "assertion")
    #expect(mutant["killedBy"] as? [String] == [Hostile.tests[0].id])
    #expect(mutant["reachedBy"] as? [String] == [Hostile.tests[0].id])
    #expect(mutant["milliseconds"] as? Int == 12)
    #expect(mutant["mode"] as? String == "patched")
    let tests = try #require(report["tests"] as? [[String: Any]])
    #expect(
      tests[1] as NSDictionary == [
        "id": Hostile.tests[1].id, "name": "exists", "path": "tests/test_cart.py", "line": 6,
        "kind": "shape", "verdict": "hollow", "offered": 5, "killed": 0, "killedAlone": 0,
      ])
  }

  @Test func `canonical is the same for runs that differ only in their times`() {
    let first = Hostile.report()
    var second = first
    second.trials?.seconds = 99
    second.trials?.peakBytes = 1
    second.trials?.outcomes[0].milliseconds = 77
    second.trials?.controls[0].milliseconds = 5
    #expect(Format.json.render(first, .plain) != Format.json.render(second, .plain))
    #expect(ReportJSON.canonical(first) == ReportJSON.canonical(second))
  }

  @Test func `a refused report has no score`() throws {
    var report = Hostile.report()
    report.trials?.controls[0].held = false
    let refused = try object(Format.json.render(report, .plain))
    #expect(refused["score"] as? NSNull == NSNull())
    #expect(refused["scoreWithTimeouts"] as? NSNull == NSNull())
  }

  private func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }
}
