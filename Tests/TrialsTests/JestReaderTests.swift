import JavaScript
import Testing
import Trials

@Suite struct JestReaderTests {
  private func read(_ text: String, by program: String = "jest") throws -> RunReading {
    let view = ProjectView(root: "/p", paths: [], read: { _ in nil }, exists: { _ in false })
    let runner = try #require(Toolchain.javaScript.recognise([program], view))
    return runner.reading(
      RunArtifacts(root: "/p", exitCode: 1, results: Array(text.utf8), output: []))
  }

  /// What jest 29.3 writes, cut down.
  private let jest = #"""
    {"numFailedTestSuites":3,"numRuntimeErrorTestSuites":2,"numTotalTests":99,"success":false,"testResults":[
    {"name":"/p/test/cart.test.js","status":"failed","message":"…","assertionResults":[
    {"ancestorTitles":["cart"],"title":"adds","fullName":"cart adds","status":"passed","duration":4,"failureMessages":[],"location":{"column":3,"line":4}},
    {"ancestorTitles":["cart"],"title":"fails","fullName":"cart fails","status":"failed","duration":1,"failureMessages":["Error: \u001b[2mexpect(\u001b[22m\u001b[31mreceived\u001b[39m).toBe(expected)\n\nExpected: 4\nReceived: 3\n    at x"],"location":{"column":3,"line":5}},
    {"ancestorTitles":["cart"],"title":"asserts","status":"failed","failureMessages":["assert.strictEqual(received, expected)\n\nExpected value to strictly be equal to:\n  4"],"location":null},
    {"ancestorTitles":["cart"],"title":"crashes","status":"failed","failureMessages":["TypeError: Cannot read properties of null (reading '0')\n    at x"],"location":{"column":3,"line":7}},
    {"ancestorTitles":["cart"],"title":"crashes","status":"failed","failureMessages":["Error: expect(received).toBe(expected)","TypeError: x"]},
    {"ancestorTitles":["cart"],"title":"skipped","status":"pending","failureMessages":[]},
    {"ancestorTitles":[],"title":"later","status":"todo","failureMessages":[]}]},
    {"name":"/p/test/broken.test.js","status":"failed","message":"  ● Test suite failed to run\n\n    Cannot find module './nothing'","assertionResults":[]},
    {"name":"/p/test/empty.test.js","status":"failed","message":"Your test suite must contain at least one test.","assertionResults":[]}]}
    """#

  @Test func `jest's file names tests, causes and files that do not load`() throws {
    let reading = try read(jest)
    #expect(
      reading.results.map { "\($0.id) \($0.line) \($0.status.rawValue)" } == [
        "test/cart.test.js::cart adds 4 passed", "test/cart.test.js::cart fails 5 failed",
        "test/cart.test.js::cart asserts 0 failed", "test/cart.test.js::cart crashes 7 errored",
        "test/cart.test.js::cart crashes #2 0 errored", "test/cart.test.js::cart skipped 0 skipped",
        "test/cart.test.js::later 0 skipped",
      ])
    #expect(
      reading.results.map(\.isAssertionFailure) == [false, true, true, false, false, false, false])
    #expect(reading.results[1].message.hasPrefix("Error: expect(received).toBe(expected)"))
    #expect(reading.results[1].titles == ["cart", "fails"])
    #expect(reading.troubles.map(\.path) == ["test/broken.test.js", "test/empty.test.js"])
    #expect(reading.troubles.map(\.stage) == [.load, .end])
    #expect(reading.isComplete)
  }

  @Test func `vitest's file is read alike`() throws {
    let reading = try read(
      #"""
      {"numTotalTestSuites":2,"numTotalTests":2,"success":false,"testResults":[{"assertionResults":[
      {"ancestorTitles":["","cart"],"fullName":" cart adds","status":"passed","title":"adds","duration":1.5,"failureMessages":[],"meta":{}},
      {"ancestorTitles":["","cart"],"fullName":" cart fails","status":"failed","title":"fails","duration":3,"failureMessages":["AssertionError: expected 3 to be 4 // Object.is equality\n    at /p/a.test.ts:5:3"],"location":{"line":5,"column":3}},
      {"ancestorTitles":["","cart"],"fullName":" cart crashes","status":"failed","title":"crashes","failureMessages":["ReferenceError: x is not defined"]},
      {"ancestorTitles":[],"fullName":"later","status":"skipped","title":"later","failureMessages":[]}],
      "startTime":1,"endTime":2,"status":"failed","message":"","name":"/p/a.test.ts"}]}
      """#, by: "vitest")
    #expect(
      reading.results.map { "\($0.id) \($0.status.rawValue)" } == [
        "a.test.ts::cart adds passed", "a.test.ts::cart fails failed",
        "a.test.ts::cart crashes errored", "a.test.ts::later skipped",
      ])
    #expect(
      reading.results.map(\.titles) == [
        ["cart", "adds"], ["cart", "fails"], ["cart", "crashes"], ["later"],
      ])
  }

  @Test func `jest's file cut at any byte gives nothing`() throws {
    let bytes = Array(jest.utf8)
    for cut in stride(from: 0, to: bytes.count - 1, by: 7) {
      #expect(try read(String(decoding: bytes[..<cut], as: UTF8.self)) == .nothing)
    }
  }
}
