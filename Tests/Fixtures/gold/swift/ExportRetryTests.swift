// swift-format-ignore-file
import Foundation
import PipelineAudit
import Testing

@testable import Transfer

extension Tag {
  @Tag static var slow: Self
}

/// Counts attempts and fails as often as it is told.
private actor Flaky {
  private(set) var attempts = 0
  private var failures: Int
  init(failures: Int) { self.failures = failures }

  func run() throws -> String {
    attempts += 1
    if attempts <= failures { throw TransferError.busy(after: attempts) }
    return "done"
  }
}

private func assertAttempts(_ flaky: Flaky, _ count: Int, sourceLocation: SourceLocation = #_sourceLocation) async {
  #expect(await flaky.attempts == count, sourceLocation: sourceLocation)
}

@Suite("Retry")
struct RetryTests {
  @Test func firstSuccessWins() async throws {
    let flaky = Flaky(failures: 2)
    let value = try await retry(attempts: 3, delay: .zero) { try await flaky.run() }
    #expect(value == "done")  //! value business 2 pass-through
    await assertAttempts(flaky, 3)  //! call shape 1
  }

  @Test func givesUp() async {
    let flaky = Flaky(failures: 9)
    await #expect(throws: TransferError.busy(after: 2)) {  //! throws-specific business 3
      try await retry(attempts: 2, delay: .zero) { try await flaky.run() }
    }
    #expect(await flaky.attempts == 2)  //! call shape 1
  }

  @Test func cancelledTasksStop() async {
    let flaky = Flaky(failures: 9)
    let task = Task { try await retry(attempts: 100, delay: .seconds(1)) { try await flaky.run() } }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }  //! throws-specific business 2
    #expect(await flaky.attempts < 100)  //! call shape 1 ? relational
  }

  @Test func noAttemptsAtAll() async {
    let flaky = Flaky(failures: 0)
    _ = try? await retry(attempts: 0, delay: .zero) { try await flaky.run() }
    #expect(await flaky.attempts == 0)  //! call business 2 absent
  }

  @Test func tellsTheObserver() async throws {
    let flaky = Flaky(failures: 1)
    nonisolated(unsafe) var seen: [(Int, String)] = []
    _ = try await retry(attempts: 3, delay: .zero, onRetry: { seen.append(($0, "\($1)")) }) { try await flaky.run() }
    #expect(seen.count == 1)  //! size shape 2 supporting ? call
    #expect(seen.first?.0 == 1)  //! value business 3 ? call-args
    #expect(seen.first?.1.contains("busy") == true)  //! value-partial business 2 ? call-args
  }

  @Test(arguments: [(1, 100), (2, 200), (3, 400), (10, 5000)])
  func backoff(attempt: Int, milliseconds: Int) {
    #expect(Backoff(base: 100, max: 5000).delay(attempt) == .milliseconds(milliseconds))  //! value business 3 table
  }

  @Test func jitterStaysInItsBounds() {
    for attempt in 1...20 {
      let delay = Backoff(base: 100, max: 5000, jitter: 0.5).delay(attempt)
      #expect(delay <= .milliseconds(7500))  //! relational business 2
      #expect(delay >= .zero)  //! relational business 1
    }
  }

  @Test(.tags(.slow)) func isQuickEnough() async throws {
    let clock = ContinuousClock()
    let elapsed = try await clock.measure {
      _ = try await retry(attempts: 1, delay: .seconds(9)) { 1 }
    }
    #expect(elapsed < .seconds(1))  //! relational business 1 timing
  }
}

@Suite("Import")
struct ImportTests {
  let sample = "name,age\nAda,36\nBob,41\n"

  @Test func readsRows() throws {
    let table = try Importer().read(sample)
    try #require(table.rows.count == 2)  //! size shape 2 supporting
    #expect(table.rows[0] == ["name": "Ada", "age": "36"])  //! value business 3
    #expect(table.header == ["name", "age"])  //! value business 3
    #expect(table.rows.contains(["name": "Bob", "age": "41"]))  //! value-partial business 2
    #expect(table.problems.isEmpty)  //! size business 2 absent
  }

  @Test func reportsProblemsByLine() throws {
    let table = try Importer().read("name,age\nAda\n")
    let problem = try #require(table.problems.first)  //! existence shape 1 supporting
    #expect(problem.line == 2)  //! value business 3
    #expect(problem.text.hasPrefix("expected 2 fields"))  //! value-partial business 2
    #expect(problem.severity != .fatal)  //! relational business 1 negative
    checkPipeline(table)  //! unknown ambiguous 0
  }

