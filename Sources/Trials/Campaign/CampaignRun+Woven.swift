import Mutation
import Processes

extension CampaignRun {
  /// Makes the woven way ready: weaves and builds, sees that the suite ends as before, and runs
  /// every unit of it alone to learn what it reaches.
  ///
  /// Nil when the way is not there or did not prove itself; a notice then says why.
  func weave(
    _ trial: Trial, _ workplaces: inout [Workplace], _ ledger: Ledger
  ) throws(CampaignFailure) -> (trial: Trial, control: Control)? {
    guard canWeave, let weaver = campaign.weaver, let build = campaign.runner.woven, let openWoven,
      trial.baseline.namesTests, !ledger.upcoming(1).isEmpty, !isOver
    else { return nil }
    progress(.controlling(.woven))
    do throws(SystemFailure) {
      let tree = try openWoven(workplaces.count)
      let made: WovenMaking.Made
      switch try WovenMaking(weaver: weaver, tree: tree, plan: campaign.plan).make() {
      case .made(let found): made = found
      case .interrupted: return nil
      case .refused(let reason):
        ledger.note("every mutant is run by the command itself: \(reason)")
        return nil
      }
      let trials = WovenTrials(
        campaign: campaign, build: build, tree: tree, baseline: trial.baseline,
        levels: made.levels, workers: workplaces.count)
      guard let noOp = try trials.noOp(0) else { return nil }
      guard noOp.held else {
        ledger.note(
          "the woven code behaves differently, so every mutant is run by the command itself: "
            + noOp.detail)
        return nil
      }
      guard let reach = try trials.reach(isOver: { [self] in isOver }) else { return nil }
      if let first = reach.dependent.min() {
        ledger.note(
          "\(reach.dependent.count) tests do not pass by themselves, such as \(first); the command "
            + "runs what they reach")
      }
      let isPartial =
        !reach.dependent.isEmpty || trial.baseline.tests.contains(where: build.leavesTests)
      for index in workplaces.indices {
        workplaces[index].quick = metered(trials.quick(index, dependent: reach.dependent))
        workplaces[index].quickNoOp = { () throws(SystemFailure) in try trials.noOp(index) }
      }
      let total = campaign.plan.chosen.count
      let reached = reach.places.values.count { reach.reach.isReached($0) }
      let control = Control(
        kind: .woven, held: true,
        detail: "\(made.levels.count) of \(total) mutants are woven in, built in \(made.rounds) "
          + "rounds and \((made.milliseconds + 999) / 1000) s, and the suite ends as before; "
          + "\(reached) are reached"
          + (reach.dependent.isEmpty ? "" : "; \(reach.dependent.count) tests fail when run alone"),
        testsRun: trial.baseline.tests.count, milliseconds: noOp.milliseconds)
      progress(.controlled(control))
      return (trial.woven(reach, isPartial: isPartial), control)
    } catch {
      throw .system(error)
    }
  }
}

extension Trial {
  /// The same trial with the reach of a woven tree.
  fileprivate func woven(_ found: WovenReach, isPartial: Bool) -> Trial {
    var trial = Trial(
      campaign: campaign, baseline: baseline, blind: blind, reach: found.reach, seconds: seconds,
      places: found.places)
    trial.quickMode = "woven"
    trial.reachIsPartial = isPartial
    trial.isWoven = true
    trial.milliseconds = found.milliseconds
    return trial
  }

  /// Whether some woven mutant of the same function is reached, or at top level of the same file.
  func isReachedNearby(_ mutant: Mutant) -> Bool {
    guard let reach else { return false }
    return campaign.plan.chosen.contains { other in
      other.path == mutant.path
        && (mutant.function.isEmpty || other.functionRange == mutant.functionRange)
        && places[other.id].map { reach.isReached($0) } ?? false
    }
  }
}
