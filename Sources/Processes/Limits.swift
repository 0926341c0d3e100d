/// How much one command may take before it is ended.
package struct Limits: Sendable, Equatable {
  package var wallSeconds: Double
  /// Resident memory of the command and all its descendants together.
  package var memoryBytes: Int
  /// Processor time of the command and all its descendants together.
  package var cpuSeconds: Double
  /// Living processes at one moment.
  package var processes: Int
  /// What the command may print; more ends it.
  package var outputBytes: Int
  /// What is kept of each output, half from its head and half from its tail.
  package var keptBytes: Int
  /// The largest file that any process may write.
  package var fileBytes: Int
  /// From SIGTERM to SIGKILL.
  package var graceSeconds: Double

  package init(
    wallSeconds: Double = 600, memoryBytes: Int = 4 << 30, cpuSeconds: Double = 3600,
    processes: Int = 512, outputBytes: Int = 64 << 20, keptBytes: Int = 1 << 20,
    fileBytes: Int = 4 << 30, graceSeconds: Double = 2
  ) {
    self.wallSeconds = wallSeconds
    self.memoryBytes = memoryBytes
    self.cpuSeconds = cpuSeconds
    self.processes = processes
    self.outputBytes = outputBytes
    self.keptBytes = keptBytes
    self.fileBytes = fileBytes
    self.graceSeconds = graceSeconds
  }

  /// The first limit that `usage` exceeds; nil when it is within all of them.
  package func exceeded(by usage: Usage) -> Limit? {
    if usage.residentBytes > memoryBytes { return .memory }
    if usage.processes > processes { return .processes }
    if usage.outputBytes > outputBytes { return .output }
    if usage.cpuSeconds > cpuSeconds { return .cpu }
    if usage.wallSeconds > wallSeconds { return .wall }
    return nil
  }
}

/// Why a command was ended before it ended by itself.
package enum Limit: String, Sendable, CaseIterable {
  case wall, memory, cpu, processes, output
  /// The user or the machine asked the tool itself to stop.
  case interruption
}

/// What a command and its descendants take at one moment.
package struct Usage: Sendable, Equatable {
  package var wallSeconds: Double = 0
  package var residentBytes = 0
  package var cpuSeconds: Double = 0
  package var processes = 0
  package var outputBytes = 0

  package init() {}
}
