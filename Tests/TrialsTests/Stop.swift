import Synchronization
import Trials

/// Counts what a campaign tells, and says stop after so many trials.
final class Stop: Sendable {
  private let counts = Mutex((trials: 0, resumed: 0))
  private let limit: Int

  init(after limit: Int) { self.limit = limit }

  func count(_ event: CampaignEvent) {
    counts.withLock { counts in
      switch event {
      case .trialEnded: counts.trials += 1
      case .resumed(let outcomes): counts.resumed += outcomes
      default: break
      }
    }
  }

  var isOn: Bool { counts.withLock { $0.trials >= limit } }
  var trials: Int { counts.withLock { $0.trials } }
  var resumed: Int { counts.withLock { $0.resumed } }
}
