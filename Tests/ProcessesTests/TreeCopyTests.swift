import Glibc
import Processes
import Testing

/// A small tree with every kind of entry, and its scratch folder.
struct Copied: ~Copyable {
  let playground = Playground()
  let scratch: ScratchDirectory
  var root: String { "\(playground.path)/project" }

  init(_ script: String = "") throws {
    try playground.does(
      """
      mkdir temporary outside project && cd project && mkdir -p src/deep .git src/__pycache__ bin
      printf 'one' > src/a.py; printf 'two' > src/deep/b.py; echo x > .git/HEAD
      echo y > src/__pycache__/a.pyc; printf '#!/bin/sh\\n' > bin/run; chmod 755 bin/run
      printf 'secret' > ../outside/data.txt; mkdir ../outside/library
      touch -d '2020-02-03 04:05:06.123456789' src/a.py src/deep
      \(script)
      """)
    scratch = try ScratchDirectory(below: "\(playground.path)/temporary")
  }

  func pristine(_ rules: CopyRules = CopyRules(), copies: Int = 1) throws -> PristineTree {
    try PristineTree(of: root, in: scratch, copies: copies, rules: rules)
  }

  func copy(_ rules: CopyRules = CopyRules()) throws -> TreeCopy {
    try pristine(rules).copy(to: "\(scratch.path)/copy")
  }

  /// Names below `folder` with their types, as `find` prints them.
  func listing(_ folder: String) throws -> [String] {
    try playground.does("cd '\(folder)' && find . -mindepth 1 -printf '%y %P\\n' | LC_ALL=C sort")
      .split(separator: "\n").map(String.init)
  }
}

