use crate::review::amount::total;

/// Lets the largest value take what rounding left, so that all sum to `whole` exactly.
pub(super) fn close(whole: f64, fixed: &[f64], values: &mut [f64]) {
    let largest = (0..values.len()).max_by(|&a, &b| {
        let size = |at: usize| values.get(at).copied().unwrap_or_default().abs();
        size(a).total_cmp(&size(b))
    });
    let Some(largest) = largest else { return };
    if settle(whole, fixed, values, largest) {
        return;
    }
    // the exact remainder lies half-way between two numbers: a step of a smaller value moves it
    for at in (0..values.len()).filter(|&at| at != largest) {
        let Some(&kept) = values.get(at) else {
            continue;
        };
        if kept == 0.0 {
            continue;
        }
        for step in [kept.next_up(), kept.next_down()] {
            set(values, at, step);
            if settle(whole, fixed, values, largest) {
                return;
            }
        }
        set(values, at, kept);
    }
    settle(whole, fixed, values, largest);
}

/// Sets the value at `largest` to the remainder, and says whether all then sum to `whole`.
fn settle(whole: f64, fixed: &[f64], values: &mut [f64], largest: usize) -> bool {
    let others = values.iter().enumerate().filter(|value| value.0 != largest);
    let taken = fixed.iter().chain(others.map(|value| value.1));
    let rest = total(core::iter::once(whole).chain(taken.map(|value| -value)));
    set(values, largest, rest);
    total(fixed.iter().chain(values.iter()).copied()) == whole
}

fn set(values: &mut [f64], at: usize, value: f64) {
    if let Some(slot) = values.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_in_the_remainder_is_settled_elsewhere() {
        // 2⁵³ + 2 less 1 lies half-way between 2⁵³ and 2⁵³ + 2
        let whole = 9_007_199_254_740_994.0;
        let mut values = [1.0, 5.0];
        close(whole, &[], &mut values);
        assert_eq!(total(values), whole);
        let odd = whole + 4.0;
        let mut values = [odd, 1.0];
        close(odd, &[], &mut values);
        assert_eq!(total(values), odd);
    }
}
