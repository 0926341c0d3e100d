package import Mutation
import Trials

extension Guards {
  package static let rust = Guards(
    call: ("crate::__tocsin::on(", ")"), none: ("crate::__tocsin::none(", ", ", ")"),
    choice: .value("(if ", " { ", " } else { ", " })"), lineBreak: .isBlank, bound: ["let"],
    untwinned: ["const", "impl"])
}

/// The module of ours at the end of each woven crate's root.
enum RustGuards {
  /// Where a crate forbids unsafe code the choice is an atomic number, which a build without
  /// optimisation reads by two calls.
  static func text(isSafe: Bool) -> String {
    let (number, read, write) =
      isSafe
      ? (
        "AtomicI32 = AtomicI32::new(-3)", "CHOSEN.load(Relaxed)", "CHOSEN.store(number, Relaxed)"
      ) : ("i32 = -3", "unsafe { CHOSEN }", "unsafe { CHOSEN = number }")
    return """

      #[doc(hidden)]
      #[allow(warnings, \(isSafe ? "" : "unsafe_code, ")clippy::all, clippy::pedantic, clippy::restriction)]
      mod __tocsin {
          extern crate std;
          use std::string::String;
          use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

          /// -3 before the environment was read, -2 records which guards are passed, -1 is the original.
          static \(isSafe ? "" : "mut ")CHOSEN: \(number);
          static SEEN: std::sync::Mutex<std::vec::Vec<i32>> = std::sync::Mutex::new(std::vec::Vec::new());

          #[inline(always)]
          fn chosen() -> i32 { \(read) }

          fn choose(number: i32) { \(write) }

          #[inline]
          pub fn on(number: i32) -> bool {
              let chosen = chosen();
              if chosen >= -1 { chosen == number } else { slow(number) }
          }

          #[inline(always)]
          pub fn none(first: i32, last: i32) -> bool {
              chosen() == -1 || outside(first, last)
          }

          fn outside(first: i32, last: i32) -> bool {
              on(0);
              let chosen = chosen();
              chosen != -2 && (chosen < first || last < chosen)
          }

          #[cold]
          fn slow(number: i32) -> bool {
              if chosen() == -3 {
                  choose(if std::env::var_os("\(WovenBuild.reach)").is_some() { -2 } else {
                      std::env::var("\(WovenBuild.choice)").ok().and_then(|text| text.parse().ok()).unwrap_or(-1)
                  });
              }
              if chosen() != -2 { return chosen() == number; }
              if number == 0 { return false; }
              let mut seen = SEEN.lock().unwrap_or_else(|broken| broken.into_inner());
              if !seen.contains(&number) {
                  seen.push(number);
                  if let Some(path) = std::env::var_os("\(WovenBuild.reach)") {
                      use std::io::Write;
                      let mut file = std::fs::OpenOptions::new();
                      if let Ok(mut file) = file.append(true).create(true).open(path) {
                          let _ = file.write_all(std::format!("{}\\n", number).as_bytes());
                      }
                  }
              }
              false
          }
      }

      """
  }
}
