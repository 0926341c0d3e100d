package import Suites
import Syntax
import Text

extension SuiteRules {
  /// XCTest, Swift Testing, Quick and Nimble.
  /// - Source: https://developer.apple.com/documentation/testing and
  ///   https://developer.apple.com/documentation/xctest
  package static let swift: SuiteRules = {
    var rules = SuiteRules()
    rules.language = "swift"
    rules.isTestPath = { SwiftSuites.isTestPath($0, $1) }
    rules.mutableReference = "&"
    rules.failuresAreThrown = false
    rules.declared = ["Self": .made]
    rules.keepsTestsApart = { _ in true }
    rules.isSupportPath = { SwiftSuites.isSupportPath($0) }
    rules.frameworks = [
      ("Testing", "Swift Testing"), ("XCTest", "XCTest"), ("Quick", "Quick"), ("Nimble", "Nimble"),
    ]
    rules.imports = { SwiftSuites.imports($0, $1) }
    rules.unit = { SwiftSuites.unit($0) }
    rules.cases = { SwiftSuites.cases($0) }
    rules.isIrregular = SwiftSuites.irregularNames
    rules.irregular = { SwiftSuites.irregular($0, $1) }
    rules.reading = { SwiftSuites.reading($0, $1) }
    rules.condition = { SwiftSuites.condition($0, $1) }
    rules.callbackReach = { SwiftSuites.callbackReach($0, $1) }
    rules.bindsError = { SwiftSuites.bindsError($0, $1) }
    for rows in SwiftSuites.rows { rules.calls.add(rows) }
    rules.declaresNames = true
    rules.seesMembers = true
    rules.libraryParents = ["XCTestCase": "XCTest"]
    rules.labelsKeepPlaces = true
    // `case profile(userID: String)`
    rules.wrappers = { $0.names(after: .case, before: .leftRound) }
    rules.constructorsMayFail = true
    rules.conditionsAreBoolean = true
    rules.failableTypes = [
      "URL", "URLComponents", "Int", "Double", "Float", "Bool", "UUID", "Data", "String", "Decimal",
      "NSRegularExpression", "UIImage", "NSImage", "Character", "Date", "Range", "Bundle", "Regex",
      "UserDefaults", "Calendar", "TimeZone", "NSPredicate", "Locale", "Selector",
    ]
    rules.copiesValues = true
    rules.literalsTakeTypes = true
    rules.givesValue = { SwiftSuites.givesValue($0, $1) }
    rules.implicitParameters = ["$0"]
    rules.implicitError = "error"
    SwiftSuites.addExpressions(to: &rules)
    return rules
  }()
}

/// What the suites of Swift packages look like.
enum SwiftSuites {
  static func isTestPath(_ path: String, _ patterns: [String]) -> Bool {
    guard path.hasSuffix(".swift") else { return false }
    if !patterns.isEmpty { return patterns.contains { Glob($0).matches(path) } }
    let name = path.split(separator: "/").last.map { $0.dropLast(6) } ?? ""
    return ["Tests", "Test", "Spec", "Specs", "TestCase"].contains { name.hasSuffix($0) }
      && name != "Test"
  }

  /// Files of a folder of tests, whose functions tests may call.
  static func isSupportPath(_ path: String) -> Bool {
    guard path.hasSuffix(".swift") else { return false }
    return path.split(separator: "/").dropLast().contains { folder in
      folder == "Tests"
        || ["Tests", "TestSupport", "TestHelpers", "TestUtilities", "TestUtils", "TestingSupport"]
          .contains { folder.hasSuffix($0) }
    }
  }

  /// The folder of the test target: the one below `Tests`, or one that ends in `Tests`.
  static func unit(_ path: String) -> String? {
    let parts = path.split(separator: "/").dropLast()
    guard let place = parts.firstIndex(where: { $0.hasSuffix("Tests") }) else { return nil }
    let end = parts[place] == "Tests" && place + 1 < parts.endIndex ? place + 1 : place
    return parts[...end].joined(separator: "/")
  }

