//! How far may a number be from the expected one?

use serde_json::{Map, Value};

/// The bounds of one field. A number passes when it meets any one that is given.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tolerance {
    /// Share of the expected value.
    pub(crate) rel: Option<f64>,
    /// Absolute difference.
    pub(crate) abs: Option<f64>,
    /// Share of the largest absolute value of the expected series.
    pub(crate) abs_of_max: Option<f64>,
}

impl Tolerance {
    /// Whether no bound is given, so that no number could be judged by it.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The largest difference that `rel` and `abs` allow at `expected`.
    pub(crate) fn own_bound(&self, expected: f64) -> Option<f64> {
        let rel = self.rel.map(|rel| rel * expected.abs());
        larger(rel, self.abs)
    }

    /// The largest difference allowed at `expected`, in a series whose largest absolute value is
    /// `scale`. A lone number is a series of one.
    pub(crate) fn bound(&self, expected: f64, scale: Option<f64>) -> Option<f64> {
        let scale = scale.unwrap_or(expected.abs());
        larger(
            self.own_bound(expected),
            self.abs_of_max.map(|share| share * scale),
        )
    }
}

fn larger(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

/// The tolerance of a case and those of single fields, which replace it.
#[derive(Clone, Debug)]
pub(crate) struct Tolerances {
    pub(crate) default: Tolerance,
    fields: Vec<(String, Tolerance)>,
}

impl Tolerances {
    /// Reads the `tolerance` object of a case; `Err` lists everything that is wrong with it.
    pub(crate) fn parse(value: &Value) -> Result<Self, Vec<String>> {
        let Value::Object(entries) = value else {
            return Err(vec!["`tolerance` is not an object".into()]);
        };
        let mut problems = Vec::new();
        let mut own = Map::new();
        let mut fields = Vec::new();
        for (name, entry) in entries {
            match entry {
                Value::Object(bounds) if !is_bound(name) => {
                    if bounds.is_empty() {
                        problems.push(format!("`tolerance.{name}` gives no bound"));
                    }
                    let tolerance = bounds_of(&format!("tolerance.{name}."), bounds, &mut problems);
                    fields.push((name.clone(), tolerance));
                }
                _ => drop(own.insert(name.clone(), entry.clone())),
            }
        }
        let default = bounds_of("tolerance.", &own, &mut problems);
        if problems.is_empty() {
            Ok(Self { default, fields })
        } else {
            Err(problems)
        }
    }

    /// The tolerance of the field called `name` at `path` (names joined by dots) below one with
    /// the tolerance `outer`.
    pub(crate) fn of_field(&self, path: &str, name: &str, outer: Tolerance) -> Tolerance {
        let named = |wanted: &str| self.fields.iter().find(|(field, _)| field == wanted);
        named(path)
            .or_else(|| named(name))
            .map_or(outer, |(_, tolerance)| *tolerance)
    }
}

fn is_bound(name: &str) -> bool {
    matches!(name, "rel" | "abs" | "abs_of_max")
}

fn bounds_of(prefix: &str, entries: &Map<String, Value>, problems: &mut Vec<String>) -> Tolerance {
    let mut tolerance = Tolerance::default();
    for (name, entry) in entries {
        let bound = match name.as_str() {
            "rel" => &mut tolerance.rel,
            "abs" => &mut tolerance.abs,
            "abs_of_max" => &mut tolerance.abs_of_max,
            _ => {
                problems.push(format!(
                    "`{prefix}{name}` is neither `rel`, `abs`, `abs_of_max` nor a field's own entry"
                ));
                continue;
            }
        };
        match entry.as_f64() {
            Some(number) if number >= 0.0 => *bound = Some(number),
            _ => problems.push(format!(
                "`{prefix}{name}` is {entry}, not a number of 0 or more"
            )),
        }
    }
    tolerance
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Tolerance, Tolerances};

    #[test]
    fn a_fields_own_entry_replaces_the_default_below_it() {
        let all = Tolerances::parse(&json!({
            "rel": 1e-12, "abs_of_max": 1e-12, "pieces": {"abs": 0}, "gwp.use": {"rel": 1e-4}
        }))
        .unwrap();
        let pieces = all.of_field("pieces", "pieces", all.default);
        assert_eq!(pieces.bound(10.0, Some(1e6)), Some(0.0));
        let gwp = all.of_field("gwp", "gwp", all.default);
        assert_eq!(gwp, all.default);
        assert_eq!(all.of_field("gwp.use", "use", gwp).rel, Some(1e-4));
        assert_eq!(all.of_field("adp.use", "use", gwp).rel, Some(1e-12));
    }

    #[test]
    fn the_widest_bound_given_holds() {
        let tolerance = Tolerance {
            rel: Some(0.1),
            abs: Some(0.5),
            abs_of_max: Some(0.01),
        };
        assert_eq!(tolerance.bound(1.0, Some(10.0)), Some(0.5));
        assert_eq!(tolerance.bound(-10.0, Some(10.0)), Some(1.0));
        assert_eq!(tolerance.bound(0.0, Some(1000.0)), Some(10.0));
        assert_eq!(tolerance.bound(0.0, None), Some(0.5));
        assert_eq!(Tolerance::default().bound(1.0, None), None);
    }

    #[test]
    fn every_fault_is_listed() {
        let problems = Tolerances::parse(&json!({
            "rel": -1, "absolute": 1, "abs": {"rel": 0}, "x": {}, "y": {"rel": "small"}
        }))
        .unwrap_err();
        let text = problems.join("\n");
        for part in [
            "tolerance.rel",
            "tolerance.absolute",
            "tolerance.abs`",
            "tolerance.x`",
            "tolerance.y.rel",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(Tolerances::parse(&json!(1e-9)).is_err());
    }
}