  @Test func refusesBinaryFiles() {
    #expect(throws: ImportError.self) { try Importer().read(Data([0, 1, 2])) }  //! throws-specific business 2
    #expect(throws: (any Error).self) { try Importer().read(contentsOf: "/nowhere") }  //! throws-any shape 1
    #expect {  //! throws-any shape 1
      try Importer(delimiter: "\"").read(sample)
    } throws: { _ in true }
    let result = Result { try Importer().read("\"open") }
    if case .success = result {  //! throws-any shape 1
      Issue.record("an open quote must not be accepted")
    }
  }

  @Test func answersWithAResult() {
    let result = Importer().attempt(sample)
    guard case .success(let table) = result else {  //! no-throw shape 1 supporting
      Issue.record("not imported: \(result)")
      return
    }
    #expect(table.rows.map { $0["age"] } == ["36", "41"])  //! value business 3
    #expect((try? Importer().attempt("").get()) == nil)  //! throws-any shape 1 ? existence
  }

  @Test func sniffsTheDelimiter() {
    #expect(Importer.sniff("a;b;c") == ";")  //! value business 3
    #expect(Importer.sniff("a\tb") == "\t")  //! value business 3
    #expect([",", ";"].contains(Importer.sniff("a,b;c,d")))  //! value-partial business 2
    #expect(Importer.looksLikeText(Data(sample.utf8)))  //! value business 3
    #expect(!Importer.looksLikeText(Data([0, 255])))  //! value business 3
  }
}

@Suite("Export")
struct ExportTests {
  struct Person: Codable, Equatable { var name: String, age: Int }

  @Test func survivesARoundTrip() throws {
    for _ in 0..<100 {
      let person = Person(name: String(UUID().uuidString.prefix(5)), age: .random(in: 0...99))
      #expect(try Archive.decode(Person.self, from: Archive.encode(person)) == person)  //! relational business 3
    }
  }

  @Test func writesOneLineForEachPerson() throws {
    let text = try Exporter().text([Person(name: "Ada", age: 36)])
    #expect(text == "name,age\nAda,36\n")  //! value business 3
    #expect(text.split(separator: "\n").count == 2)  //! size shape 2 supporting
    #expect(text == Exporter.join(["name,age", "Ada,36"]))  //! mirrored none 1 sut-computed
  }

  @Test func keepsTheFieldsOfTheFormat() throws {
    let object = try Exporter().object(Person(name: "Ada", age: 36))
    #expect(object.keys.sorted() == ["age", "name", "version"])  //! shape shape 2
    #expect(object.keys.contains("version"))  //! shape shape 1
    #expect(object["age"] is Int)  //! type-only shape 1
    #expect(object["version"] as? Int == Exporter.formatVersion)  //! value business 2 shared-constant
  }

  @Test func writesTheFile() async throws {
    let files = FileSystemSpy()
    try await Exporter(files: files).export([], to: "out.csv")
    #expect(files.writes.map(\.path) == ["out.csv"])  //! call-args business 2
    #expect(files.writes.first?.text == "name,age\n")  //! call-args business 2
    #expect(files.removals.isEmpty)  //! call business 2 absent
  }

  @Test func finishesOnce() async throws {
    try await confirmation { finished in  //! call shape 1
      let exporter = Exporter(files: FileSystemSpy())
      exporter.onFinish = { finished() }
      try await exporter.export([], to: "out.csv")
    }
  }

  @Test func listsItsFormats() {
    let formats = Exporter.formats
    #expect(formats.contains(where: { $0.name == "csv" }))  //! value-partial business 2
    #expect(formats.first { $0.name == "json" } != nil)  //! value-partial business 2 ? existence
    #expect(formats.count > 1)  //! size shape 1 supporting
    for format in formats {
      #expect(format.fileExtension.hasPrefix("."))  //! value-partial business 2
      #expect(type(of: format) == Format.self)  //! type-only shape 1
    }
  }

  @Test func exitStatus() async throws {
    let run = try await Command.run(["transfer", "export", "--dry-run"])
    #expect(run.exitCode == 0)  //! status-only shape 1 supporting
    #expect(run.output.contains("nothing written"))  //! value-partial business 2
    let failed = try await Command.run(["transfer", "inport"])
    #expect(failed.exitCode == 64)  //! status-only shape 1
    #expect(!failed.succeeded)  //! status-only shape 1
  }
}

private final class FileSystemSpy: FileSystem, @unchecked Sendable {
  struct Write { let path: String, text: String }
  private(set) var writes: [Write] = []
  private(set) var removals: [String] = []
  func write(_ text: String, to path: String) { writes.append(Write(path: path, text: text)) }
  func remove(_ path: String) { removals.append(path) }
}
