import CProcess
import Glibc

/// A program to run, with everything it can see: nothing is inherited.
package struct Command: Sendable, Equatable {
  /// Where standard error goes.
  package enum Errors: Sendable, Equatable { case withOutput, apart }

  /// The program and its arguments; a program without `/` is looked up on the command's `PATH`.
  package var arguments: [String]
  package var directory: String
  /// The whole environment.
  package var environment: [String: String]
  package var limits: Limits
  package var isolation: Isolation
  /// Below these folders the command may write when `isolation` is `guard`.
  package var writable: [String]
  package var errors: Errors
  /// Where its output lies, without a name, until it has ended.
  package var outputFolder: String

  package init(
    arguments: [String], directory: String, environment: [String: String],
    limits: Limits = Limits(), isolation: Isolation = .copy, writable: [String] = [],
    errors: Errors = .withOutput, outputFolder: String
  ) {
    self.arguments = arguments
    self.directory = directory
    self.environment = environment
    self.limits = limits
    self.isolation = isolation
    self.writable = writable
    self.errors = errors
    self.outputFolder = outputFolder
  }

  /// The command as a person would type it, for messages only.
  package var text: String {
    arguments.map { $0.contains { " \"'$\n".contains($0) } || $0.isEmpty ? "'\($0)'" : $0 }
      .joined(separator: " ")
  }

  /// Runs to the end, also of all descendants; blocks the calling thread.
  package func run() throws(SystemFailure) -> Ended {
    try start().wait()
  }

  /// Starts and returns at once.
  ///
  /// `conversation` is a descriptor that the command gets as its descriptor 3; with
  /// `adoptsOrphans`, what its descendants leave behind becomes its own.
  package func start(
    conversation: Int32? = nil, adoptsOrphans: Bool = false
  ) throws(SystemFailure) -> Running {
    let executable = try resolved()
    let output = try OutputFile(folder: outputFolder)
    let errors = try self.errors == .apart ? OutputFile(folder: outputFolder) : nil
    let rules = try isolation.rules(writable: writable)
    defer { if rules >= 0 { close(rules) } }
    let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(input) }
    var environment = environment
    let marker = RunMarker()
    environment[RunMarker.variable] = marker.value
    let words = CStrings(arguments)
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" }.sorted())
    var keeper: pid_t = 0
    let control: Int32 = executable.withCString { executable in
      directory.withCString { directory in
        var plan = tocsin_plan()
        plan.path = executable
        plan.arguments = UnsafePointer(words.pointer)
        plan.environment = UnsafePointer(variables.pointer)
        plan.directory = directory
        plan.input = input
        plan.output = output.descriptor
        plan.errors = errors?.descriptor ?? output.descriptor
        plan.conversation = conversation ?? -1
        plan.adopts_orphans = adoptsOrphans ? 1 : 0
        plan.ruleset = rules
        plan.file_bytes = UInt64(max(0, limits.fileBytes))
        plan.cpu_seconds = UInt64(max(1, limits.cpuSeconds.rounded(.up)))
        plan.settle_milliseconds = 100
        plan.grace_milliseconds = Int32(limits.graceSeconds * 1000)
        return tocsin_start(&plan, &keeper)
      }
    }
    guard control >= 0 else {
      throw .cannotStart(command: text, step: "fork", code: -control)
    }
    return Running(
      command: self, marker: marker, keeper: keeper, control: control, output: output,
      errors: errors)
  }

  /// The file of the program, with links followed.
  ///
  /// Nil when it is not found or lies in the command's own directory.
  package var foreignProgram: FileStatus? {
    guard let found = try? resolved(), let folder = AbsolutePath.resolved(directory),
      let path = AbsolutePath.resolved(found.hasPrefix("/") ? found : "\(directory)/\(found)"),
      !AbsolutePath.isWithin(path, folder)
    else { return nil }
    return FileStatus(path)
  }

  /// The path of the program, absolute unless it was given with a `/`.
  private func resolved() throws(SystemFailure) -> String {
    guard let name = arguments.first, !name.isEmpty else { throw .noExecutable("") }
    if name.contains("/") { return name }
    let folders = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in folders.split(separator: ":", omittingEmptySubsequences: true) {
      let base = folder.hasPrefix("/") ? String(folder) : "\(directory)/\(folder)"
      let candidate = "\(base)/\(name)"
      // A link to a program is a program.
      if access(candidate, X_OK) == 0, FileStatus(candidate)?.kind != .folder { return candidate }
    }
    throw .noExecutable(name)
  }
}

/// A value in a command's environment by which its processes are known again.
struct RunMarker: Sendable {
  static let variable = "TOCSIN_RUN"
  let value: String

  init() {
    value = "\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))"
  }
}

/// A NULL-terminated array of C strings.
struct CStrings: ~Copyable {
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointer = .allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() { pointer[index] = strdup(string) }
    pointer[strings.count] = nil
  }

  deinit {
    for index in 0..<count { free(pointer[index]) }
    pointer.deallocate()
  }
}
