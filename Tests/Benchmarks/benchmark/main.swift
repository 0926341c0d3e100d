// benchmark parse PATH…   speed, growth and memory of reading the sources under PATH

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "parse" where arguments.count > 1: ParseBenchmark(rounds: 5).run(Array(arguments.dropFirst()))
case "memory" where arguments.count == 2: ParseBenchmark.printMemory(arguments[1])
default: print("usage: benchmark parse PATH…")
}
