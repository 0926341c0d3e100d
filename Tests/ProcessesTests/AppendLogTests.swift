import Glibc
import Processes
import Testing

@Suite struct `Append logs` {
  private static let records = [#"{"mutant":"a"}"#, #"{"text":"naïve \n \"quoted\""}"#, "{}"]

  private func written(_ playground: borrowing Playground) throws -> (path: String, bytes: [UInt8])
  {
    let path = "\(playground.path)/journal.jsonl"
    let (log, contents) = try AppendLog.open(path)
    #expect(contents.records == [])
    for record in Self.records { try log.append(record) }
    try log.synchronise()
    return (path, Array((playground.text("journal.jsonl") ?? "").utf8))
  }

  @Test func `a log gives back its records and each line of it is JSON`() throws {
    let playground = Playground()
    let (path, bytes) = try written(playground)
    #expect(try AppendLog.open(path).1.records == Self.records)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    #expect(
      String(decoding: lines[2], as: UTF8.self)
        == #"{"bytes":2,"check":"08f44b07b5901a25","record":{}}"#)
  }

  @Test func `a log that was cut at any byte gives back its whole records and can go on`() throws {
    let playground = Playground()
    let (path, bytes) = try written(playground)
    for length in bytes.indices {
      let cut = Array(bytes[..<length])
      try AtomicFile.write(cut, to: path, isDurable: false)
      let whole = cut.count(where: { $0 == UInt8(ascii: "\n") })
      do {
        let (log, contents) = try AppendLog.open(path)
        #expect(contents.records == Array(Self.records[..<whole]))
        try log.append("{\"more\":1}")
      }
      #expect(try AppendLog.open(path).1.records == Self.records[..<whole] + ["{\"more\":1}"])
    }
  }

  @Test func `a log with a changed byte is believed up to the line before`() throws {
    let playground = Playground()
    let (path, bytes) = try written(playground)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x01
      try AtomicFile.write(changed, to: path, isDurable: false)
      let line = bytes[..<place].count(where: { $0 == UInt8(ascii: "\n") })
      let contents = try AppendLog.open(path).1
      #expect(contents.records == Array(Self.records[..<line]))
      #expect(
        contents.discardedBytes == bytes.count - lines[..<line].reduce(0) { $0 + $1.count + 1 })
    }
  }

  @Test func `a log that is open cannot be opened again`() throws {
    let playground = Playground()
    let path = "\(playground.path)/journal.jsonl"
    let first = try AppendLog.open(path).0
    #expect(throws: SystemFailure.file(action: "lock", path: path, code: EWOULDBLOCK)) {
      try AppendLog.open(path)
    }
    try first.append("{}")
  }
}

@Suite struct `Atomic files` {
  @Test func `a file is replaced whole, with the given mode and no neighbour left`() throws {
    let playground = Playground()
    let path = "\(playground.path)/report.json"
    try AtomicFile.write(Array("old".utf8), to: path)
    try AtomicFile.write(Array("new".utf8), to: path, mode: 0o600)
    #expect(playground.text("report.json") == "new")
    #expect(FileStatus(path)?.mode == 0o600)
    #expect(try playground.does("ls -A") == "report.json\n")
  }

  @Test func `a file that cannot be replaced keeps its content and leaves no neighbour`() throws {
    let playground = Playground()
    try playground.does("mkdir -p report.json/inner")
    let path = "\(playground.path)/report.json"
    #expect(throws: SystemFailure.file(action: "rename", path: path, code: EISDIR)) {
      try AtomicFile.write([1], to: path)
    }
    #expect(try playground.does("ls -A") == "report.json\n")
  }

  @Test func `a folder that does not exist is an error with its number`() {
    #expect(
      throws: SystemFailure.file(action: "create", path: "/no/such/file", code: ENOENT)
    ) { try AtomicFile.write([], to: "/no/such/file") }
  }
}
