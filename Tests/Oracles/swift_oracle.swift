// The ranges that the Swift compiler's own parser sees: paths on standard input, one JSON line for
// each file on standard output. Compiled by `swift.py` against the libraries of the toolchain.
import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

let operators = OperatorTable.standardOperators
/// Operators whose precedence every file knows.
let known = Set(
  ["??", "||", "&&", "<", "<=", ">", ">=", "==", "!=", "===", "!==", "~=", "..<", "...", "+", "-"]
    + ["&+", "&-", "|", "^", "*", "/", "%", "&*", "&", "<<", ">>", "&<<", "&>>"])

final class Ranges: SyntaxVisitor {
  var found: [String: [Int]] = [:]
  var hidden: [Int] = []

  func add(_ category: String, _ from: AbsolutePosition, _ to: AbsolutePosition) {
    found[category, default: []] += [from.utf8Offset, to.utf8Offset]
  }
  func add(_ category: String, _ node: some SyntaxProtocol) {
    add(category, node.positionAfterSkippingLeadingTrivia, node.endPositionBeforeTrailingTrivia)
  }
  /// From the first modifier or keyword: attributes stand outside.
  func add(_ category: String, declaration node: some WithAttributesSyntax) {
    var start = node.positionAfterSkippingLeadingTrivia
    if !node.attributes.isEmpty,
      let next = node.attributes.lastToken(viewMode: .sourceAccurate)?
        .nextToken(viewMode: .sourceAccurate)
    {
      start = next.positionAfterSkippingLeadingTrivia
    }
    add(category, start, node.endPositionBeforeTrailingTrivia)
  }
  func hide(_ node: some SyntaxProtocol) {
    hidden += [
      node.positionAfterSkippingLeadingTrivia.utf8Offset,
      node.endPositionBeforeTrailingTrivia.utf8Offset,
    ]
  }

