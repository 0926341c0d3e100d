package import Mutation

/// Runs a plan by the verdict protocol: controls first, then one trial for each mutant.
///
/// The user's tree is read only while it is copied; everything else happens in private copies.
package struct Campaign: Sendable {
  package var runner: Runner
  package var toolchain: Toolchain
  package var plan: Plan
  /// The bytes from which the plan was made, of every file that a mutant names.
  package var sources: [String: [UInt8]]
  /// Test files as the static half knows them, for runners that do not name files.
  package var testFiles: [String]
  /// How places are made to report themselves; `Weaving.none` when it cannot be done.
  package var weaving: Weaving
  /// How all mutants are written together; nil when the language has no way to.
  package var weaver: Weaver?
  /// Takes a file of the tree apart, where trials tell which functions they enter; nil for files of
  /// other languages, which are not read.
  package var bodies: (@Sendable (_ path: String, _ read: () -> [UInt8]?) -> FileBodies?)?
  /// Those of the whole tree; filled in from the first copy.
  package var functions = FunctionTable()
  package var options: CampaignOptions

  package init(
    runner: Runner, toolchain: Toolchain, plan: Plan, sources: [String: [UInt8]],
    testFiles: [String], weaving: Weaving, weaver: Weaver? = nil, options: CampaignOptions
  ) {
    self.runner = runner
    self.toolchain = toolchain
    self.plan = plan
    self.sources = sources
    self.testFiles = testFiles
    self.weaving = weaving
    self.weaver = weaver
    self.options = options
  }

  /// The place of each source at which it has been loaded to its end; above all other places.
  var loadPlaces: [String: Int] {
    let first = max(1_000_000, (weaving.places.values.max() ?? 0) + 1)
    return Dictionary(
      uniqueKeysWithValues: sources.keys.sorted().enumerated().map { ($1, first + $0) })
  }

  /// Runs in private copies of the tree at `root`.
  ///
  /// `progress` may be called from several threads, but never from two at once. After
  /// `isInterrupted` has said yes, no trial is started and the result is incomplete.
  package func run(
    root: String, progress: @escaping @Sendable (CampaignEvent) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws(CampaignFailure) -> CampaignResult {
    let shop: PrivateCopies
    do {
      shop = try PrivateCopies(root: root, campaign: self)
    } catch {
      throw .system(error)
    }
    var campaign = self
    campaign.functions = shop.functions
    return try campaign.run(
      state: shop.state, open: { index throws(Workplace.Failure) in try shop.open(index) },
      openWoven: { workers throws(Workplace.Failure) in
        guard let build = runner.woven else { preconditionFailure("the runner weaves nothing") }
        return try shop.openWoven(build, workers: workers)
      }, progress: progress, isInterrupted: isInterrupted)
  }

  /// As above with any workplaces; `open` makes the one of a worker, from zero.
  package func run(
    state: TreeState, open: @escaping @Sendable (Int) throws(Workplace.Failure) -> Workplace,
    openWoven: (@Sendable (_ workers: Int) throws(Workplace.Failure) -> WovenTree)? = nil,
    progress: @escaping @Sendable (CampaignEvent) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws(CampaignFailure) -> CampaignResult {
    let run = CampaignRun(
      campaign: self, state: state, open: open, openWoven: openWoven, progress: progress,
      isInterrupted: isInterrupted)
    return try run.result()
  }
}