@Suite struct `Tree copies` {
  @Test func `a copy holds the tree without version control and caches`() throws {
    let copied = try Copied()
    let copy = try copied.copy()
    #expect(
      try copied.listing(copy.path) == [
        "d bin", "d src", "d src/deep", "f bin/run", "f src/a.py", "f src/deep/b.py",
      ])
  }

  @Test func `a copy keeps modes and times to the nanosecond`() throws {
    let copied = try Copied("chmod 750 src/deep; chmod 444 src/deep/b.py")
    let copy = try copied.copy()
    let list = "&& stat -c '%n %a %.9Y' src/a.py src/deep src/deep/b.py bin/run"
    #expect(
      try copied.playground.does("cd '\(copy.path)' \(list)")
        == copied.playground.does("cd project \(list)"))
  }

  @Test func `a copy shares no inode with the original`() throws {
    let copied = try Copied("ln src/a.py src/twin.py")
    let copy = try copied.copy()
    let counts = try copied.playground.does(
      "cd '\(copy.path)' && find . -type f -links +1 | wc -l; stat -c %i src/a.py src/twin.py | sort -u | wc -l"
    )
    #expect(counts == "0\n2\n")
    #expect(
      FileStatus("\(copy.path)/src/a.py")?.inode != FileStatus("\(copied.root)/src/a.py")?.inode)
  }

  @Test func `links within the tree lead into the copy`() throws {
    let copied = try Copied(
      """
      ln -s deep/b.py src/relative; ln -s "$PWD/src/deep" src/absolute
      ln -s ../../project/src/a.py src/roundabout; ln -s nowhere src/dangling
      """)
    let copy = try copied.copy()
    let targets = try copied.playground.does(
      "cd '\(copy.path)/src' && readlink relative absolute roundabout dangling")
    #expect(
      targets == "deep/b.py\n\(copy.path)/src/deep\n\(copy.path)/src/a.py\nnowhere\n")
  }

  @Test func `a link to a file outside becomes a file, so that nothing writes through it`() throws {
    let copied = try Copied(
      "ln -s ../outside/data.txt data; ln -s ../../outside/library src/library")
    let pristine = try copied.pristine()
    let copy = try pristine.copy(to: "\(copied.scratch.path)/copy")
    try copied.playground.does("echo changed > '\(copy.path)/data'")
    #expect(copied.playground.text("outside/data.txt") == "secret")
    #expect(pristine.outwardLinks == ["src/library"])
    #expect(
      try copied.playground.does("readlink '\(copy.path)/src/library'")
        == "\(copied.playground.path)/outside/library\n")
  }

  @Test func `what is neither file, folder nor link is left out and listed`() throws {
    let copied = try Copied("mkfifo src/pipe")
    let pristine = try copied.pristine()
    #expect(
      pristine.leftOut.map { "\($0.path): \($0.reason)" } == [
        ".git: rule", "src/__pycache__: rule", "src/pipe: special",
      ])
  }

  @Test func `names that are not UTF-8 are copied as they are`() throws {
    let copied = try Copied("printf 'raw' > \"$(printf 'src/\\377name')\"")
    let copy = try copied.copy()
    #expect(try copied.playground.does("cat \"$(printf '\(copy.path)/src/\\377name')\"") == "raw")
  }

  @Test func `dependencies that are too large are linked one level down, scopes two`() throws {
    let copied = try Copied(
      """
      mkdir -p node_modules/big/lib node_modules/@scope/pkg src/workspace
      echo large > node_modules/big/lib/code.js; echo x > node_modules/@scope/pkg/index.js
      echo {} > node_modules/.package-lock.json; ln -s ../src/workspace node_modules/own
      """)
    var rules = CopyRules()
    rules.dependencyBytes = 1
    let pristine = try copied.pristine(rules)
    let copy = try pristine.copy(to: "\(copied.scratch.path)/copy")
    if pristine.sharesBlocks { return #expect(!pristine.linksDependencies) }
    #expect(pristine.linksDependencies)
    #expect(
      try copied.listing("\(copy.path)/node_modules") == [
        "d @scope", "f .package-lock.json", "l @scope/pkg", "l big", "l own",
      ])
    #expect(
      try copied.playground.does("cd '\(copy.path)/node_modules' && readlink big own @scope/pkg")
        == "\(copied.root)/node_modules/big\n../src/workspace\n\(copied.root)/node_modules/@scope/pkg\n"
    )
  }

  @Test func `caches inside of dependencies are copied, since nothing there is mutated`() throws {
    let copied = try Copied("mkdir -p .venv/lib/__pycache__; echo x > .venv/lib/__pycache__/a.pyc")
    let copy = try copied.copy()
    #expect(try copied.playground.does("cat '\(copy.path)/.venv/lib/__pycache__/a.pyc'") == "x\n")
  }

  @Test func `files in which an installer noted the tree's place name that of the copy`() throws {
    let copied = try Copied(
      """
      mkdir -p .venv/lib; printf '%s/src\\n%s-other\\n%s' "$PWD" "$PWD" "$PWD" > .venv/lib/own.pth
      echo "$PWD" > src/plain
      """)
    var copy = try copied.copy()
    let noted = "\(copy.path)/src\n\(copied.root)-other\n\(copy.path)"
    #expect(try copy.bytes(of: ".venv/lib/own.pth") == Array(noted.utf8))
    #expect(try copy.bytes(of: "src/plain") == Array("\(copied.root)\n".utf8))
    #expect(try copy.restore() == [])
    try copy.write([], to: ".venv/lib/own.pth")
    #expect(try copy.restore() == [".venv/lib/own.pth"])
    #expect(try copy.bytes(of: ".venv/lib/own.pth") == Array(noted.utf8))
  }

  @Test func `a scratch folder inside the tree is refused`() throws {
    let copied = try Copied("mkdir inner")
    let scratch = try ScratchDirectory(below: "\(copied.root)/inner")
    #expect(
      throws: SystemFailure.scratchInsideTree(scratch: scratch.path, root: copied.root)
    ) { try PristineTree(of: copied.root, in: scratch, copies: 1) }
  }

  @Test func `copies that do not fit on the disk are refused before anything is written`() throws {
    let copied = try Copied("truncate -s 1G sparse")
    if try copied.pristine(copies: 0).sharesBlocks { return }
    let second = try ScratchDirectory(below: "\(copied.playground.path)/temporary")
    let failure = #expect(throws: SystemFailure.self) {
      try PristineTree(of: copied.root, in: second, copies: 1 << 20)
    }
    guard case .notEnoughDisk(_, let needed, _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(needed == ((1 << 30) + 3 * 4096) * ((1 << 20) + 1))
    #expect(try copied.listing(second.path) == ["f owner"])
  }

  @Test func `many copies can be made at the same time`() throws {
    let copied = try Copied()
    let pristine = try copied.pristine(copies: 4)
    let scratch = copied.scratch.path
    Threads.run(4) { index in _ = try? pristine.copy(to: "\(scratch)/copy-\(index)") }
    let listing = try copied.listing(pristine.path)
    #expect(listing.count == 6)
    for index in 0..<4 { #expect(try copied.listing("\(scratch)/copy-\(index)") == listing) }
  }
}

/// Something that a test could do to its copy, and the paths that `restore` has to mend.
struct Damage: Sendable, CustomTestStringConvertible {
  let script: String
  let changed: [String]

  var testDescription: String { script }

