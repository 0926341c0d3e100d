// Imitates an import/export service of an accounting product: serde, CSV, JSON schemas, audit of outgoing calls.

use std::cell::RefCell;
use std::io::{Cursor, Write};
use std::rc::Rc;

use ledger_io::audit::{Audit, Auditor};
use ledger_io::schema::{columns, validate_document};
use ledger_io::{checksum, detect, export, import, round, Dialect, Format, ImportError, Importer, Row, Warning};
use ledger_io_testing::{assert_schema, require_balanced};
use serde_json::{json, Map, Value};
use similar_asserts::assert_eq as assert_same;

#[derive(Clone, Default)]
struct RecordingAudit {
    calls: Rc<RefCell<Vec<(String, usize)>>>,
}

impl Audit for RecordingAudit {
    fn record(&self, action: &str, rows: usize) {
        self.calls.borrow_mut().push((action.to_owned(), rows));
    }
}

struct FailingWriter;

impl Write for FailingWriter {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("disk full"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn rows() -> Vec<Row> {
    vec![Row { id: 1, name: "Ada".into(), cents: 150 }, Row { id: 2, name: "Grace".into(), cents: -20 }]
}

fn exported(format: Format) -> Value {
    serde_json::from_str(&export(&rows(), format)).expect("JSON")
}

fn verify_row(row: &Row, name: &str, cents: i64) {
    assert!(row.id > 0);
    assert_eq!((row.name.as_str(), row.cents), (name, cents));
}

#[test]
fn reads_two_rows() {
    let rows = import(Cursor::new("id;name;cents\n1;Ada;150\n2;Grace;-20\n")).unwrap(); //! no-throw shape 1 supporting implicit ? none
    assert_eq!(rows.len(), 2); //! size shape 2 supporting
    verify_row(&rows[0], "Ada", 150); //! relational business 1; value business 3
    verify_row(&rows[1], "Grace", -20); //! relational business 1; value business 3
}

#[test]
fn reads_nothing() {
    assert_eq!(import(Cursor::new("id;name;cents\n")), Ok(vec![])); //! size business 2 absent
    assert!(import(Cursor::new("id;name;cents\n")).is_ok_and(|rows| rows.is_empty())); //! size business 2 absent
}

#[test]
fn rejects() {
    assert_eq!(import(Cursor::new("")), Err(ImportError::NoHeader)); //! throws-specific business 2
    assert_eq!(import(Cursor::new("id;name;cents\nx;Ada;1\n")), Err(ImportError::Number { line: 2, column: 1 })); //! throws-specific business 3
    assert!(matches!(import(Cursor::new("a;b\n")), Err(ImportError::Columns(_)))); //! throws-specific business 2
    assert!(import(Cursor::new("\0")).is_err()); //! throws-any shape 1
}

#[test]
fn rejected_as_a_value() {
    let outcome = Importer::lenient().push("x;Ada;1");
    assert!(matches!(outcome, Some(Warning::Skipped { line: 1, .. }))); //! value-partial business 2 ? throws-specific
    assert!(outcome.is_some()); //! existence shape 1 supporting
}

#[test]
fn export_json() {
    assert_eq!(exported(Format::Json), json!([{"id": 1, "name": "Ada", "cents": 150}, {"id": 2, "name": "Grace", "cents": -20}])); //! value business 3
}

#[test]
fn export_envelope() {
    let document = exported(Format::Envelope);
    assert!(document.is_object()); //! type-only shape 1
    assert!(document["rows"].is_array()); //! type-only shape 1
    assert!(document["total"].is_number()); //! type-only shape 1 supporting
    assert_eq!(document["total"], 130); //! value business 3
    assert!(document.get("exported_at").is_some()); //! shape shape 1 ? existence
    assert!(document.get("password").is_none()); //! shape shape 1 negative ? existence
    assert_eq!(document.as_object().map(Map::len), Some(4)); //! size shape 2
    let keys: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["checksum", "exported_at", "rows", "total"]); //! shape shape 2
}

#[test]
fn export_schema() {
    let document = exported(Format::Envelope);
    assert!(validate_document(&document).is_ok()); //! shape shape 2 shared-schema ? no-throw
    jsonschema::validate(&json!({"type": "object", "required": ["rows", "total"]}), &document).unwrap(); //! shape shape 2 implicit
    assert_schema!(document, "envelope.schema.json"); //! unknown ambiguous 0
    assert_eq!(columns(), ["id", "name", "cents"]); //! shape shape 2 ? value
}

#[test]
fn export_text() {
    let text = export(&rows(), Format::Csv);
    assert_same!(text, "id;name;cents\n1;Ada;150\n2;Grace;-20\n"); //! value business 3
    assert!(text.contains("Grace")); //! value-partial business 2
    assert!(text.ends_with('\n')); //! value-partial business 2
    assert_eq!(text.lines().next(), Some("id;name;cents")); //! value business 3
    assert_ne!(text, export(&[], Format::Csv)); //! relational business 1 negative
    insta::assert_snapshot!(export(&rows(), Format::Xml)); //! snapshot ambiguous 2
}

#[test]
fn checksum_of_the_export() {
    let document = exported(Format::Envelope);
    assert_eq!(document["checksum"], checksum(&rows())); //! mirrored none 1 sut-computed
    assert_eq!(document["checksum"].as_str().map(str::len), Some(64)); //! size shape 2
    assert_eq!(checksum(&rows()), checksum(&rows())); //! mirrored none 0 self-call
    assert_ne!(checksum(&rows()), checksum(&rows()[..1])); //! relational business 1 negative
}

#[test]
fn round_trip() {
    for format in [Format::Csv, Format::Tsv] {
        assert_eq!(import(Cursor::new(export(&rows(), format))), Ok(rows())); //! relational business 3
    }
}

#[test]
fn order_does_not_matter_for_the_checksum() {
    let mut reversed = rows();
    reversed.reverse();
    assert_eq!(checksum(&reversed), checksum(&rows())); //! relational business 2
}

#[test]
fn audits_every_import() {
    let audit = RecordingAudit::default();
    let importer = Importer::new(audit.clone());
    importer.run("1;Ada;150\n2;Grace;-20\n").unwrap(); //! no-throw shape 1 implicit
    let calls = audit.calls.borrow();
    assert_eq!(calls.len(), 2); //! call shape 1
    assert_eq!(calls[0], ("begin".to_owned(), 0)); //! call-args business 2
    assert_eq!(calls[1].1, 2); //! call-args business 2
    assert_eq!(calls.last().map(|(action, _)| action.as_str()), Some("import")); //! call-args business 2
}

#[test]
fn audits_in_order() {
    let audit = RecordingAudit::default();
    Importer::new(audit.clone()).run("1;Ada;150\n").and_then(|job| job.undo()).unwrap(); //! no-throw shape 1 implicit
    let names: Vec<String> = audit.calls.borrow().iter().map(|(action, _)| action.clone()).collect();
    assert_eq!(names, ["begin", "import", "undo"]); //! call-args business 2 ? call
}

#[test]
fn audits_nothing_on_failure() {
    let audit = RecordingAudit::default();
    let _ = Importer::new(audit.clone()).run("x;y;z");
    assert!(audit.calls.borrow().is_empty()); //! call business 2 absent
}

#[test]
fn auditor_writes_names() {
    let mut auditor = ledger_io::audit::MockAuditor::new();
    auditor.expect_write().withf(|line| line == "import 2").once().return_const(()); //! call-args business 2
    auditor.expect_flush().times(1..).return_const(()); //! call shape 1
    auditor.expect_rotate().times(0).return_const(()); //! call business 2 absent
    auditor.audit(&rows());
}

#[test]
fn writer_errors_are_passed_on() {
    let error = ledger_io::export_to(FailingWriter, &rows()).unwrap_err(); //! throws-any shape 1 supporting
    assert_eq!(error.kind(), std::io::ErrorKind::Other); //! throws-specific business 3
    assert!(error.to_string().contains("disk full")); //! throws-specific business 3
}

#[test]
fn dialects() {
    assert_eq!(detect("a;b"), Some(Dialect::Semicolon)); //! value business 3
    assert_eq!(detect("a"), None); //! existence business 2 absent
    if let Some(dialect) = detect("a\tb") {
        assert_eq!(dialect.delimiter(), '\t'); //! value business 1 conditional
    }
    let Some(dialect) = detect("a,b") else { panic!("no dialect") }; //! existence shape 1 supporting
    assert_eq!(dialect.delimiter(), ','); //! value business 3
}

#[test]
fn rounding() {
    assert!((round(2.345, 2) - 2.35).abs() < 1e-9); //! value business 3
    assert!(round(2.3, 0) <= 2.3); //! relational business 2
    assert!(round(f64::NAN, 2).is_nan()); //! type-only shape 1
    assert!(round(1e300, 2).is_finite()); //! type-only shape 1
}

#[test]
fn books_balance() {
    require_balanced(&rows()); //! unknown ambiguous 0
    ledger_io_testing::should_match_ledger(&rows(), "tests/ledger.txt"); //! unknown ambiguous 0
}
