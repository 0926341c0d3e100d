import Foundation
import SwiftLanguage
import Testing
import Trials

/// Runs what stands for `swift test`, beside a program that stands for a package's tests.
@Suite struct SwiftCommandTests {
  /// A command as the package manager's, which passes on what XCTest prints in pieces.
  private static let swift = #"""
    #!/bin/sh
    case "$*" in *broken*) echo "/p/A.swift:1:1: error: no such thing"; exit 1;; esac
    for word; do
      case "$last" in --event-stream-output-path) events=$word;; esac
      last=$word
    done
    echo '{"kind":"event","payload":{"kind":"runStarted"}}' > "$events"
    echo '{"kind":"event","payload":{"kind":"runEnded"}}' >> "$events"
    case "$*" in
    *--disable-xctest*) exit 0 ;;
    *--skip-build*--disable-swift-testing*)
      echo "Test Case 'XT.testAdd' started at 2026-11-29 02:01:58.779"
      echo "Test Case 'XT.testAdd' passed (0.034 seconds)"
      exit 0 ;;
    esac
    printf "Test Case 'XT.testAerror: Process exited with unexpected signal code 4\ndd' started"
    exit 1
    """#

  private static let program = #"""
    #!/bin/sh
    echo "Test Suite 'All tests' started at 2026-11-29 02:01:58.774"
    echo "Test Case 'XT.testAdd' started at 2026-11-29 02:01:58.779"
    echo "A.swift:5: error: XT.testAdd : XCTAssertTrue failed"
    kill -ILL $$
    """#

  /// What the runner of `command` reads of its run.
  private func reading(
    _ command: [String], program: String? = program
  ) throws -> (exit: Int32, reading: RunReading) {
    var files = [
      "bin/swift": Self.swift, "Tests/XT.swift": "import XCTest\nclass XT: XCTestCase {}",
    ]
    files["kept/build/debug/Cart.xctest"] = program
    let project = try TrialProject(files)
    let root = project.root
    for path in ["bin/swift", "kept/build/debug/Cart.xctest"] {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(root)/\(path)")
    }
    let runner = try project.runner(.swift, command)
    for file in runner.support {
      try Data(file.text.utf8).write(to: URL(filePath: "\(root)/\(file.path)"))
    }
    let request = RunRequest(
      root: root, support: root, scratch: root, temporary: root, kept: root + "/kept",
      testFiles: nil)
    let call = runner.invocation(request)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = call.arguments
    process.environment = call.environment.merging(
      ["PATH": "\(root)/bin:/usr/bin:/bin", "TOCSIN_RESULTS": request.resultsPath]
    ) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = Array(output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    let artifacts = RunArtifacts(
      root: root, exitCode: process.terminationStatus,
      results: TrialProject.bytes(request.resultsPath), output: said)
    return (process.terminationStatus, runner.reading(artifacts))
  }

  @Test func `a crash of XCTest loses no result, as its program is read without a relay`() throws {
    let (exit, reading) = try reading(["swift", "test"])
    #expect(exit == 1)
    #expect(reading.results.map(\.id) == ["Tests/XT.swift::XT > testAdd"])
    #expect(reading.results.map(\.status) == [.errored])
    #expect(reading.results.map(\.isAssertionFailure) == [true])
  }

  @Test func `what does not build does not run the program of an earlier build`() throws {
    let (exit, reading) = try reading(["swift", "test", "-Xswiftc", "-Dbroken"])
    #expect(exit == 1)
    #expect(reading.results == [])
    #expect(reading.troubles.map(\.message) == ["no such thing"])
  }

  @Test(arguments: [["--filter", "XT"], ["--skip=Slow"], ["--enable-code-coverage"]])
  func `options that the program would not understand are left to the command`(
    options: [String]
  ) throws {
    let (exit, reading) = try reading(["swift", "test"] + options)
    #expect(exit == 1)
    #expect(reading.results == [])
  }

  @Test func `where no program is found the command runs XCTest`() throws {
    let (exit, reading) = try reading(["swift", "test"], program: nil)
    #expect(exit == 0)
    #expect(reading.results.map(\.id) == ["Tests/XT.swift::XT > testAdd"])
    #expect(reading.results.map(\.status) == [.passed])
  }
}
