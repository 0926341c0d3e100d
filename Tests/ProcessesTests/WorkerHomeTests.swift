import Processes
import Testing

@Suite struct `Worker homes` {
  private static let secrets = [
    "GITHUB_TOKEN", "NPM_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "API_KEY",
    "STRIPE_SECRET", "DATABASE_URL", "SSH_AUTH_SOCK", "GOOGLE_APPLICATION_CREDENTIALS",
    "DOCKER_CONFIG", "KUBECONFIG", "PGPASSWORD", "http_proxy", "XDG_CONFIG_DIRS",
  ]

  @Test func `no secret passes by itself, and one that is named does`() throws {
    let playground = Playground()
    let scratch = try ScratchDirectory(below: playground.path)
    let home = try WorkerHome(index: 0, in: scratch)
    var inherited = Dictionary(uniqueKeysWithValues: Self.secrets.map { ($0, "canary") })
    inherited["PATH"] = "/bin"
    inherited["LC_TIME"] = "C"
    var rules = EnvironmentRules()
    let plain = home.environment(from: inherited, rules: rules)
    #expect(!plain.values.contains("canary"))
    #expect(plain["PATH"] == "/bin")
    #expect(plain["LC_TIME"] == "C")
    rules.added = ["DATABASE_URL"]
    let added = home.environment(from: inherited, rules: rules)
    #expect(added.filter { $0.value == "canary" }.keys.sorted() == ["DATABASE_URL"])
  }

  @Test func `home, temporary and configuration folders are the worker's own and exist`() throws {
    let playground = Playground()
    let scratch = try ScratchDirectory(below: playground.path)
    let home = try WorkerHome(index: 3, in: scratch)
    let names = [
      "HOME", "TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
      "XDG_STATE_HOME", "XDG_RUNTIME_DIR",
    ]
    let inherited = Dictionary(uniqueKeysWithValues: names.map { ($0, "/nowhere") })
    let environment = home.environment(from: inherited, rules: EnvironmentRules())
    for name in names {
      let folder = environment[name] ?? ""
      #expect(folder.hasPrefix("\(scratch.path)/worker-3/"))
      #expect(FileStatus(folder)?.kind == .folder)
    }
    #expect(environment["TOCSIN_WORKER"] == "3")
    #expect(environment["CI"] == "true")
  }

  @Test func `tools that live below the user's home are still found`() throws {
    let playground = Playground()
    try playground.does("mkdir -p user/.pyenv user/.local")
    let scratch = try ScratchDirectory(below: playground.path)
    let home = try WorkerHome(index: 0, in: scratch)
    let user = "\(playground.path)/user"
    let environment = home.environment(
      from: ["HOME": user, "CARGO_HOME": "/opt/cargo"], rules: EnvironmentRules())
    #expect(environment["PYENV_ROOT"] == "\(user)/.pyenv")
    #expect(environment["PYTHONUSERBASE"] == "\(user)/.local")
    #expect(environment["CARGO_HOME"] == "/opt/cargo")
    #expect(environment["NVM_DIR"] == nil)
  }

  @Test func `folders of the user's tree are replaced by those of the copy`() throws {
    let copied = try Copied()
    let copy = try copied.copy()
    let home = try WorkerHome(index: 0, in: copied.scratch)
    let root = copied.root
    let environment = home.environment(
      from: [
        "PATH": "\(root)/node_modules/.bin:/usr/bin:\(root)-other/bin", "PYTHONPATH": root,
        "VIRTUAL_ENV": "\(root)/.venv",
      ], rules: EnvironmentRules(), copy: copy, original: root)
    #expect(environment["PATH"] == "\(copy.path)/node_modules/.bin:/usr/bin:\(root)-other/bin")
    #expect(environment["PYTHONPATH"] == copy.path)
    #expect(environment["VIRTUAL_ENV"] == "\(copy.path)/.venv")
  }

  @Test func `a cleared home holds nothing of an earlier command`() throws {
    let playground = Playground()
    let scratch = try ScratchDirectory(below: playground.path)
    let home = try WorkerHome(index: 0, in: scratch)
    try playground.does("cd '\(home.path)' && touch home/.rc tmp/x && mkdir -p cache/a/b")
    try home.clear()
    #expect(
      try playground.does("cd '\(home.path)' && find . -mindepth 1 | LC_ALL=C sort")
        == "./cache\n./config\n./data\n./home\n./run\n./state\n./tmp\n")
  }
}
