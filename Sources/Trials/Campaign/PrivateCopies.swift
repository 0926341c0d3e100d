import Mutation
import Processes
import Text

/// The private copies of a tree, and how a runner's command is run in one of them.
struct PrivateCopies: Sendable {
  let state: TreeState
  let functions: FunctionTable
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
    let manifest = try TreeManifest(of: pristine.path, without: CopyRules().dependencies)
    functions = PrivateCopies.functions(of: manifest, at: pristine.path, campaign)
    state = PrivateCopies.state(of: manifest, functions, campaign)
  }

  private static func functions(
    of manifest: TreeManifest, at root: String, _ campaign: Campaign
  ) -> FunctionTable {
    guard let bodies = campaign.bodies else { return FunctionTable() }
    var files: [String: FileBodies] = [:]
    for (path, entry) in manifest.entries where entry.kind == .file {
      let path = path.text
      files[path] = bodies(path) { ResultFile.bytes(of: "\(root)/\(path)") }
    }
    return FunctionTable(files)
  }

  private static func state(
    of manifest: TreeManifest, _ functions: FunctionTable, _ campaign: Campaign
  ) -> TreeState {
    var (whole, frame) = (StableHash(), StableHash())
    for (path, entry) in manifest.entries.sorted(by: { $0.key.text < $1.key.text })
    where entry.kind != .folder {
      let content = "\(entry.content) \(entry.mode)"
      whole.combine(field: path.text)
      whole.combine(field: content)
      frame.combine(field: path.text)
      frame.combine(field: functions.frames[path.text].map { "\($0) \(entry.mode)" } ?? content)
    }
    let options = campaign.options
    let inherited = EnvironmentRules().passed(from: EnvironmentRules.inherited)
    let settings =
      campaign.runner.command + [
        options.toolVersion, "\(options.runsFullMatrix) \(options.stopsAtFirstKill)",
        "\(options.runsQuickly) \(options.reuses)",
      ]
      + inherited.merging(options.environment) { $1 }.map { "\($0)=\($1)" }.sorted()
    for setting in settings {
      whole.combine(field: setting)
      frame.combine(field: setting)
    }
    whole.combine(field: String(campaign.plan.seed))
    return TreeState(whole: whole.text, frame: functions.isEmpty ? "" : frame.text)
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
