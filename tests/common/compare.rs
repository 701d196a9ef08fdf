//! Does a result hold every expected field, each within its tolerance?

use serde_json::{Map, Value};

use super::inputs::brief;
use super::output::Got;
use super::tolerance::{Tolerance, Tolerances};

/// An expected field that the result does not meet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mismatch {
    /// Names joined by dots, places in brackets: `gwp.use.max`, `stock[3]`.
    pub(crate) path: String,
    pub(crate) expected: Value,
    /// What the result has there; `None` when it has nothing.
    pub(crate) got: Option<Value>,
    /// What kind of difference it is, where it is not one of two numbers.
    pub(crate) why: Option<String>,
    /// Difference over the expected value; infinite where 0 is expected.
    pub(crate) relative_error: Option<f64>,
    /// The largest difference that would have passed.
    pub(crate) allowed: Option<f64>,
}

/// What the comparison of one result found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Values compared; a field that is missing counts as one.
    pub(crate) checked: usize,
    /// Expected nulls, which nothing is compared with.
    pub(crate) skipped: usize,
    /// The largest relative error. It is taken of the expected value, except where only
    /// `abs_of_max` lets a number pass: there of the series' largest.
    pub(crate) worst: Option<f64>,
    pub(crate) mismatches: Vec<Mismatch>,
}

/// Compares every expected field with the result.
pub(crate) fn compare(
    expected: &Map<String, Value>,
    result: &Got,
    tolerances: &Tolerances,
) -> Tally {
    let mut comparison = Comparison {
        tolerances,
        tally: Tally::default(),
    };
    comparison.fields("", expected, result, tolerances.default);
    comparison.tally
}

struct Comparison<'a> {
    tolerances: &'a Tolerances,
    tally: Tally,
}

impl Comparison<'_> {
    fn fields(&mut self, path: &str, expected: &Map<String, Value>, got: &Got, outer: Tolerance) {
        let series = expected.keys().all(|name| name.parse::<i32>().is_ok());
        let scale = series.then(|| scale(expected.values()));
        for (name, value) in expected {
            let path = match path {
                "" => name.clone(),
                _ => format!("{path}.{name}"),
            };
            let tolerance = self.tolerances.of_field(&path, name, outer);
            self.value(&path, value, got.field(name), tolerance, scale);
        }
    }

    fn value(
        &mut self,
        path: &str,
        expected: &Value,
        got: Option<&Got>,
        tolerance: Tolerance,
        scale_of_series: Option<f64>,
    ) {
        let Some(got) = got else {
            match expected {
                Value::Null => self.tally.skipped += 1,
                _ => self.miss(path, expected, None, "the adapter does not give it"),
            }
            return;
        };
        match (expected, got) {
            (Value::Null, _) => self.tally.skipped += 1,
            (Value::Number(_), Got::Number(x)) => {
                self.number(path, expected, *x, tolerance, scale_of_series);
            }
            (Value::String(text), Got::Text(given)) if text == given => self.tally.checked += 1,
            (Value::Bool(is), Got::Bool(given)) if is == given => self.tally.checked += 1,
            (Value::String(_), Got::Text(_)) | (Value::Bool(_), Got::Bool(_)) => {
                self.miss(path, expected, Some(got), "not equal");
            }
            (Value::Array(items), Got::List(given)) if items.len() == given.len() => {
                let scale = Some(scale(items.iter()));
                for (place, (item, given)) in items.iter().zip(given).enumerate() {
                    let path = format!("{path}[{place}]");
                    self.value(&path, item, Some(given), tolerance, scale);
                }
            }
            (Value::Array(items), Got::List(given)) => {
                let why = format!("a list of {}, not of {}", given.len(), items.len());
                self.miss(path, expected, Some(got), &why);
            }
            (Value::Object(fields), Got::Undefined) if expects_undefined(fields) => {
                self.tally.checked += 1;
            }
            (Value::Object(fields), Got::Map(_)) if !expects_undefined(fields) => {
                self.fields(path, fields, got, tolerance);
            }
            _ => self.miss(path, expected, Some(got), "not of the expected kind"),
        }
    }

    fn number(
        &mut self,
        path: &str,
        expected: &Value,
        got: f64,
        tolerance: Tolerance,
        scale: Option<f64>,
    ) {
        let Some(wanted) = expected.as_f64() else {
            return self.miss(
                path,
                expected,
                Some(&got.into()),
                "not of the expected kind",
            );
        };
        if !got.is_finite() {
            return self.miss(path, expected, Some(&got.into()), "not a finite number");
        }
        self.tally.checked += 1;
        let difference = (got - wanted).abs();
        let within = |bound: Option<f64>| bound.is_some_and(|bound| difference <= bound);
        let allowed = tolerance.bound(wanted, scale);
        let relative_error = if difference == 0.0 {
            0.0
        } else {
            difference / wanted.abs()
        };
        if !within(allowed) {
            self.worst(relative_error);
            self.tally.mismatches.push(Mismatch {
                path: path.to_owned(),
                expected: expected.clone(),
                got: Some(got.into()),
                why: None,
                relative_error: Some(relative_error),
                allowed,
            });
        } else if within(tolerance.own_bound(wanted)) {
            // A difference from 0 that `abs` lets pass has no relative size.
            if relative_error.is_finite() {
                self.worst(relative_error);
            }
        } else {
            self.worst(difference / scale.unwrap_or(wanted.abs()));
        }
    }

    fn worst(&mut self, relative_error: f64) {
        let worst = self.tally.worst.get_or_insert(0.0);
        *worst = worst.max(relative_error);
    }

    fn miss(&mut self, path: &str, expected: &Value, got: Option<&Got>, why: &str) {
        self.tally.checked += 1;
        self.tally.mismatches.push(Mismatch {
            path: path.to_owned(),
            expected: expected.clone(),
            got: got.map(Got::to_json),
            why: Some(why.to_owned()),
            relative_error: None,
            allowed: None,
        });
    }
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: expected {}", self.path, brief(&self.expected))?;
        if let Some(got) = &self.got {
            write!(f, ", got {}", brief(got))?;
        }
        if let Some(why) = &self.why {
            write!(f, " ({why})")?;
        }
        if let (Some(error), Some(allowed)) = (self.relative_error, self.allowed) {
            write!(
                f,
                " (relative error {error:.1e}, off by at most {allowed:.1e} allowed)"
            )?;
        }
        Ok(())
    }
}

