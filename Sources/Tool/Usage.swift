/// Help and completion scripts, all made from the one option table.
package enum Usage {
  package static let version = "0.1.0"

  package static func help(for verb: Verb) -> String {
    verb == .run ? general : specific(verb)
  }

  private static var general: String {
    var out = """
      tocsin \(version): which tests would notice a wrong result?

      Usage
        tocsin [PATH] [options]        \(Verb.run.summary)

      """
    for verb in Verb.allCases.dropFirst() {
      out += "  " + pad("tocsin \(verb.rawValue) \(verb.operands)", 31) + verb.summary + "\n"
    }
    out += """

      Examples
        tocsin                         assess the project in this folder within ten minutes
        tocsin scan tests --format json
        tocsin mutate --since main --budget 5m --fail-under 60
        tocsin explain 3f2a9c0d11ab77e0

      Options
      \(rows(OptionRow.all))
      Exit codes

      """
    for code in ExitCode.allCases {
      out += "  " + pad(String(code.rawValue), 5) + code.meaning + "\n"
    }
    return out
  }

  private static func specific(_ verb: Verb) -> String {
    """
    tocsin \(verb.rawValue): \(verb.summary)

    Usage
      tocsin \(verb.rawValue) \(verb.operands)

    Options
    \(rows(OptionRow.all.filter { $0.belongs(to: verb) }))
    """
  }

  private static func rows(_ rows: [OptionRow]) -> String {
    var out = ""
    for row in rows {
      let name = "--" + row.name + (row.value.map { " " + $0 } ?? "")
      out += "  " + pad(name, 26) + row.help + "\n"
    }
    return out
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// The completion script for `shell`, or nil for a shell that is not known.
  package static func completions(for shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  private static var verbs: [String] { Verb.allCases.dropFirst().map(\.rawValue) }

  private static var bash: String {
    var cases = ""
    for row in OptionRow.all where !row.choices.isEmpty {
      cases += "    --\(row.name)) COMPREPLY=($(compgen -W "
      cases += "\"\(row.choices.joined(separator: " "))\" -- \"$word\")); return ;;\n"
    }
    let options = OptionRow.all.map { "--" + $0.name }.joined(separator: " ")
    return """
      _tocsin() {
        local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
        case "$before" in
      \(cases)    completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")); return ;;
        esac
        case "$word" in
          -*) COMPREPLY=($(compgen -W "\(options)" -- "$word")) ;;
          *) COMPREPLY=($(compgen -W "\(verbs.joined(separator: " "))" -d -- "$word")) ;;
        esac
      }
      complete -o filenames -F _tocsin tocsin

      """
  }

  private static var zsh: String {
    var out = "#compdef tocsin\n_arguments -s \\\n"
    for row in OptionRow.all {
      let help = row.help.replacing("'", with: "’").replacing("[", with: "(")
        .replacing("]", with: ")").replacing(":", with: "\\:")
      var value = ""
      if let placeholder = row.value {
        value =
          ":\(placeholder):"
          + (row.choices.isEmpty ? "" : "(\(row.choices.joined(separator: " ")))")
      }
      out += "  '--\(row.name)[\(help)]\(value)' \\\n"
    }
    return out + "  '1:verb or folder:(\(verbs.joined(separator: " ")))' '*:folder:_files -/'\n"
  }

  private static var fish: String {
    var out = ""
    for verb in Verb.allCases.dropFirst() {
      out += "complete -c tocsin -n __fish_use_subcommand -a \(verb.rawValue)"
      out += " -d '\(verb.summary.replacing("'", with: "’"))'\n"
    }
    for row in OptionRow.all {
      out += "complete -c tocsin -l \(row.name) -d '\(row.help.replacing("'", with: "’"))'"
      if row.value != nil { out += " -r" }
      if !row.choices.isEmpty { out += " -a '\(row.choices.joined(separator: " "))'" }
      out += "\n"
    }
    return out
  }
}
