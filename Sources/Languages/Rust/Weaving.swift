package import Mutation
import Trials

extension Guards {
  package static let rust = Guards(
    call: ("crate::__tocsin::on(", ")"), choice: .value("(if ", " { ", " } else { ", " })"),
    lineBreak: .isBlank, bound: ["let"])
}

/// The module of ours at the end of each woven crate's root.
enum RustGuards {
  static let text = """

    #[doc(hidden)]
    #[allow(warnings, clippy::all, clippy::pedantic, clippy::restriction)]
    mod __tocsin {
        extern crate std;
        use std::string::String;
        use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

        /// -3 before the environment was read, -2 records which guards are passed, -1 is the original.
        static CHOSEN: AtomicI32 = AtomicI32::new(-3);
        static SEEN: std::sync::Mutex<std::vec::Vec<i32>> = std::sync::Mutex::new(std::vec::Vec::new());

        #[inline]
        pub fn on(number: i32) -> bool {
            let chosen = CHOSEN.load(Relaxed);
            if chosen >= -1 { chosen == number } else { slow(number) }
        }

        #[cold]
        fn slow(number: i32) -> bool {
            if CHOSEN.load(Relaxed) == -3 {
                let chosen = if std::env::var_os("\(WovenBuild.reach)").is_some() { -2 } else {
                    std::env::var("\(WovenBuild.choice)").ok().and_then(|text| text.parse().ok()).unwrap_or(-1)
                };
                CHOSEN.store(chosen, Relaxed);
            }
            if CHOSEN.load(Relaxed) != -2 { return CHOSEN.load(Relaxed) == number; }
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