  static let all: [Damage] = [
    .init(script: "true", changed: []),
    .init(script: "cat src/a.py", changed: []),
    .init(script: "printf 'ONE' > src/a.py", changed: ["src/a.py"]),
    .init(
      script: "printf 'ONE' > src/a.py; touch -d '2020-02-03 04:05:06.123456789' src/a.py",
      changed: ["src/a.py"]),
    .init(script: "touch src/a.py", changed: ["src/a.py"]),
    .init(script: "chmod 600 bin/run", changed: ["bin/run"]),
    .init(script: "rm src/a.py", changed: ["src/a.py"]),
    .init(script: "echo new > src/new", changed: ["src/new"]),
    .init(script: "mkdir -p x/y/z; touch x/y/z/f", changed: ["x"]),
    .init(script: "mkfifo src/pipe", changed: ["src/pipe"]),
    .init(script: "rm -rf src/deep", changed: ["src/deep", "src/deep/b.py"]),
    .init(
      script: "mv src/deep src/moved", changed: ["src/deep", "src/deep/b.py", "src/moved"]),
    .init(script: "rm src/a.py; mkdir src/a.py; touch src/a.py/x", changed: ["src/a.py"]),
    .init(
      script: "rm -r src/deep; ln -s ../../../project/src src/deep",
      changed: ["src/deep", "src/deep/b.py"]),
    .init(script: "cp src/a.py t; mv t src/a.py", changed: ["src/a.py"]),
    .init(script: "ln src/a.py src/twin", changed: ["src/a.py", "src/twin"]),
    .init(
      script: "find src -depth -exec chmod 000 {} +",
      changed: ["src", "src/a.py", "src/deep", "src/deep/b.py"]),
    .init(
      script: "rm -rf \"$PWD\"",
      changed: ["bin", "bin/run", "src", "src/a.py", "src/deep", "src/deep/b.py"]),
    .init(
      script: "here=$PWD; cd ..; rm -rf \"$here\"; ln -s ../../project \"$here\"",
      changed: ["", "bin", "bin/run", "src", "src/a.py", "src/deep", "src/deep/b.py"]),
  ]
}

@Suite struct `Restoring a copy` {
  @Test(arguments: Damage.all) func `damage is found, undone and not found again`(
    damage: Damage
  ) throws {
    let copied = try Copied()
    var copy = try copied.copy()
    let original = try TreeManifest(of: copied.root)
    let before = try TreeManifest(of: copy.path)
    var command = copied.playground.shell(damage.script)
    command.directory = copy.path
    #expect(try command.run().ending == .exited(0))

    #expect(try copy.restore().filter { $0 != "" } == damage.changed.filter { $0 != "" })

    let differences = try TreeManifest(of: copy.path).difference(from: before)
    #expect(differences.filter { $0.what != .identity && $0.path != "" } == [])
    #expect(try copy.restore() == [])
    #expect(try TreeManifest(of: copied.root).difference(from: original) == [])
  }

  @Test func `a written mutant is there until the copy is restored`() throws {
    let copied = try Copied()
    var copy = try copied.copy()
    try copy.write(Array("mutant".utf8), to: "bin/run")
    #expect(try copy.bytes(of: "bin/run") == Array("mutant".utf8))
    #expect(FileStatus("\(copy.path)/bin/run")?.mode == 0o755)
    #expect(try copy.restore() == ["bin/run"])
    #expect(try copy.bytes(of: "bin/run") == Array("#!/bin/sh\n".utf8))
  }

  @Test func `a restored file is as old as before, or young for tools that build by time`() throws {
    let copied = try Copied()
    var copy = try copied.copy()
    let year = "date -r '\(copy.path)/src/a.py' +%Y"
    try copy.write(Array("three".utf8), to: "src/a.py")
    #expect(try copy.restore() == ["src/a.py"])
    #expect(try copied.playground.does(year) == "2020\n")
    try copy.write(Array("three".utf8), to: "src/a.py")
    #expect(try copy.restore(freshly: true) == ["src/a.py"])
    #expect(try copied.playground.does(year) != "2020\n")
    #expect(try copy.restore() == [])
  }

  @Test func `a mutant can only be written to a file of the tree`() throws {
    let copied = try Copied()
    let copy = try copied.copy()
    #expect(
      throws: SystemFailure.file(action: "write", path: "../project/src/a.py", code: ENOENT)
    ) { try copy.write([], to: "../project/src/a.py") }
  }

  @Test func `paths that are left alone keep what a command did to them`() throws {
    let copied = try Copied()
    var copy = try copied.copy()
    try copied.playground.does("cd '\(copy.path)' && mkdir -p build && touch build/x src/y")
    #expect(try copy.restore(leaving: ["build"]) == ["src/y"])
    #expect(try copied.listing("\(copy.path)/build") == ["f x"])
  }

  @Test func `nothing is restored from a pristine copy that was changed itself`() throws {
    let copied = try Copied()
    let pristine = try copied.pristine()
    var copy = try pristine.copy(to: "\(copied.scratch.path)/copy")
    try copied.playground.does(
      "printf X > '\(pristine.path)/src/a.py'; printf Y > '\(copy.path)/src/a.py'")
    #expect(throws: SystemFailure.pristineChanged(path: "src/a.py")) { try copy.restore() }
  }
}
