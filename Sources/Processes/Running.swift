import CProcess
import Glibc

/// A command that was started; when it goes out of scope, nothing of the command is left.
package struct Running: ~Copyable, Sendable {
  private let command: Command
  private let marker: RunMarker
  let keeper: pid_t
  private let control: Int32
  let output: OutputFile
  private let errors: OutputFile?

  init(
    command: Command, marker: RunMarker, keeper: pid_t, control: Int32, output: OutputFile,
    errors: OutputFile?
  ) {
    self.command = command
    self.marker = marker
    self.keeper = keeper
    self.control = control
    self.output = output
    self.errors = errors
  }

  deinit {
    // The keeper takes a closed line for the death of the tool and kills what is left.
    close(control)
    var attempts = 0
    var status: Int32 = 0
    while attempts < 3000, waitpid(keeper, &status, WNOHANG) == 0 {
      usleep(attempts < 20 ? 200 : 5000)
      attempts += 1
    }
  }

  /// Asks the command and its descendants to end: SIGTERM, then SIGKILL after the grace.
  package func end(graceSeconds: Double? = nil) {
    let grace = graceSeconds ?? command.limits.graceSeconds
    _ = tocsin_order_end(control, Int32(max(0, grace) * 1000))
  }

  /// Watches the limits until the command and all its descendants have ended.
  package consuming func wait() throws(SystemFailure) -> Ended {
    var watch = Watch(limits: command.limits, root: keeper)
    while !isReadable(milliseconds: Watch.intervalMilliseconds) {
      guard let limit = watch.look(outputBytes: outputBytes) else { continue }
      end(graceSeconds: limit == .interruption ? Watch.interruptionGraceSeconds : nil)
    }
    var message = tocsin_message()
    guard tocsin_receive(control, &message) == 1 else {
      RunMarkerSweep.sweep(marker)
      throw .lostKeeper(command: command.text)
    }
    guard message.kind == Int32(tocsin_ended.rawValue) else {
      throw .cannotStart(
        command: command.text, step: Self.step(message.stage), code: message.error)
    }
    return Ended(
      message: message, watch: watch,
      output: output.read(keeping: command.limits.keptBytes),
      errors: errors?.read(keeping: command.limits.keptBytes) ?? Output())
  }

  private var outputBytes: Int { output.size + (errors?.size ?? 0) }

  private func isReadable(milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, milliseconds) > 0
  }

  private static func step(_ stage: Int32) -> String {
    switch tocsin_stage(UInt32(stage)) {
    case tocsin_stage_fork: "fork"
    case tocsin_stage_descriptors: "descriptors"
    case tocsin_stage_limits: "limits"
    case tocsin_stage_directory: "directory"
    case tocsin_stage_isolation: "isolation"
    default: "execute"
    }
  }
}