  /// Every name of a module comes with it.
  static func imports(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    let names = tree.children(node).filter { tree.kind($0) == .name }.map { tree.text($0) }
    return names.isEmpty
      ? [] : [Import(local: "", module: names.joined(separator: "."), member: nil)]
  }

  /// Whether a function's signature has a result.
  static func givesValue(_ tree: SyntaxTree, _ node: NodeIndex) -> Bool {
    guard let parameters = tree.child(node, .parameters) else {
      return tree.child(node, .block) != nil && tree.firstToken(node).symbol != .`deinit`
    }
    let end = tree.child(node, .block).map { tree[$0].firstToken } ?? tree[node].endToken
    return (tree[parameters].endToken..<max(end, tree[parameters].endToken)).contains {
      tree.tokens[Int($0)].symbol == .arrow
    }
  }

  static func addExpressions(to rules: inout SuiteRules) {
    rules.members = [
      "count": .length, "underestimatedCount": .length, "keys": .keys, "statusCode": .status,
      "terminationStatus": .status, "exitCode": .status, "status": .status, "callCount": .callCount,
      "exitStatus": .status, "isError": .ok, "isSuccess": .ok, "succeeded": .ok, "success": .ok,
    ]
    rules.throughMembers = ["code": .status, "rawValue": .status]
    rules.ambiguousStatus = ["status"]
    rules.operators = OperatorRow.comparisons.merging([
      .tripleEqual: OperatorRow(.identical), .bangTripleEqual: OperatorRow(.identical, not: true),
      .is: OperatorRow(.type), .patternMatch: OperatorRow(.isIn, reversed: true),
    ]) { $1 }
    rules.negation = [.bang]
    rules.conjunction = [.andAnd]
    rules.disjunction = [.orOr]
    rules.constants = ["true": .truth, "false": .falsehood, "nil": .null]
    rules.receivers = ["self", "Self"]
    rules.builtins = [
      "abs", "max", "min", "zip", "stride", "repeatElement", "sequence", "print", "debugPrint",
      "String", "Substring", "Character", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8",
      "UInt16", "UInt32", "UInt64", "Double", "Float", "Bool", "Array", "Set", "Dictionary",
      "Optional", "Data", "Decimal", "type", "numericCast", "unsafeBitCast",
    ]
    rules.globals = [
      "Int", "Double", "Float", "String", "Array", "Set", "Dictionary", "Date", "Data", "UUID",
      "Decimal", "FileManager", "ProcessInfo", "Calendar", "Locale", "TimeZone", "Task",
      "ISO8601DateFormatter", "DateFormatter", "NumberFormatter", "DateComponents", "URL",
      "URLComponents", "NSNumber", "NSRegularExpression",
    ]
    rules.containers = ["Array", "Set", "Dictionary", "String", "Data"]
    rules.languageMethods = [
      "map", "compactMap", "flatMap", "filter", "sorted", "reversed", "joined", "split",
      "uppercased", "lowercased", "capitalized", "prefix", "suffix", "dropFirst", "dropLast",
      "enumerated", "reduce", "min", "max", "trimmingCharacters", "components",
      "replacingOccurrences", "padding", "data", "withUnsafeBytes", "index", "distance",
    ]
    rules.wholeViews = [
      "map", "sorted", "reversed", "enumerated", "shuffled", "keys", "values", "indices", "lazy",
    ]
    rules.containsFindsKeys = false
    rules.pure = ["URL", "Date", "Data", "Decimal", "UUID", "CGPoint", "CGSize", "CGRect", "Set"]
    rules.ranges = [.halfOpenRange: false, .ellipsis: true]
    rules.libraries = [
      "Foundation", "FoundationEssentials", "FoundationNetworking", "XCTest", "Testing", "Swift",
      "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization", "Quick", "Nimble", "UIKit",
      "SwiftUI", "Combine", "CoreFoundation", "os",
    ]
    rules.rootTypes = ["Any", "AnyObject"]
    rules.broadErrors = ["Error", "any Error", "(any Error)", "NSError", "Swift.Error"]
    rules.details = ["accuracy"]
    rules.callbacks = [
      "forEach": .loop, "allSatisfy": .loop, "map": .loop, "compactMap": .loop, "flatMap": .loop,
    ]
  }
}
