package import Mutation
import Trials

extension Guards {
  /// Go has no conditional expression, so only truths are chosen between.
  package static let go = Guards(
    call: ("tocsinOn(", ")"), none: ("tocsinNone(", ", ", ")"), choice: .truth,
    lineBreak: .endsStatements(afterWords: [
      "break", "continue", "fallthrough", "return", "nil", "true", "false", "iota",
    ]),
    // Columns beyond 255 are not told, so that a mutant's text needs a file name of its own.
    positions: Positions(
      mutant: { "/*line \(GoGuards.mutantFile)\($0).go:1:1*/" },
      original: { path, line, column in
        "/*line \(path.split(separator: "/").last ?? ""):\(line):\(column)*/"
      }))
}

/// The file of ours in each woven package.
package enum GoGuards {
  static let fileName = "tocsin_woven.go"
  /// Begins the name of the file that a mutant's text says it stands in.
  static let mutantFile = "tocsin_mutant_"

  static func text(package name: String) -> String {
    """
    // Made by tocsin in a private copy: chooses one mutant for the whole run.
    package \(name)

    import (
    	tocsinos "os"
    	tocsinstrconv "strconv"
    	tocsinsync "sync"
    )

    var tocsinChosen = tocsinChoice()
    var tocsinLock tocsinsync.Mutex
    var tocsinSeen map[int]bool

    // -2 records which guards are passed, -1 is the original program.
    func tocsinChoice() int {
    	if tocsinos.Getenv("\(WovenBuild.reach)") != "" {
    		return -2
    	}
    	chosen, err := tocsinstrconv.Atoi(tocsinos.Getenv("\(WovenBuild.choice)"))
    	if err != nil {
    		return -1
    	}
    	return chosen
    }

    func tocsinOn(number int) bool {
    	if tocsinChosen != -2 {
    		return tocsinChosen == number
    	}
    	return tocsinRecord(number)
    }

    func tocsinNone(first, last int) bool {
    	return tocsinChosen == -1 || tocsinOutside(first, last)
    }

    func tocsinOutside(first, last int) bool {
    	return tocsinChosen != -2 && (tocsinChosen < first || last < tocsinChosen)
    }

    func tocsinRecord(number int) bool {
    	tocsinLock.Lock()
    	defer tocsinLock.Unlock()
    	if !tocsinSeen[number] {
    		if tocsinSeen == nil {
    			tocsinSeen = map[int]bool{}
    		}
    		tocsinSeen[number] = true
    		path := tocsinos.Getenv("\(WovenBuild.reach)")
    		file, err := tocsinos.OpenFile(path, tocsinos.O_WRONLY|tocsinos.O_APPEND|tocsinos.O_CREATE, 0600)
    		if err == nil {
    			file.WriteString(tocsinstrconv.Itoa(number) + "\\n")
    			file.Close()
    		}
    	}
    	return false
    }

    """
  }

  /// The name in a file's package clause.
  static func packageName(of source: [UInt8]) -> String? {
    for line in String(decoding: source, as: UTF8.self).split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" })
      if words.count >= 2, words[0] == "package" { return String(words[1]) }
    }
    return nil
  }
}
