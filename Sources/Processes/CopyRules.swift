/// What of a tree a private copy leaves out, and how it treats installed dependencies.
package struct CopyRules: Sendable, Equatable {
  /// Names that no copy holds: a mutated path must never reach a repository's history.
  package var versionControl: Set<String> = [".git", ".hg", ".svn", ".bzr", ".jj"]
  /// Names of what tools make anew; kept inside dependency folders, where nothing is mutated.
  package var caches: Set<String> = [
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".tox", ".nox",
    ".nyc_output", ".coverage", "htmlcov", ".eslintcache", "tocsin-report", ".build",
  ]
  /// Names of folders with installed dependencies.
  package var dependencies: Set<String> = ["node_modules", "bower_components", ".venv", "venv"]
  /// Where dependencies of more bytes are linked to and not copied, if blocks cannot be shared.
  package var dependencyBytes = 512 << 20
  /// Endings of small files in which installers note the tree's own place.
  ///
  /// Each working copy has its own path there; otherwise tests would import the user's tree.
  package var placeNoting = [".pth", ".egg-link", "_finder.py", "pyvenv.cfg", "direct_url.json"]
  /// Paths relative to the root that are left out, such as the output folder.
  package var leftOut: Set<String> = []

  package init() {}

  func leavesOut(_ path: TreePath, insideDependency: Bool) -> Bool {
    let name = String(decoding: path.name, as: UTF8.self)
    if versionControl.contains(name) { return true }
    if !insideDependency, caches.contains(name) { return true }
    return !leftOut.isEmpty && leftOut.contains(path.text)
  }

  func notesPlace(_ path: TreePath) -> Bool {
    placeNoting.contains { path.bytes.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  func isDependency(_ path: TreePath) -> Bool {
    dependencies.contains(String(decoding: path.name, as: UTF8.self))
  }
}
