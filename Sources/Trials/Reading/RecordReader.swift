import Text

/// Reads the lines that our own plugins and reporters write, one JSON object each.
///
/// A line is `{"record":"test","id","path","titles","line","status","assertion","message","ms"}`,
/// `{"record":"trouble","path","stage","message"}`, `{"record":"finish"}` or
/// `{"record":"entered","files":{path:[line]},"doubt"}`, where a doubt says why more may have been
/// entered. Lines that are cut or damaged are passed over; without a `finish` the run was cut short.
package enum RecordReader {
  package static func read(_ bytes: [UInt8]) -> RunReading {
    var results: [TestResult] = []
    var troubles: [FileTrouble] = []
    var isComplete = false
    var entered: [String: [Int]]?
    for line in bytes.split(separator: 10) {
      guard let value = JSONValue(line) else { continue }
      switch value["record"]?.string {
      case "test":
        if let result = result(value) { results.append(result) }
      case "trouble":
        troubles.append(
          FileTrouble(
            path: value["path"]?.string ?? "",
            stage: (value["stage"]?.string).flatMap(FileTrouble.Stage.init) ?? .load,
            message: (value["message"]?.string ?? "").cutForMessage))
      case "finish": isComplete = true
      case "entered" where value["doubt"]?.string == nil:
        entered = value["files"]?.object?.mapValues { ($0.array ?? []).compactMap(\.int) }
      default: continue
      }
    }
    return .merging(results, troubles: troubles, isComplete: isComplete, entered: entered)
  }

  private static func result(_ value: JSONValue) -> TestResult? {
    guard let id = value["id"]?.string,
      let status = (value["status"]?.string).flatMap(TestStatus.init)
    else { return nil }
    return TestResult(
      id: id, path: value["path"]?.string ?? "",
      titles: (value["titles"]?.array ?? []).compactMap(\.string),
      line: max(0, value["line"]?.int ?? 0), status: status,
      isAssertionFailure: status.isFailing && value["assertion"]?.bool == true,
      message: (value["message"]?.string ?? "").cutForMessage,
      milliseconds: max(0, value["ms"]?.number ?? 0))
  }
}
