import Glibc

/// Which variables a command inherits, and which it is given.
package struct EnvironmentRules: Sendable, Equatable {
  /// Names that pass; none of them usually holds a secret.
  package var passing: Set<String> = [
    "PATH", "LANG", "LANGUAGE", "TZ", "TERM", "USER", "LOGNAME", "SHELL",
    "LD_LIBRARY_PATH", "PKG_CONFIG_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "JAVA_HOME",
    "NODE_PATH", "NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV",
    "CONDA_PREFIX", "GOROOT", "GOPATH", "GOFLAGS", "GO111MODULE",
    "GOMODCACHE", "GOPRIVATE", "GOEXPERIMENT", "CGO_ENABLED", "DEVELOPER_DIR", "SDKROOT",
  ]
  package var passingPrefixes = ["LC_"]
  /// What the user named beyond that (`--env NAME`).
  package var added: Set<String> = []
  /// Set in every command: no prompts, no colours, no snapshots written, no stale byte code.
  package var fixed: [String: String] = [
    "CI": "true", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1",
    "INSTA_UPDATE": "no", "INSTA_FORCE_PASS": "0", "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    "GIT_TERMINAL_PROMPT": "0",
  ]
  /// Where version managers and package stores are when `HOME` is the user's own.
  package var homeLocations: [String: String] = [
    "PYENV_ROOT": ".pyenv", "RBENV_ROOT": ".rbenv", "ASDF_DATA_DIR": ".asdf", "NVM_DIR": ".nvm",
    "VOLTA_HOME": ".volta", "RUSTUP_HOME": ".rustup", "CARGO_HOME": ".cargo",
    "MISE_DATA_DIR": ".local/share/mise", "PYTHONUSERBASE": ".local", "GOPATH": "go",
    "COREPACK_HOME": ".cache/node/corepack", "PLAYWRIGHT_BROWSERS_PATH": ".cache/ms-playwright",
    "BUN_INSTALL": ".bun", "DENO_DIR": ".cache/deno",
  ]

  package init() {}

  /// What passes of `inherited`, with the user's additions.
  package func passed(from inherited: [String: String]) -> [String: String] {
    inherited.filter { name, _ in
      passing.contains(name) || added.contains(name)
        || passingPrefixes.contains { name.hasPrefix($0) }
    }
  }

  /// Where the tools are that look below `HOME`, which a command's own home does not have.
  ///
  /// A variable that `inherited` sets keeps its value; a folder that is not there gets none.
  package func locations(from inherited: [String: String]) -> [String: String] {
    guard let home = inherited["HOME"], home.hasPrefix("/") else { return [:] }
    var found: [String: String] = [:]
    for (name, folder) in homeLocations {
      if let set = inherited[name] {
        found[name] = set
      } else if FileStatus("\(home)/\(folder)")?.kind == .folder {
        found[name] = "\(home)/\(folder)"
      }
    }
    return found
  }

  /// The tool's own environment.
  package static var inherited: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      next += 1
    }
    return variables
  }
}
