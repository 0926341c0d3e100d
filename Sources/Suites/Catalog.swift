import CCatalog

/// One row of the framework catalog.
package struct CatalogRow: Sendable, Hashable {
  package var framework: String
  package var name: String
  /// `assertion`, `asymmetric`, `modifier` or `helper`.
  package var kind: String
  /// Nil for rows whose class is that of what they are given.
  package var defaultClass: AssertionClass?
}

/// The framework catalog that is built into the program.
package enum Catalog {
  /// The rows of one language, in order.
  package static func rows(_ language: String) -> [CatalogRow] {
    var count = 0
    guard let base = tocsin_catalog_bytes(&count) else { return [] }
    let bytes = UnsafeBufferPointer(start: base, count: count)
    let wanted = Array(language.utf8)
    var rows: [CatalogRow] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count >= 5, fields[0].elementsEqual(wanted) else { continue }
      let words = fields[1...4].map { String(decoding: $0, as: UTF8.self) }
      rows.append(
        CatalogRow(
          framework: words[0], name: words[1], kind: words[2],
          defaultClass: AssertionClass(rawValue: words[3])))
    }
    return rows
  }
}
