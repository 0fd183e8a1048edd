use super::cases::Cases;
use super::coverage::{Coverage, ids};
use super::scan::{self, Test};
use super::{FaultCases, page};
use crate::run::Run;

const LIST: &str = "[[group]]\nletter = 'H'\ntitle = 'HTTP'\nstrict = true\n[group.cases]\nH01 = 'one'\nH02 = 'two | 2'\n\
                    [group.without]\nH02 = 'because'\n";

fn test(name: &str) -> Test {
    Test { package: "a".into(), name: name.into() }
}

fn coverage(tests: &[&str]) -> Result<Coverage, String> {
    let tests: Vec<_> = tests.iter().map(|name| test(name)).collect();
    Coverage::new(&Cases::parse(LIST).unwrap(), &tests).map_err(|error| error.to_string())
}

#[test]
fn the_page_is_whole_and_fresh() {
    FaultCases { check: true }.run().unwrap();
}

#[test]
fn a_name_begins_with_any_number_of_ids() {
    let cases = Cases::parse(LIST).unwrap();
    assert_eq!(ids("h01_h02_both_h03", &cases), ["H01", "H02"]);
    assert_eq!(ids("x86_is_no_id", &cases), [] as [&str; 0]);
    assert_eq!(ids("h1_h001_nor_these", &cases), [] as [&str; 0]);
}

#[test]
fn only_tests_that_run_are_found() {
    let attributes =
        ["#[test]", "#[tokio::test]", "#[tokio::test(start_paused = true)]", "", "#[test]\n    #[ignore]"];
    let text: Vec<_> = attributes
        .iter()
        .enumerate()
        .map(|(i, line)| format!("    {line}\n    async fn h0{i}_a() {{\n"))
        .collect();
    assert_eq!(scan::functions(&text.concat()), ["h00_a", "h01_a", "h02_a"]);
    let spread = ["#[test]", "// why", "#[expect(", "clippy::a", ")]", "fn h01_far() {"].join("\n");
    assert_eq!(scan::functions(&spread), ["h01_far"]);
    let other = ["#[test]", "fn h01_one() {", "}", "fn h02_helper() {"].join("\n");
    assert_eq!(scan::functions(&other), ["h01_one"]);
}

#[test]
fn the_cases_of_the_conformance_suite_are_found() {
    let list = "macro_rules! __conformance_list {\n  every {\n  h01_a: \"b\";\n  c: \"d\";\n }\n}\nmacro { h02_x: \"y\"; }";
    assert_eq!(scan::conformance_cases(list), ["h01_a", "c"]);
    assert_eq!(scan::conformance_cases("h01_a: \"b\";"), [] as [&str; 0]);
}

#[test]
fn a_case_without_test_and_reason_is_a_gap() {
    let cases = Cases::parse(LIST).unwrap();
    assert_eq!(coverage(&[]).unwrap().gaps(&cases), ["H01 one"]);
    assert_eq!(coverage(&["h01_a"]).unwrap().gaps(&cases), [] as [&str; 0]);
}

#[test]
fn the_emulator_proves_only_what_is_about_itself() {
    let emulator = [Test { package: "toapis-emulator".into(), name: "h01_a".into() }];
    let cases = Cases::parse(LIST).unwrap();
    assert_eq!(Coverage::new(&cases, &emulator).unwrap().gaps(&cases), ["H01 one"]);
    let cases = Cases::parse(&LIST.replace("strict = true", "strict = true\nemulator = ['H01']")).unwrap();
    assert_eq!(Coverage::new(&cases, &emulator).unwrap().gaps(&cases), [] as [&str; 0]);
}

#[test]
fn unknown_ids_and_needless_reasons_are_errors() {
    assert_eq!(coverage(&["h01_h77_a"]).unwrap_err(), "a: h01_h77_a: there is no case H77");
    assert_eq!(coverage(&["h02_a"]).unwrap_err(), "H02 has a reason to have no test, and a test: h02_a");
}

#[test]
fn a_list_that_contradicts_itself_is_refused() {
    let wrong = LIST.replace("H02 = 'because'", "H03 = 'because'");
    assert_eq!(
        Cases::parse(&wrong).unwrap_err().to_string(),
        "cases.toml: a reason for H03, which is no case"
    );
    let wrong = LIST.replace("H01", "P01");
    assert_eq!(Cases::parse(&wrong).unwrap_err().to_string(), "cases.toml: P01 is no id of group H");
}

#[test]
fn the_page_shows_tests_and_reasons() {
    let cases = Cases::parse(LIST).unwrap();
    let page = page::write(&cases, &coverage(&["h01_a", "h01_b"]).unwrap());
    assert!(page.contains("2 cases: 1 with tests, 1 with a reason, 0 open."), "{page}");
    assert!(page.contains("| H01 | one | a: `h01_a`, `h01_b` |\n"), "{page}");
    assert!(page.contains("| H02 | two \\| 2 | none: because |\n"), "{page}");
}
