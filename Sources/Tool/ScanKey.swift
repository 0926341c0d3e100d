import Glibc
import Reporting
import Suites

/// Everything that decides what a scan prints, as one digest.
///
/// Two scans with the same key are given the same bytes by the same program with the same
/// options, and a scan depends on nothing else.
struct ScanKey: Sendable {
  /// 64 hexadecimal digits.
  let text: String

  /// Nil when the running program cannot be told from another.
  init?(
    _ reading: ProjectReading, _ options: Options, theme: Theme, arguments: [String],
    revision: String
  ) {
    guard let program = ScanKey.program else { return nil }
    var fields = Fields()
    // Reflected, because an option that is added later cannot be forgotten here.
    fields.add([Usage.version, program, String(reflecting: options), String(reflecting: theme)])
    fields.add(arguments)
    fields.add([reading.root, revision])
    for names in reading.testNames { fields.add([String(reflecting: names)]) }
    fields.add(reading.inventory.skipped.flatMap { [$0.path, $0.reason] })
    fields.add(reading.inventory.files)
    let digests = Parallel.map(reading.contents.count) { index -> [UInt8] in
      reading.contents[index].map { SHA256.digest($0) } ?? []
    }
    for digest in digests { fields.add(digest) }
    text = SHA256.hexadecimal(fields.bytes)
  }

  /// The file that is running, so that a program built anew never meets what another one said.
  private static var program: String? {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    return [
      Int(status.st_dev), Int(status.st_ino), Int(status.st_size), modified.tv_sec,
      modified.tv_nsec, changed.tv_sec, changed.tv_nsec,
    ].map { String($0) }.joined(separator: " ")
  }
}

/// Bytes that differ whenever one field, or the border between two, differs.
private struct Fields {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt64(field.count).littleEndian) { bytes += $0 }
    bytes += field
  }

  mutating func add(_ list: [String]) {
    withUnsafeBytes(of: UInt64(list.count).littleEndian) { bytes += $0 }
    for text in list { add(text.utf8) }
  }
}
