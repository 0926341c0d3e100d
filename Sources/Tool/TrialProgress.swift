import Foundation
import Synchronization
import Trials

/// Tells on standard error how a campaign goes: one line that is redrawn on a terminal, else a
/// line every thirty seconds.
final class TrialProgress: Sendable {
  private struct State {
    var started: ContinuousClock.Instant?
    var lastLine = ContinuousClock.now
    var killed = 0
    var survived = 0
    var isDrawn = false
  }

  private let console: Console
  private let isShown: Bool
  private let state = Mutex(State())

  init(console: Console, options: Options) {
    self.console = console
    isShown = options.progress && !options.quiet
  }

  func tell(_ event: CampaignEvent) {
    guard isShown else { return }
    switch event {
    case .copying(let jobs):
      line("copying the tree into \(Words.count(jobs, "private copy", plural: "private copies"))")
    case .controlling(let kind): line("control: \(kind.rawValue) …")
    case .controlled(let control):
      line(
        "control: \(control.kind.rawValue) \(control.held ? "held" : "failed"): \(control.detail)")
    case .resumed(let outcomes):
      line("going on with \(Words.count(outcomes, "outcome")) of an interrupted run")
    case .notice(let text): line(text)
    case .trialStarted: break
    case .trialEnded(let outcome, let done, let total): count(outcome, done, total)
    }
  }

  /// Removes the line that is redrawn.
  func finish() { state.withLock { clear(&$0) } }

  private func line(_ text: String) {
    state.withLock { state in
      clear(&state)
      console.say("  " + text)
    }
  }

  private func clear(_ state: inout State) {
    guard state.isDrawn else { return }
    state.isDrawn = false
    try? Console.write("\r\u{1b}[K", to: 2)
  }

  private func count(_ outcome: Outcome, _ done: Int, _ total: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      let started = state.started ?? now
      state.started = started
      if outcome.status == .killed { state.killed += 1 }
      if outcome.status == .survived || outcome.status == .notReached { state.survived += 1 }
      guard console.redraws || now - state.lastLine >= .seconds(30) || done == total else { return }
      guard !console.redraws || now - state.lastLine >= .milliseconds(100) || done == total
      else { return }
      state.lastLine = now
      let seconds = (now - started) / .seconds(1)
      let rate = seconds > 0 ? Double(done) / seconds : 0
      var text = "  \(done) of \(total) mutants, \(state.killed) noticed, \(state.survived) not"
      if rate > 0, done < total {
        text += String(format: ", %.1f/s, ", rate)
        text += TrialProgress.time(Double(total - done) / rate) + " left"
      }
      if console.redraws {
        try? Console.write("\r\u{1b}[K" + String(text.prefix(max(20, console.width - 1))), to: 2)
        state.isDrawn = done < total
        if done == total { console.say("") }
      } else {
        console.say(text)
      }
    }
  }

  /// `45 s`, `3 min`, `2 h 10 min`.
  static func time(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 100 { return "\(whole) s" }
    let minutes = (whole + 59) / 60
    return minutes < 100 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
