import Foundation
import SwiftLanguage
import Testing
import Trials

@Suite struct SwiftReaderTests {
  private func runner() throws -> Runner {
    let view = ProjectView(
      root: "/p", paths: ["Tests/CartTests/XT.swift"],
      read: { _ in Array("import XCTest\nfinal class XT: XCTestCase {\n".utf8) },
      exists: { $0 == "Package.swift" })
    return try #require(Toolchain.swift.findRunners(view).first)
  }

  private func read(_ events: String?, output: String, exit: Int32 = 1) throws -> RunReading {
    try runner().reading(
      RunArtifacts(
        root: "/p", exitCode: exit, results: events.map { Array($0.utf8) },
        output: Array(output.utf8)))
  }

  /// What Swift 6.3 writes, cut down.
  private let events = #"""
    {"kind":"test","payload":{"id":"CartTests.Sums","kind":"suite","name":"Sums","sourceLocation":{"_filePath":"/p/Tests/CartTests/A.swift","line":3}},"version":0}
    {"kind":"test","payload":{"id":"CartTests.Sums/`adds two / three`()/A.swift:4:4","kind":"function","sourceLocation":{"_filePath":"/p/Tests/CartTests/A.swift","line":4}},"version":0}
    {"kind":"test","payload":{"id":"CartTests.Sums/Inner/row(a:)/A.swift:5:4","kind":"function","sourceLocation":{"_filePath":"/p/Tests/CartTests/A.swift","line":5}},"version":0}
    {"kind":"test","payload":{"id":"CartTests.throwing()/A.swift:7:4","kind":"function","sourceLocation":{"_filePath":"/p/Tests/CartTests/A.swift","line":7}},"version":0}
    {"kind":"test","payload":{"id":"CartTests.off()/A.swift:8:4","kind":"function","sourceLocation":{"_filePath":"/p/Tests/CartTests/A.swift","line":8}},"version":0}
    {"kind":"event","payload":{"kind":"runStarted","messages":[]},"version":0}
    {"kind":"event","payload":{"kind":"testStarted","messages":[],"testID":"CartTests.Sums"},"version":0}
    {"kind":"event","payload":{"kind":"testStarted","messages":[],"testID":"CartTests.Sums/`adds two / three`()/A.swift:4:4"},"version":0}
    {"kind":"event","payload":{"issue":{"isKnown":true},"kind":"issueRecorded","messages":[{"text":"Expectation failed: 2 == 3"}],"testID":"CartTests.Sums/`adds two / three`()/A.swift:4:4"},"version":0}
    {"kind":"event","payload":{"kind":"testEnded","messages":[{"symbol":"passWithKnownIssue"}],"testID":"CartTests.Sums/`adds two / three`()/A.swift:4:4"},"version":0}
    {"kind":"event","payload":{"kind":"testStarted","messages":[],"testID":"CartTests.Sums/Inner/row(a:)/A.swift:5:4"},"version":0}
    {"kind":"event","payload":{"issue":{"isKnown":false},"kind":"issueRecorded","messages":[{"text":"Expectation failed: 2 == 3"}],"testID":"CartTests.Sums/Inner/row(a:)/A.swift:5:4"},"version":0}
    {"kind":"event","payload":{"kind":"testEnded","messages":[{"symbol":"fail"}],"testID":"CartTests.Sums/Inner/row(a:)/A.swift:5:4"},"version":0}
    {"kind":"event","payload":{"kind":"testSkipped","messages":[],"testID":"CartTests.off()/A.swift:8:4"},"version":0}
    {"kind":"event","payload":{"kind":"testStarted","messages":[],"testID":"CartTests.throwing()/A.swift:7:4"},"version":0}
    {"kind":"event","payload":{"issue":{"isKnown":false},"kind":"issueRecorded","messages":[{"text":"Caught error: E()"}],"testID":"CartTests.throwing()/A.swift:7:4"},"version":0}
    """#

  @Test func `events name tests, known issues pass, errors are no assertions`() throws {
    let end =
      "\n"
      + #"{"kind":"event","payload":{"kind":"testEnded","testID":"CartTests.throwing()/A.swift:7:4"},"version":0}"#
      + "\n" + #"{"kind":"event","payload":{"kind":"runEnded"},"version":0}"# + "\n"
    let reading = try read(events + end, output: "")
    #expect(
      reading.results.map { "\($0.id) \($0.line) \($0.status.rawValue) \($0.isAssertionFailure)" }
        == [
          "Tests/CartTests/A.swift::Sums > adds two / three 4 passed false",
          "Tests/CartTests/A.swift::Sums > Inner > row 5 failed true",
          "Tests/CartTests/A.swift::off 8 skipped false",
          "Tests/CartTests/A.swift::throwing 7 errored false",
        ])
    #expect(reading.results[1].message == "Expectation failed: 2 == 3")
    #expect(reading.isComplete)
    #expect(reading.troubles.isEmpty)
  }

  @Test func `a test that began and did not end took its process along`() throws {
    let reading = try read(events, output: "Cart/Cart.swift:2: Fatal error: boom\n")
    #expect(reading.results.last?.titles == ["throwing"])
    #expect(reading.results.last?.status == .errored)
    // Its error had been recorded before.
    #expect(reading.results.last?.isCut == false)
    #expect(!reading.isComplete)
    let silent = events.split(separator: "\n").dropLast().joined(separator: "\n")
    #expect(try read(silent, output: "").results.last?.isCut == true)
  }

  @Test func `what XCTest prints is read with its failures`() throws {
    let reading = try read(
      nil,
      output: """
        Test Suite 'All tests' started at 2026-11-29 02:01:58.774
        Test Case 'XT.testAdd' started at 2026-11-29 02:01:58.779
        Test Case 'XT.testAdd' passed (0.034 seconds)
        Test Case 'XT.testBad' started at 2026-11-29 02:01:58.813
        /p/Tests/CartTests/XT.swift:5: error: XT.testBad : XCTAssertEqual failed: ("3") is not equal to ("4") - why
        Test Case 'XT.testBad' failed (0.004 seconds)
        Test Case 'XT.testSkip' started at 2026-11-29 02:01:58.818
        Test Case 'XT.testSkip' skipped (0.0 seconds)
        Test Case 'XT.testThrows' started at 2026-11-29 02:01:58.818
        <EXPR>:0: error: XT.testThrows : threw error "E()"
        Test Case 'XT.testThrows' failed (0.001 seconds)
        Test Suite 'All tests' failed at 2026-11-29 02:01:58.819
        """)
    #expect(
      reading.results.map { "\($0.id) \($0.status.rawValue) \($0.isAssertionFailure)" } == [
        "Tests/CartTests/XT.swift::XT > testAdd passed false",
        "Tests/CartTests/XT.swift::XT > testBad failed true",
        "Tests/CartTests/XT.swift::XT > testSkip skipped false",
        "Tests/CartTests/XT.swift::XT > testThrows errored false",
      ])
    #expect(reading.results[0].milliseconds == 34)
    #expect(reading.isComplete)
  }

  @Test func `a crash in XCTest is the last test's`() throws {
    let reading = try read(
      nil,
      output: """
        Test Suite 'All tests' started at 2026-11-29 02:01:58.774
        Test Case 'XT.testAdd' started at 2026-11-29 02:01:58.779
        Cart/Cart.swift:2: Fatal error: boom
        error: Exited with unexpected signal code 4
        """)
    #expect(reading.results.map(\.status) == [.errored])
    #expect(reading.results[0].message.contains("signal"))
    #expect(reading.results[0].isCut)
    #expect(!reading.isComplete)
  }

  @Test func `a test whose assertion failed before its process ended is not cut`() throws {
    let reading = try read(
      nil,
      output: """
        Test Suite 'All tests' started at 2026-11-29 02:01:58.774
        Test Case 'XT.testAdd' started at 2026-11-29 02:01:58.779
        /p/Tests/CartTests/XT.swift:5: error: XT.testAdd : failed - no cart
        Cart/Cart.swift:2: Fatal error: boom
        """)
    #expect(reading.results.map(\.status) == [.errored])
    #expect(reading.results[0].isAssertionFailure)
    #expect(!reading.results[0].isCut)
  }

  @Test func `what a test prints without a line's end does not hide how it ended`() throws {
    let reading = try read(
      nil,
      output: """
        Test Suite 'All tests' started at 2026-11-29 02:01:58.774
        Test Case 'XT.testAdd' started at 2026-11-29 02:01:58.779
        1, 2, 3Test Case 'XT.testAdd' passed (0.034 seconds)
        Test Suite 'All tests' passed at 2026-11-29 02:01:58.819
        """, exit: 0)
    #expect(reading.results.map(\.status) == [.passed])
  }

  @Test func `what does not build is a file that does not load`() throws {
    let reading = try read(
      nil,
      output: """
        [3/5] Compiling Cart Cart.swift
        /p/Sources/Cart/Cart.swift:3:10: error: cannot convert return expression
        /p/Sources/Cart/Cart.swift:9:10: error: another
        error: fatalError
        """)
    #expect(reading.results.isEmpty)
    #expect(reading.troubles.map(\.path) == ["Sources/Cart/Cart.swift"])
    #expect(reading.troubles[0].stage == .load)
    #expect(reading.troubles[0].message == "cannot convert return expression")
  }

  @Test(arguments: [(69, 0), (1, 1), (0, 0)])
  func `a program without a test of Swift Testing is no failure of the whole suite`(
    says: Int32, means: Int32
  ) throws {
    let project = try TrialProject(["suite.sh": "#!/bin/sh\necho ran\nexit \(says)\n"])
    let program = "\(project.root)/suite.sh"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let runner = try #require(Toolchain.swift.recognise(["swift", "test"], project.view))
    let build = try #require(runner.woven)
    let programs = [TestProgram(path: program, directory: project.root, name: "Swift Testing")]
    let request = RunRequest(
      root: project.root, support: "", scratch: project.root, temporary: "", kept: "",
      testFiles: nil)
    let step = try #require(build.runs(nil, programs, request).first)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = step.invocation.arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: said, as: UTF8.self) == "ran\n")
    #expect(process.terminationStatus == means)
  }

  @Test func `results and products go to our folders, whatever the command says`() throws {
    let view = ProjectView(root: "/p", paths: [], read: { _ in nil }, exists: { _ in false })
    let runner = try #require(
      Toolchain.swift.recognise(
        ["swift", "test", "--parallel", "--scratch-path", "x", "--filter", "Cart"], view))
    let call = runner.invocation(
      RunRequest(
        root: "/c", support: "/s", scratch: "/t", temporary: "/u", kept: "/k", testFiles: nil))
    #expect(call.arguments.prefix(4) == ["swift", "test", "--filter", "Cart"])
    #expect(call.arguments.contains("/k/build"))
    #expect(!call.arguments.contains("x"))
    #expect(!call.arguments.contains("--parallel"))
    #expect(Toolchain.swift.recognise(["make", "test"], view) == nil)
  }

  @Test func `a test file breaks by a test of its own library, other files by not building`() throws
  {
    let breaking = try #require(try runner().breakage.breaking)
    func text(_ path: String, _ source: String) -> String {
      String(decoding: breaking(path, Array(source.utf8), true), as: UTF8.self)
    }
    #expect(text("Tests/ATests/A.swift", "import Testing\n").contains("@Test func breaks()"))
    #expect(text("Tests/ATests/B.swift", "import XCTest\n").contains(": XCTestCase"))
    #expect(
      text("Tests/ATests/B.swift", "import XCTest\n")
        != text("Tests/ATests/C.swift", "import XCTest\n"))
    #expect(text("Sources/A/A.swift", "import Testing\n").hasPrefix("#error"))
  }
}
