import CProcess
import Glibc

/// The second wall: finds a command's processes by their environment when its keeper is lost.
enum RunMarkerSweep {
  /// Kills every process that carries `marker`; returns how many there were.
  @discardableResult
  static func sweep(_ marker: RunMarker) -> Int {
    var killed = 0
    for _ in 0..<50 {
      let found = processes(carrying: marker)
      if found.isEmpty { break }
      killed += found.count
      for process in found { kill(process, SIGKILL) }
      usleep(10_000)
    }
    return killed
  }

  static func processes(carrying marker: RunMarker) -> [pid_t] {
    let wanted = Array("\(RunMarker.variable)=\(marker.value)".utf8)
    guard let names = try? Folder.names("/proc") else { return [] }
    return names.compactMap { name in
      guard let process = pid_t(String(decoding: name, as: UTF8.self)), process != getpid(),
        let environment = SmallFile.read("/proc/\(process)/environ")
      else { return nil }
      return environment.split(separator: 0).contains { $0.elementsEqual(wanted) } ? process : nil
    }
  }
}