  // Declarations
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    add("function", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    add("function", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    add("function", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    add("function", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind {
    add("function", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    var start = node.positionAfterSkippingLeadingTrivia
    if let last = node.attributes.lastToken(viewMode: .sourceAccurate) {
      start =
        last.nextToken(viewMode: .sourceAccurate)?.positionAfterSkippingLeadingTrivia ?? start
    }
    add("function", start, node.endPositionBeforeTrailingTrivia)
    return .visitChildren
  }
  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    if let binding = node.bindings.first, node.bindings.count == 1, binding.initializer == nil,
      case .getter = binding.accessorBlock?.accessors
    {
      add("function", declaration: node)
    }
    return .visitChildren
  }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    add("type", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    add("type", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    add("type", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    add("type", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    add("type", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
    add("type", declaration: node)
    return .visitChildren
  }
  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    var start = node.positionAfterSkippingLeadingTrivia
    if let last = node.attributes.lastToken(viewMode: .sourceAccurate) {
      start =
        last.nextToken(viewMode: .sourceAccurate)?.positionAfterSkippingLeadingTrivia ?? start
    }
    add("import", start, node.endPositionBeforeTrailingTrivia)
    return .skipChildren
  }
  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
    let first = node.attributeName.firstToken(viewMode: .sourceAccurate)?.text.first
    let isNested = node.parent?.parent?.is(AttributedTypeSyntax.self) ?? false
    if first?.isUppercase == true, !isNested, case .argumentList(let list) = node.arguments {
      _ = list
      if let end = node.rightParen?.endPositionBeforeTrailingTrivia {
        add("call", node.attributeName.positionAfterSkippingLeadingTrivia, end)
      }
      return .visitChildren
    }
    hide(node)
    return .skipChildren
  }
  override func visit(_ node: AvailabilityConditionSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
    if let elements = node.elements { walk(elements) }
    return .skipChildren
  }
  override func visit(_ node: PostfixIfConfigExprSyntax) -> SyntaxVisitorContinueKind {
    hide(node)
    return .skipChildren
  }

  // Statements
  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind {
    add("branch", node)
    return .visitChildren
  }
  override func visit(_ node: GuardStmtSyntax) -> SyntaxVisitorContinueKind {
    add("branch", node)
    return .visitChildren
  }
  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    add("loop", node)
    return .visitChildren
  }
  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    add("loop", node)
    return .visitChildren
  }
  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind {
    add("loop", node)
    return .visitChildren
  }
  override func visit(_ node: SwitchExprSyntax) -> SyntaxVisitorContinueKind {
    add("selection", node)
    return .visitChildren
  }
  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind {
    // We read a directive as a comment, so an arm ends before it.
    var last = node.lastToken(viewMode: .sourceAccurate)
    while let token = last, token.tokenKind == .poundEndif {
      last = token.previousToken(viewMode: .sourceAccurate)
    }
    if let last {
      add("arm", node.positionAfterSkippingLeadingTrivia, last.endPositionBeforeTrailingTrivia)
    }
    return .visitChildren
  }
  override func visit(_ node: DoStmtSyntax) -> SyntaxVisitorContinueKind {
    add("attempt", node)
    return .visitChildren
  }
  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind {
    add("handler", node)
    return .visitChildren
  }
  override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind {
    add("scope", node)
    return .visitChildren
  }
  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    add("exit return", node)
    return .visitChildren
  }
  override func visit(_ node: BreakStmtSyntax) -> SyntaxVisitorContinueKind {
    add("exit break", node)
    return .visitChildren
  }
  override func visit(_ node: ContinueStmtSyntax) -> SyntaxVisitorContinueKind {
    add("exit continue", node)
    return .visitChildren
  }
  override func visit(_ node: FallThroughStmtSyntax) -> SyntaxVisitorContinueKind {
    add("exit fallthrough", node)
    return .visitChildren
  }
  override func visit(_ node: ThrowStmtSyntax) -> SyntaxVisitorContinueKind {
    add("raise", node)
    return .visitChildren
  }

  // Expressions
  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    add("call", node)
    return .visitChildren
  }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    if node.leftParen != nil || node.trailingClosure != nil { add("call", node) }
    return .visitChildren
  }
  override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.leftParen != nil || node.trailingClosure != nil {
      add(
        "call", node.pound.positionAfterSkippingLeadingTrivia,
        node.endPositionBeforeTrailingTrivia)
    }
    return .visitChildren
  }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    add("lambda", node)
    return .visitChildren
  }
  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    // A compound name ends with brackets.
    if node.declName.argumentNames == nil {
      add("member", node)
    } else {
      add(
        "member", node.positionAfterSkippingLeadingTrivia,
        node.declName.baseName.endPositionBeforeTrailingTrivia)
    }
    return .visitChildren
  }
  override func visit(_ node: SubscriptCallExprSyntax) -> SyntaxVisitorContinueKind {
    add(node.trailingClosure == nil ? "index" : "call", node)
    return .visitChildren
  }
  override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
    add("conditional", node)
    return .visitChildren
  }
  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    add("unary", node)
    return .visitChildren
  }
  override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
    add("unary", node)
    return .visitChildren
  }
  override func visit(_ node: PostfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    add("unary", node)
    return .visitChildren
  }
  override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    add("text", node)
    return .visitChildren
  }
  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    add("number", node)
    return .visitChildren
  }
  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    add("number", node)
    return .visitChildren
  }
  override func visit(_ node: RegexLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    add("regex", node)
    return .visitChildren
  }
  override func visit(_ node: ArrayExprSyntax) -> SyntaxVisitorContinueKind {
    add("list", node)
    return .visitChildren
  }
  override func visit(_ node: DictionaryExprSyntax) -> SyntaxVisitorContinueKind {
    add("map", node)
    return .visitChildren
  }
  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if let name = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
      known.contains(name)
    {
      add("binary " + name, node)
    } else if node.operator.is(AssignmentExprSyntax.self) {
      add("assignment =", node)
    }
    return .visitChildren
  }
  override func visit(_ node: IsExprSyntax) -> SyntaxVisitorContinueKind {
    add("binary is", node)
    return .visitChildren
  }
  override func visit(_ node: AsExprSyntax) -> SyntaxVisitorContinueKind {
    add("cast", node)
    return .visitChildren
  }
  override func visit(_ node: KeyPathExprSyntax) -> SyntaxVisitorContinueKind {
    hide(node)
    return .skipChildren
  }
  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: TupleTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AttributedTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumCaseParameterClauseSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: GenericArgumentClauseSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: GenericParameterClauseSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: PrecedenceGroupDeclSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
}

while let path = readLine() {
  guard let data = FileManager.default.contents(atPath: path) else { continue }
  let bytes = [UInt8](data)
  let parsed = bytes.withUnsafeBufferPointer { Parser.parse(source: $0) }
  var record: [String: Any] = ["path": path]
  if parsed.hasError {
    record["refused"] = true
  } else {
    var table = operators
    table.addSourceFile(parsed) { _ in }
    let folded = table.foldAll(parsed) { _ in }
    let ranges = Ranges(viewMode: .sourceAccurate)
    ranges.walk(folded)
    record["spans"] = ranges.found
    record["hidden"] = ranges.hidden
  }
  print(String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self))
}
