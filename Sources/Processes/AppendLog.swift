import Glibc
import Text

/// A file to which whole records are added, and which a crash can only shorten by its last one.
///
/// Each line is JSON: `{"bytes":12,"check":"0123456789abcdef","record":{…}}`.
package final class AppendLog: Sendable {
  /// What a log held when it was opened.
  package struct Contents: Sendable, Equatable {
    /// The whole records in order, as the one-line JSON texts that were appended.
    package let records: [String]
    /// Bytes of a last line that was cut or damaged; they are gone from the file.
    package let discardedBytes: Int
  }

  private let descriptor: Int32
  package let path: String

  /// Opens the log, makes it if there is none, and cuts what is not whole.
  ///
  /// Fails with `EWOULDBLOCK` when another process has it open.
  package static func open(_ path: String) throws(SystemFailure) -> (AppendLog, Contents) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .file(action: "open", path: path, code: errno) }
    let log = AppendLog(descriptor: descriptor, path: path)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw .file(action: "lock", path: path, code: errno)
    }
    guard let bytes = SmallFile.read(descriptor) else {
      throw .file(action: "read", path: path, code: errno)
    }
    let (records, whole) = records(in: bytes)
    if whole < bytes.count, ftruncate(descriptor, off_t(whole)) != 0 {
      throw .file(action: "write", path: path, code: errno)
    }
    return (log, Contents(records: records, discardedBytes: bytes.count - whole))
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    // A keeper that is just being forked may hold the descriptor for a moment longer.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Adds one record with a single write; safe from several threads.
  ///
  /// - Precondition: `record` is JSON on one line.
  package func append(_ record: String) throws(SystemFailure) {
    precondition(!record.utf8.contains(UInt8(ascii: "\n")), "a record is one line")
    try FileBytes.write(Self.line(record), to: descriptor, path: path)
  }

  /// Waits until everything is on the disk.
  package func synchronise() throws(SystemFailure) {
    guard fdatasync(descriptor) == 0 else {
      throw .file(action: "write", path: path, code: errno)
    }
  }

  static func line(_ record: String) -> [UInt8] {
    var hash = StableHash()
    hash.combine(record.utf8)
    let text = "{\"bytes\":\(record.utf8.count),\"check\":\"\(hash.text)\",\"record\":\(record)}\n"
    return Array(text.utf8)
  }

  /// The records of the whole lines at the beginning of `bytes`, and how many bytes those take.
  static func records(in bytes: [UInt8]) -> (records: [String], whole: Int) {
    var records: [String] = []
    var whole = 0
    while let end = bytes[whole...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let record = record(in: bytes[whole..<end]) else { break }
      records.append(record)
      whole = end + 1
    }
    return (records, whole)
  }

  private static func record(in line: ArraySlice<UInt8>) -> String? {
    let middle = Array(",\"record\":".utf8)
    // The length comes first in the line, so the record's place follows from it.
    let digits = line.dropFirst(#"{"bytes":"#.utf8.count).prefix { (0x30...0x39).contains($0) }
    guard let count = Int(String(decoding: digits, as: UTF8.self)), count >= 0,
      line.count > count + middle.count
    else { return nil }
    let record = String(decoding: line.dropLast().suffix(count), as: UTF8.self)
    return Self.line(record).dropLast().elementsEqual(line) ? record : nil
  }
}
