import Processes
import Synchronization
import Text

/// What all workers of a campaign share: the queue, the outcomes and the journal.
///
/// An outcome stands only after the next no-op control of its worker has held.
final class Ledger: Sendable {
  struct State: Sendable {
    /// Indices into the plan, next first.
    var queue: ArraySlice<Int>
    var outcomes: [Outcome?]
    /// How many of them are there.
    var done: Int
    /// Indices whose outcomes wait for their worker's next control.
    var waiting: [Int: [Int]] = [:]
    /// Indices to be repeated alone.
    var postponed: [Int] = []
    /// Indices that were voided once and given back to the queue.
    var retried: Set<Int> = []
    var controls: [Control] = []
    var notices: [String] = []
    /// Why no further trial can be run.
    var failure: String?
  }

  private let state: Mutex<State>
  private let record: @Sendable (JSONText) throws(SystemFailure) -> Void
  private let progress: @Sendable (CampaignEvent) -> Void

  /// `record` writes one line of the journal.
  init(
    outcomes: [Outcome?], record: @escaping @Sendable (JSONText) throws(SystemFailure) -> Void,
    progress: @escaping @Sendable (CampaignEvent) -> Void
  ) {
    let open = outcomes.indices.filter { outcomes[$0] == nil }
    state = Mutex(
      State(queue: open[...], outcomes: outcomes, done: outcomes.count - open.count))
    self.record = record
    self.progress = progress
  }

  var snapshot: State { state.withLock { $0 } }

  func next() -> Int? { state.withLock { $0.queue.popFirst() } }

  /// The first `count` of the queue, which keep their place in it.
  func upcoming(_ count: Int) -> [Int] { state.withLock { Array($0.queue.prefix(count)) } }

  /// At most `count` of the queue, from all over it, which keep their place.
  func spread(_ count: Int) -> [Int] {
    state.withLock { state in
      let queue = Array(state.queue)
      guard queue.count > count else { return queue }
      return (0..<count).map { queue[$0 * queue.count / count] }
    }
  }

  func take(_ indices: [Int]) {
    let taken = Set(indices)
    state.withLock { $0.queue = $0.queue.filter { !taken.contains($0) }[...] }
  }

  func giveBack(_ index: Int) {
    state.withLock { $0.queue = ([index] + $0.queue)[...] }
  }

  /// Whether what it said before was void.
  func isRetried(_ index: Int) -> Bool { state.withLock { $0.retried.contains(index) } }

  func postpone(_ index: Int) { state.withLock { $0.postponed.append(index) } }

  func takePostponed() -> [Int] {
    state.withLock { state in
      defer { state.postponed = [] }
      return state.postponed.sorted()
    }
  }

  func add(_ outcome: Outcome, at index: Int, worker: Int) {
    state.withLock { state in
      if state.outcomes[index] == nil { state.done += 1 }
      state.outcomes[index] = outcome
      state.waiting[worker, default: []].append(index)
      enter(Journal.line(outcome, worker: worker), &state)
      progress(.trialEnded(outcome, done: state.done, of: state.outcomes.count))
    }
  }

  /// Enters what is now known of outcomes that stand, after a control of their worker has held.
  func amend(_ outcomes: [Int: Outcome], worker: Int) {
    state.withLock { state in
      for (index, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
        state.outcomes[index] = outcome
        enter(Journal.line(outcome, worker: worker), &state)
      }
      enter(Journal.held(worker: worker), &state)
    }
  }

  /// Enters a control; when it failed, what its worker did since the last one is void.
  ///
  /// A mutant that becomes void for the first time is tried once more.
  func add(_ control: Control, worker: Int) {
    state.withLock { state in
      let indices = state.waiting.removeValue(forKey: worker) ?? []
      if control.held {
        enter(Journal.held(worker: worker), &state)
      } else {
        state.controls.append(control)
        enter(Journal.line(control), &state)
        enter(Journal.void(worker: worker), &state)
        for index in indices {
          if state.retried.insert(index).inserted {
            state.outcomes[index] = nil
            state.done -= 1
            state.queue.append(index)
          } else {
            state.outcomes[index]?.status = .void
            state.outcomes[index]?.detail = "a control around it failed: \(control.detail)"
          }
        }
        progress(.controlled(control))
      }
    }
  }

  /// Writes one line; when that fails, no further trial is started.
  private func enter(_ line: JSONText, _ state: inout State) {
    do {
      try record(line)
    } catch {
      state.failure = state.failure ?? "\(error)"
    }
  }

  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// Whether `worker` has outcomes that no control stands behind yet.
  func isWaiting(_ worker: Int) -> Bool {
    state.withLock { $0.waiting[worker]?.isEmpty == false }
  }

  func fail(_ reason: String) { state.withLock { $0.failure = $0.failure ?? reason } }

  func note(_ text: String) {
    state.withLock { state in
      guard !state.notices.contains(text) else { return }
      state.notices.append(text)
      progress(.notice(text))
    }
  }
}
