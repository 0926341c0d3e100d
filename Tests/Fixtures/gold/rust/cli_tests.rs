// Imitates a command-line formatter for ledgers: assert_cmd, insta-cmd, golden files, temporary directories.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as StdCommand, Output};

use assert_cmd::Command;
use insta::{assert_snapshot, assert_yaml_snapshot};
use insta_cmd::assert_cmd_snapshot;
use predicates::prelude::*;
use tempfile::TempDir;
use tidy::{config, render, Report, Severity};

mod support;
use support::{assert_tree_unchanged, expect_clean_exit};

const JOURNAL: &str = "2024-01-02 * Rent\n  expenses:rent  800\n  assets:bank\n";

fn tidy(args: &[&str]) -> Output {
    StdCommand::new(env!("CARGO_BIN_EXE_tidy")).args(args).output().expect("tidy runs")
}

fn stdout(output: &Output) -> String {
    assert!(output.stderr.is_empty(), "unexpected: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn write(directory: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = directory.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Compares with a file that TIDY_BLESS rewrites.
fn assert_golden(name: &str, actual: &str) {
    let path = Path::new("tests/golden").join(name);
    if std::env::var_os("TIDY_BLESS").is_some() {
        fs::write(&path, actual).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), actual);
}

#[test]
fn version() {
    let output = tidy(&["--version"]);
    assert!(output.status.success()); //! status-only shape 1 supporting
    assert_eq!(stdout(&output), format!("tidy {}\n", env!("CARGO_PKG_VERSION"))); //! value business 2 shared-constant
}

#[test]
fn help_mentions_options() {
    let text = stdout(&tidy(&["--help"]));
    assert!(text.contains("--width")); //! value-partial business 2
    assert!(text.starts_with("Usage: tidy")); //! value-partial business 2
    assert!(!text.contains("TODO")); //! relational business 1 negative
    assert!(text.lines().count() > 5); //! size shape 1
}

#[test]
fn check_clean_file() {
    let directory = TempDir::new().unwrap();
    let path = write(&directory, "j.ledger", JOURNAL);
    assert_eq!(tidy(&["check", path.to_str().unwrap()]).status.code(), Some(0)); //! status-only shape 1
}

#[test]
fn check_messy_file() {
    let directory = TempDir::new().unwrap();
    let path = write(&directory, "j.ledger", "2024-01-02*Rent");
    let output = tidy(&["check", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1)); //! status-only shape 1 supporting
    assert_eq!(String::from_utf8_lossy(&output.stderr), "j.ledger:1: missing space before `*`\n"); //! value business 3
}

#[test]
fn check_does_not_write() {
    let directory = TempDir::new().unwrap();
    let path = write(&directory, "j.ledger", "2024-01-02*Rent");
    tidy(&["check", path.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "2024-01-02*Rent"); //! value business 3 echo
    assert!(!directory.path().join("j.ledger.bak").exists()); //! existence business 2 absent
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1); //! size shape 2
}

#[test]
fn fix_writes_a_backup() {
    let directory = TempDir::new().unwrap();
    let path = write(&directory, "j.ledger", "2024-01-02*Rent");
    tidy(&["fix", "--backup", path.to_str().unwrap()]);
    assert!(directory.path().join("j.ledger.bak").is_file()); //! existence shape 1
    assert_eq!(fs::read_to_string(&path).unwrap(), "2024-01-02 * Rent\n"); //! value business 3
}

#[test]
fn with_assert_cmd() {
    Command::cargo_bin("tidy").unwrap().arg("--nope").assert().failure(); //! status-only shape 1
    Command::cargo_bin("tidy").unwrap().arg("stats").write_stdin(JOURNAL).assert().success().stdout("1 transaction\n"); //! status-only shape 1 supporting; value business 3
    Command::cargo_bin("tidy").unwrap().arg("lint").assert().code(2).stderr(predicate::str::contains("no input")); //! status-only shape 1 supporting; value-partial business 2
}

#[test]
fn screens() {
    assert_cmd_snapshot!(StdCommand::new("tidy").arg("--help")); //! snapshot ambiguous 2
    assert_snapshot!(stdout(&tidy(&["rules"]))); //! snapshot ambiguous 2
    assert_yaml_snapshot!(Report::of(JOURNAL)); //! snapshot ambiguous 2
}

#[test]
fn golden_files() {
    for name in ["rent", "split", "empty"] {
        let source = fs::read_to_string(format!("tests/input/{name}.ledger")).unwrap();
        assert_golden(&format!("{name}.txt"), &render(&source, 80)); //! snapshot ambiguous 2
    }
}

#[test]
fn narrow_snapshot() {
    insta::allow_duplicates! {
        for width in [20, 21] {
            assert_snapshot!(render(JOURNAL, width)); //! snapshot ambiguous 2
        }
    }
}

#[test]
fn reads_a_fixture() {
    let expected = fs::read_to_string("tests/fixtures/by_hand.txt").unwrap();
    assert_eq!(render(JOURNAL, 80), expected); //! value business 3 fixture-file
}

#[test]
fn report() {
    let report = Report::of("2024-01-02*Rent");
    assert_eq!(report.findings.len(), 1); //! size shape 2 supporting
    assert_eq!(report.findings[0].severity, Severity::Error); //! value business 3
    assert!(report.findings[0].line == 1); //! value business 3
    assert!(report.elapsed.as_secs() < 5); //! relational business 1 timing
    assert!(report.elapsed.as_nanos() > 0); //! relational business 1
}

#[test]
fn config_defaults() {
    let config = config::load(None).unwrap(); //! no-throw shape 1 supporting implicit ? none
    assert_eq!(config.width, config::DEFAULT_WIDTH); //! value business 2 shared-constant
    assert_eq!(config.extends, None); //! existence business 2 absent
    assert!(config.rules.is_empty()); //! size business 2 absent
}

#[test]
fn config_errors() {
    let error = config::load(Some("tests/bad.toml")).unwrap_err(); //! throws-any shape 1 supporting
    assert!(format!("{error:#}").contains("line 3")); //! throws-specific business 3
    assert!(matches!(config::load(Some("nope.toml")), Err(config::Error::Io(_)))); //! throws-specific business 2
}

#[test]
fn render_is_idempotent() {
    let once = render(JOURNAL, 80);
    assert_eq!(render(&once, 80), once); //! relational business 2
    assert_eq!(render(JOURNAL, 80), once); //! mirrored none 0 self-call ? relational
}

#[test]
fn trees() {
    assert_tree_unchanged("tests/input"); //! unknown ambiguous 0
    expect_clean_exit(&["check", "tests/input"]); //! unknown ambiguous 0
}

#[test]
#[ignore = "needs a terminal"]
fn colours() {
    assert!(stdout(&tidy(&["check", "--color=always"])).contains("\x1b[31m")); //! value-partial business 0 dead
}
