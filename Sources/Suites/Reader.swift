package import Syntax

/// A call of a test or helper, whose names have meanings of their own.
struct Frame: Sendable {
  var file: Int
  var function: NodeIndex
  /// What the parameters stand for.
  var arguments: [String: Place] = [:]
  var helper: String?
  var depth = 0
}

/// The name of what is called: `a.b.c` or, on a value, the names after it.
package struct Callee: Sendable {
  package var names: [String]
  /// The value before the first name, when that is no name itself.
  package var base: Place?
  package var last: String { names.last ?? "" }
}

/// Positional and named arguments of one call.
package struct CallArguments: Sendable {
  package var positional: [Place] = []
  package var named: [(name: String, value: Place)] = []
  /// All values, positional ones first.
  package var values: [Place] { positional + named.map(\.value) }
  package var isEmpty: Bool { positional.isEmpty && named.isEmpty }
  package subscript(name: String) -> Place? { named.first { $0.name == name }?.value }
}

/// Reads expressions of the test tree: what names mean, what calls are, what is constant.
package struct Reader {
  private let ground: SuiteGround
  var frames: [Frame]
  let memory: ReaderMemory

  /// The memory must be empty, or of readers with the same frames.
  init(_ analysis: SuiteAnalysis, _ frames: [Frame] = [], _ memory: ReaderMemory = ReaderMemory()) {
    ground = analysis.ground
    self.frames = frames
    self.memory = memory
  }

  var outlines: [SuiteOutline] { ground.outlines }
  var index: HelperIndex { ground.index }
  var doubles: [Doubles] { ground.doubles }
  var code: CodeFacts { ground.code }
  /// The nodes inside an expression that may say that something is true or false.
  func saying(in place: Place) -> ArraySlice<UInt32> {
    ground.shapes[place.file].saying(in: place.node)
  }

  /// Whether a call gives an error and nothing else, as the function declares that it runs, or every
  /// function of the tested code of its name.
  package func givesOnlyError(_ call: Place) -> Bool {
    if let own = function(call) {
      let outline = outlines[own.file]
      return outline.tree.declaredResult(own.node, outline.rules.declared) == .error
    }
    return callee(call).map { code.always(.error, from: $0.last) } ?? false
  }

  // MARK: Trees

  /// Every file of the analysis.
  package var all: [SuiteOutline] { outlines }
  package func outline(_ place: Place) -> SuiteOutline { outlines[place.file] }
  package func tree(_ place: Place) -> SyntaxTree { outlines[place.file].tree }
  private func view(_ place: Place) -> TreeShape.View { ground.views[place.file] }
  package func kind(_ place: Place) -> NodeKind { view(place).kinds[place.node.int] }
  package func children(_ place: Place) -> Places { Places(of: place, in: view(place)) }
  package func first(_ place: Place) -> Place? {
    view(place).descendants[place.node.int] > 0 ? place.at(NodeIndex(place.node.value + 1)) : nil
  }
  package func text(_ place: Place) -> String {
    let view = view(place)
    let number = Int(view.path[place.node.int])
    return number > 0 && number < view.wordCount
      ? view.paths[number].names[0] : tree(place).text(place.node)
  }

  /// The text on one line, cut after 60 characters, for reasons.
  package func excerpt(_ place: Place) -> String {
    let range = tree(place).range(place.node)
    var line: [UInt8] = []
    line.reserveCapacity(min(range.count, 240))
    for byte in tree(place).bytes[range.indices].prefix(240) {
      if byte > 0x20 {
        line.append(byte)
      } else if let last = line.last, last != 0x20 {
        line.append(0x20)
      }
    }
    if line.last == 0x20 { line.removeLast() }
    if line.isEmpty { return "nothing" }
    let text = String(decoding: line, as: UTF8.self)
    return line.count > 60 && text.count > 60 ? text.prefix(57) + "…" : text
  }

  /// The operator of a unary node: its first or last token.
  package func prefix(_ place: Place) -> Symbol {
    let node = tree(place)[place.node]
    return tree(place).tokens[Int(node.firstToken)].symbol
  }

  /// `place` without brackets, casts, `await` and argument names around it.
  package func bare(_ place: Place) -> Place {
    place.at(NodeIndex(view(place).bare[place.node.int]))
  }

  /// Whether a name is that of a function of the test tree.
  package func names(aFunction place: Place) -> Bool {
    guard kind(place) == .name, case .binding(let binding, _) = meaning(text(place), at: place)
    else { return false }
    return binding.source == .function || binding.source == .imported
      || outlines[place.file].definition(at: binding.node) != nil
  }

  /// The whole of which destructuring gave this name a part.
  package func destructured(_ place: Place) -> Place? {
    guard kind(place) == .name, case .binding(let binding, _) = meaning(text(place), at: place),
      binding.source == .part
    else { return nil }
    return place.at(binding.node)
  }

  // MARK: Calls

  /// What a call calls; nil for other nodes.
  package func callee(_ call: Place) -> Callee? {
    guard kind(call) == .call, let target = first(call) else { return nil }
    return path(target)
  }

  /// A dotted path, as far as it is one.
  package func path(_ place: Place) -> Callee {
    let view = view(place)
    let known = Int(view.path[place.node.int])
    if known > 0 {
      return Callee(names: view.paths[known].names, base: view.paths[known].base.map(place.at))
    }
    var names: [String] = []
    var at = place
    for _ in 0..<60 {
      switch kind(at) {
      case .name:
        names.append(text(at))
        names.reverse()
        return Callee(names: names)
      case .member:
        let parts = children(at)
        guard parts.count == 2 else { return Callee(names: names.reversed(), base: at) }
        names.append(text(parts[1]))
        at = parts[0]
      default:
        let inner = bare(at)
        if inner == at { return Callee(names: names.reversed(), base: at) }
        at = inner
      }
    }
    return Callee(names: names.reversed(), base: at)
  }

  /// The object of a method call or member.
  package func receiver(_ call: Place) -> Place? {
    var target = call
    if kind(call) == .call {
      guard let callee = first(call) else { return nil }
      target = callee
    }
    guard kind(target) == .member else { return nil }
    return first(target)
  }

  package func arguments(_ call: Place) -> CallArguments {
    var result = CallArguments()
    guard let list = tree(call).child(call.node, .arguments) else { return result }
    for argument in tree(call).children(list) {
      let place = call.at(argument)
      if kind(place) == .argument {
        let parts = children(place)
        guard parts.count == 2 else { continue }
        result.named.append((text(parts[0]), parts[1]))
        if outlines[call.file].rules.labelsKeepPlaces { result.positional.append(parts[1]) }
      } else {
        result.positional.append(place)
      }
    }
    return result
  }

  /// The first positional argument.
  package func firstArgument(_ call: Place) -> Place? {
    guard let list = tree(call).child(call.node, .arguments) else { return nil }
    for argument in children(call.at(list)) {
      guard kind(argument) == .argument else { return argument }
      guard outlines[call.file].rules.labelsKeepPlaces else { continue }
      let parts = children(argument)
      if parts.count == 2 { return parts[1] }
    }
    return nil
  }

  package func places(_ slot: Slot, of call: Place, _ arguments: CallArguments) -> [Place] {
    switch slot {
    case .receiver: receiver(call).map { [$0] } ?? []
    case .argument(let number):
      number < arguments.positional.count ? [arguments.positional[number]] : []
    case .rest(let number): Array(arguments.positional.dropFirst(number))
    case .none: []
    }
  }
}
