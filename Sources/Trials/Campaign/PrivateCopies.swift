import Mutation
import Processes
import Text

/// The private copies of a tree, and how a runner's command is run in one of them.
struct PrivateCopies: Sendable {
  /// Tells two states of the tree apart, and two commands, seeds and versions.
  let planHash: String
  let scratch: ScratchDirectory
  let pristine: PristineTree
  let support: String
  let runner: Runner
  let options: CampaignOptions

  init(root: String, campaign: Campaign) throws(SystemFailure) {
    runner = campaign.runner
    options = campaign.options
    ScratchDirectory.sweepLeftovers(below: options.scratch)
    scratch = try ScratchDirectory(below: options.scratch)
    var rules = CopyRules()
    rules.leftOut = options.leftOut.union(runner.leftOut)
    pristine = try PristineTree(of: root, in: scratch, copies: max(1, options.jobs), rules: rules)
    support = try scratch.folder("support")
    for file in runner.support {
      let folders = file.path.split(separator: "/").dropLast()
      for count in folders.indices {
        _ = try scratch.folder("support/" + folders[...count].joined(separator: "/"))
      }
      try AtomicFile.write(Array(file.text.utf8), to: "\(support)/\(file.path)", isDurable: false)
    }
    let sources = campaign.sources.keys.sorted().joined(separator: "\n") + "\n"
    try AtomicFile.write(Array(sources.utf8), to: "\(support)/sources", isDurable: false)
    planHash = try PrivateCopies.hash(of: pristine.path, campaign)
  }

  private static func hash(of path: String, _ campaign: Campaign) throws(SystemFailure) -> String {
    let manifest = try TreeManifest(of: path, without: CopyRules().dependencies)
    var hash = StableHash()
    for (path, entry) in manifest.entries.sorted(by: { $0.key.text < $1.key.text })
    where entry.kind != .folder {
      hash.combine(field: path.text)
      hash.combine(field: "\(entry.content) \(entry.mode)")
    }
    for word in campaign.runner.command { hash.combine(field: word) }
    hash.combine(field: String(campaign.plan.seed))
    hash.combine(field: campaign.options.toolVersion)
    return hash.text
  }

  /// Makes the copy and the home of one worker.
  func open(_ index: Int) throws(SystemFailure) -> Workplace {
    let home = try WorkerHome(index: index, in: scratch)
    let worker = "worker-\(index)"
    let place = PrivatePlace(
      copy: try pristine.copy(to: "\(scratch.path)/\(worker)/tree"), home: home,
      trial: try scratch.folder("\(worker)/trial"), kept: try scratch.folder("\(worker)/kept"),
      support: support, original: pristine.original, runner: runner, options: options)
    return place.workplace
  }
}
