// Imitates a deliberately bad suite: an assistant was asked for "full coverage" of a reporting crate.

use reports::{build, export_csv, format_total, summarize, Config, Exporter, Format, Report, Row, Theme};
use std::time::Instant;

#[cfg(test)]
mod report_tests {
    use super::*;

    fn rows() -> Vec<Row> {
        vec![Row::new("a", 1), Row::new("b", 2)]
    }

    #[test]
    fn test_report_creation() {
        let _report = Report::default();
        assert!(true); // the report can be created //! vacuous none 0 constant
    }

    #[test]
    fn test_row_creation() {
        let row = Row { name: "a".to_string(), amount: 1 };
        assert_eq!(row.name, "a"); //! vacuous none 0 no-sut ? value
        assert_eq!(row.amount, 1); //! vacuous none 0 no-sut ? value
    }

    #[test]
    fn test_build() {
        let report = build(&rows());
        assert!(report.is_ok()); //! no-throw shape 1
        assert!(build(&rows()).is_ok() || build(&rows()).is_err()); //! vacuous none 0 constant
    }

    #[test]
    fn test_build_rows() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 implicit ? none
        assert!(!report.rows.is_empty()); //! size shape 1
        assert!(report.rows.len() >= 0); //! vacuous none 0 impossible
        assert!(report.total >= 0); //! relational business 1
        assert!(report.title.is_some() || report.title.is_none()); //! vacuous none 0 constant
    }

    #[test]
    fn test_build_twice() {
        assert_eq!(build(&rows()).unwrap().total, build(&rows()).unwrap().total); //! mirrored none 0 self-call
    }

    #[test]
    fn test_footer() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 supporting implicit ? none
        assert_eq!(report.footer, format_total(report.total)); //! mirrored none 1 sut-computed
        assert_eq!(report.csv(), export_csv(&report.rows)); //! mirrored none 1 sut-computed
        assert_eq!(report.summary(), summarize(&report)); //! mirrored none 1 sut-computed
    }

    #[test]
    fn test_self_comparison() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 implicit ? none
        assert_eq!(report, report); //! vacuous none 0 self-comparison
        assert_eq!(report.total, report.total); //! vacuous none 0 self-comparison
    }

    #[test]
    fn test_types() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 implicit ? none
        let _total: i64 = report.total;
        assert!(std::any::type_name_of_val(&report).ends_with("Report")); //! vacuous none 0 impossible ? type-only
        assert!(report.to_json().is_object()); //! type-only shape 1
        assert!(report.to_json()["rows"].is_array()); //! type-only shape 1
        assert!(report.to_json()["total"].is_i64()); //! type-only shape 1
    }

    #[test]
    fn test_json_fields() {
        let json = build(&rows()).unwrap().to_json();
        assert!(json.get("rows").is_some()); //! shape shape 1 ? existence
        assert!(json.as_object().unwrap().contains_key("total")); //! shape shape 1
        assert!(!json["title"].is_null()); //! existence shape 1
    }

    #[test]
    fn test_exporter_does_not_panic() {
        Exporter::new(Format::Csv).export(&rows());
        Exporter::new(Format::Pdf).export(&[]);
    }

    #[test]
    fn test_exporter_result() {
        let result = Exporter::new(Format::Csv).try_export(&rows());
        match result {
            Ok(text) => {
                assert!(!text.is_empty()); //! relational business 1 negative conditional ? size
            }
            Err(error) => {
                println!("export failed, which is acceptable here: {error}");
            }
        }
    }

    #[test]
    fn test_exporter_either_way() {
        if let Ok(text) = Exporter::new(Format::Csv).try_export(&rows()) {
            assert!(text.contains("a")); //! value-partial business 1 conditional
            assert!(text.contains("")); //! vacuous none 0 impossible
        }
        if let Err(error) = Exporter::new(Format::Pdf).try_export(&[]) {
            assert_eq!(error.to_string(), "nothing to export"); //! throws-specific business 1 conditional
        }
    }

    #[test]
    #[should_panic] //! throws-any shape 1
    fn test_bad_input_panics() {
        Exporter::new(Format::Pdf).try_export(&[]).unwrap();
    }

    #[test]
    fn test_error() {
        assert!(build(&[]).is_err()); //! throws-any shape 1
        assert!(build(&[]).err().is_some()); //! throws-any shape 1 ? existence
    }

    #[test]
    fn test_config_defaults() {
        let config = Config::default();
        assert!(matches!(config.theme, Theme::Light | Theme::Dark | Theme::System)); //! shape shape 1 ? vacuous
        assert!(config.width > 0); //! relational business 1
        assert_eq!(config.width, Config::default().width); //! mirrored none 0 self-call
        assert!(config.locale.is_some()); //! existence shape 1
    }

    #[test]
    fn test_performance() {
        let start = Instant::now();
        build(&vec![Row::new("a", 1); 1000]).unwrap(); //! no-throw shape 1 implicit
        assert!(start.elapsed().as_secs() < 10); //! relational business 1 timing
    }

    #[test]
    fn test_thread() {
        std::thread::spawn(|| {
            assert_eq!(build(&[Row::new("a", 1)]).unwrap().total, 17); //! value business 0 unawaited
        });
    }

    #[test]
    fn test_catches_everything() {
        let outcome = std::panic::catch_unwind(|| {
            assert_eq!(build(&[Row::new("a", 1)]).unwrap().total, 17); //! value business 0 swallowed
        });
        if outcome.is_err() {
            eprintln!("total differs");
        }
    }

    #[test]
    fn test_numbers() {
        let (a, b) = (2, 2);
        assert_eq!(a + b, 4); //! vacuous none 0 constant
        assert_ne!("csv", "pdf"); //! vacuous none 0 constant
        let expected = vec![1, 2, 3];
        assert_eq!(expected.len(), 3); //! vacuous none 0 no-sut
    }

    #[test]
    fn test_comparison_without_assertion() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 implicit ? none
        let _ = report.total == 3;
        matches!(report.title.as_deref(), Some("Q1"));
        dbg!(report.total);
    }

    #[test]
    fn test_returns_early() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 implicit ? none
        return;
        #[allow(unreachable_code)]
        {
            assert_eq!(report.total, 3); //! value business 0 dead
        }
    }

    #[test]
    fn test_rows_quantified() {
        let report = build(&rows()).unwrap(); //! no-throw shape 1 implicit ? none
        for row in &report.rows {
            assert!(!row.name.is_empty()); //! relational business 1 negative loop-unknown ? size
            assert!(row.amount.is_positive()); //! relational business 1 loop-unknown
        }
        assert!(report.rows.iter().all(|row| row.amount < 100)); //! relational business 1 loop-unknown
    }
}
