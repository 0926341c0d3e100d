import Glibc
import Processes
import Text

/// The command line from start to exit code.
package enum Entry {
  /// Does what `arguments` (without the program's name) ask for and answers the exit code.
  package static func run(_ arguments: [String], environment: [String: String]) -> Int32 {
    do {
      return try attempt(arguments, environment: environment).rawValue
    } catch {
      Console(.auto, environment: environment).fail(error)
      return error.code.rawValue
    }
  }

  /// The same, but hands over what would be said on standard error at the end.
  package static func attempt(
    _ arguments: [String], environment: [String: String]
  ) throws(Failure) -> ExitCode {
    var options = Options()
    try options.read(arguments)
    if options.help {
      try Console(options.colour, environment: environment).print(Usage.help(for: options.verb))
      return .passed
    }
    options = try configured(arguments, environment)
    return try perform(options, arguments, environment)
  }

  /// Flags over environment over the project's file over defaults.
  private static func configured(
    _ arguments: [String], _ environment: [String: String]
  ) throws(Failure) -> Options {
    var flags = Options()
    try flags.read(arguments)
    var options = Options()
    options.verb = flags.verb
    let trusted = flags.trust || environment["TOCSIN_TRUST"] == "1"
    let path = Inventory.join(flags.path, Configuration.fileName)
    let usesFile = [.run, .scan, .mutate, .rerun, .doctor].contains(flags.verb)
    if usesFile, Inventory.exists(path) {
      guard let bytes = Bytes.read(path, most: 1 << 20) else {
        throw Failure(
          .usage, "\(path) cannot be read", cure: "make it a readable file of at most 1 MiB")
      }
      let configuration = try Configuration(String(decoding: bytes, as: UTF8.self), path: path)
      try configuration.apply(to: &options, path: path, trusted: trusted)
    }
    try apply(environment, to: &options)
    let lists = (options.exclude, options.tests, options.files, options.environment)
    try options.read(arguments)
    // A flag replaces the file's list.
    if !flags.exclude.isEmpty { options.exclude.removeFirst(lists.0.count) }
    if !flags.tests.isEmpty { options.tests.removeFirst(lists.1.count) }
    if !flags.files.isEmpty { options.files.removeFirst(lists.2.count) }
    if !flags.environment.isEmpty { options.environment.removeFirst(lists.3.count) }
    return options
  }

  /// `TOCSIN_BUDGET=5m` and the like: the option's name in capitals with underscores.
  private static func apply(
    _ environment: [String: String], to options: inout Options
  ) throws(Failure) {
    for row in OptionRow.all where !Configuration.notInFiles.contains(row.name) {
      let name = "TOCSIN_" + row.name.uppercased().replacing("-", with: "_")
      guard let value = environment[name], !value.isEmpty else { continue }
      if row.value == nil, value == "0" || value == "false" { continue }
      guard row.apply(&options, value) else {
        throw Failure(
          .usage, "\(name) does not take \(Words.quoted(value))",
          cure: "it means --\(row.name): \(row.help)")
      }
    }
  }

  private static func perform(
    _ options: Options, _ arguments: [String], _ environment: [String: String]
  ) throws(Failure) -> ExitCode {
    let console = Console(options.colour, environment: environment)
    switch options.verb {
    case .version:
      try console.print("tocsin \(Usage.version)\n")
    case .completions:
      guard let script = Usage.completions(for: options.subject) else {
        throw Failure(
          .usage, "there are no completions for \(Words.quoted(options.subject))",
          cure: "use bash, zsh or fish")
      }
      try console.print(script)
    case .initialise: try Initialisation.write(options, console)
    case .doctor: return try Doctor.examine(options, console, environment)
    case .explain: try Explanation.explain(options, console)
    case .rerun, .run, .scan, .mutate:
      return try Pipeline(
        options: options, console: console, environment: environment, arguments: arguments
      ).run()
    }
    return .passed
  }
}

/// `tocsin init`.
enum Initialisation {
  static func write(_ options: Options, _ console: Console) throws(Failure) {
    let path = Inventory.join(options.path, Configuration.fileName)
    guard !Inventory.exists(path) else {
      throw Failure(
        .usage, "\(path) is there already", cure: "edit it, or remove it and call init again")
    }
    try OutputFolder.write(Array(Configuration.template.utf8), to: path)
    try console.print("wrote \(path); every setting in it is off\n")
  }
}