/// Whether an expected object says that this field alone is undefined.
fn expects_undefined(fields: &Map<String, Value>) -> bool {
    fields.len() == 1 && fields.get("error").is_some_and(|kind| kind == "undefined")
}

/// The largest absolute value of the numbers of a series.
fn scale<'a>(values: impl Iterator<Item = &'a Value>) -> f64 {
    let sizes = values.filter_map(Value::as_f64).map(f64::abs);
    sizes.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::output::{Got, Output};
    use super::super::tolerance::Tolerances;
    use super::{Tally, compare};

    fn tally(expected: &Value, tolerance: &Value, got: Output) -> Tally {
        let tolerances = Tolerances::parse(tolerance).unwrap();
        compare(expected.as_object().unwrap(), &got.into(), &tolerances)
    }

    fn passes(expected: f64, tolerance: &Value, got: f64) -> bool {
        let tally = tally(
            &json!({"x": expected}),
            tolerance,
            Output::new().set("x", got),
        );
        tally.mismatches.is_empty()
    }

    #[test]
    fn a_number_passes_when_it_meets_any_bound_given() {
        let next = 1.0 + f64::EPSILON;
        assert!(passes(1000.0, &json!({"rel": 1e-3}), 1001.0));
        assert!(!passes(1000.0, &json!({"rel": 1e-3}), 1001.1));
        assert!(passes(-1000.0, &json!({"rel": 1e-3}), -999.0));
        assert!(!passes(-1000.0, &json!({"rel": 1e-3}), 1000.0));
        assert!(passes(1000.0, &json!({"rel": 1e-3, "abs": 2}), 1001.1));
        assert!(passes(0.0, &json!({"abs": 0.5}), -0.5));
        for exact in ["rel", "abs", "abs_of_max"] {
            assert!(passes(1.0, &json!({exact: 0}), 1.0), "{exact}");
            assert!(!passes(1.0, &json!({exact: 0}), next), "{exact}");
        }
    }

    #[test]
    fn zero_with_only_a_relative_bound_must_be_met_exactly() {
        assert!(passes(0.0, &json!({"rel": 1e-6}), 0.0));
        assert!(passes(0.0, &json!({"rel": 1e-6}), -0.0));
        assert!(!passes(0.0, &json!({"rel": 1e-6}), 5e-324));
    }

    #[test]
    fn what_is_not_finite_never_passes() {
        for got in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!passes(1.0, &json!({"rel": 1e300, "abs": 1e300}), got));
        }
        assert!(!passes(-1e308, &json!({"rel": 1}), 1.7e308));
    }

    #[test]
    fn a_series_is_measured_by_its_largest_value() {
        let expected = json!({"s": [1000.0, 0.0, -2000.0], "lone": 1.0, "by_year": {"2019": 1.0, "2020": 1e6}});
        let tolerance = json!({"rel": 1e-12, "abs_of_max": 1e-3});
        let near = |lone| {
            Output::new()
                .set("s", [1000.5, 2.0, -2000.0])
                .set("lone", lone)
                .set("by_year", Output::from_iter([(2019, 900.0), (2020, 1e6)]))
        };
        let found = tally(&expected, &tolerance, near(1.001));
        assert!(found.mismatches.is_empty(), "{:?}", found.mismatches);
        assert_eq!(found.checked, 6);
        assert!((found.worst.unwrap() - 1e-3).abs() < 1e-12);
        assert_eq!(tally(&expected, &tolerance, near(1.1)).mismatches.len(), 1);
    }

    #[test]
    fn everything_expected_is_looked_at_and_nulls_are_counted() {
        let expected = json!({
            "a": {"use": 1.0, "embodied": null}, "rows": [["CHN", 2.0], ["USA", null]],
            "publish": true, "class": "A", "later": null
        });
        let good = || Output::new().set("publish", true).set("extra", f64::NAN);
        let row = |name: &str, x: f64| Got::List(vec![name.into(), x.into()]);
        let full = good()
            .set("class", "A")
            .set("a", Output::new().set("use", 1.0))
            .set("rows", vec![row("CHN", 2.0), row("USA", 7.0)]);
        let found = tally(&expected, &json!({"rel": 0}), full);
        assert!(found.mismatches.is_empty(), "{:?}", found.mismatches);
        assert_eq!((found.checked, found.skipped), (6, 3));

        let wrong = good()
            .set("class", "B")
            .set("a", Output::new().set("embodied", 1.0))
            .set("rows", vec![row("CHN", 2.0)]);
        let found = tally(&expected, &json!({"rel": 0}), wrong);
        let lines: Vec<String> = found.mismatches.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "a.use: expected 1.0 (the adapter does not give it)",
                "rows: expected [[\"CHN\",2.0],[\"USA\",null]], got [[\"CHN\",2.0]] (a list of 1, not of 2)",
                "class: expected \"A\", got \"B\" (not equal)",
            ]
        );
    }

    #[test]
    fn kinds_are_not_mixed() {
        for (expected, got) in [
            (json!(1), Got::from("1")),
            (json!(1), Got::from(true)),
            (json!("A"), Got::from(1.0)),
            (json!(true), Got::from("true")),
            (json!(1), Got::Nothing),
            (json!([1]), Got::from(1.0)),
            (json!({"a": 1}), Got::from([1.0])),
            (
                json!({"error": "undefined"}),
                Got::from(Output::new().set("error", "undefined")),
            ),
            (json!({"error": "undefined", "x": 1}), Got::Undefined),
        ] {
            let found = tally(
                &json!({"x": expected}),
                &json!({"abs": 9}),
                Output::new().set("x", got),
            );
            assert_eq!(found.mismatches.len(), 1, "{expected}");
        }
        let expected = json!({"x": {"error": "undefined"}});
        let found = tally(&expected, &json!({"abs": 9}), Output::new().undefined("x"));
        assert!(found.mismatches.is_empty());
    }
}
