//! From values to places on the page: a linear scale with round tick values.

use super::number::{Precision, number, power_of_ten, unit_label};

/// Magnitudes above it stand at the end of their scale: its arithmetic would overflow.
const LARGEST: f64 = 1e300;

/// A linear map of a range of values onto a range of coordinates, with its ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    step: f64,
}

impl Scale {
    /// A scale that covers every finite value of `values`, widened to round ticks.
    ///
    /// `with_zero` makes zero part of it. No value at all gives 0 to 1; one value gives a range
    /// around it.
    pub fn covering(
        values: impl IntoIterator<Item = f64>,
        with_zero: bool,
        ticks: usize,
        (from, to): (f64, f64),
    ) -> Self {
        let mut low = f64::INFINITY;
        let mut high = f64::NEG_INFINITY;
        for v in values.into_iter().filter(|v| v.is_finite()) {
            low = low.min(v.clamp(-LARGEST, LARGEST));
            high = high.max(v.clamp(-LARGEST, LARGEST));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if with_zero {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        // A range narrower than rounding noise has no ticks of its own.
        let size = low.abs().max(high.abs());
        if high - low <= size * 1e-9 {
            let half = if size > 1e-290 { size * 0.5 } else { 0.5 };
            (low, high) = (low - half, high + half);
        }
        let step = nice_step((high - low) / ticks.max(1) as f64);
        Scale {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            from,
            to,
            step,
        }
    }

    /// A scale over exactly `low..=high` with ticks every `step`.
    pub fn fixed(low: f64, high: f64, step: f64, (from, to): (f64, f64)) -> Self {
        Scale {
            low,
            high,
            from,
            to,
            step,
        }
    }

    /// The same values onto other coordinates.
    pub fn onto(&self, from: f64, to: f64) -> Self {
        Scale {
            from,
            to,
            ..self.clone()
        }
    }

    /// Where `value` stands, held inside the range of the scale.
    pub fn place(&self, value: f64) -> f64 {
        let along = value.clamp(-LARGEST, LARGEST) - self.low;
        let share = (along / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }

    /// Lowest and highest value.
    pub fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Tick values, each a multiple of the step, lowest first.
    pub fn ticks(&self) -> Vec<f64> {
        let first = (self.low / self.step).round();
        let count = ((self.high - self.low) / self.step).round().min(1000.0) as usize;
        (0..=count)
            .map(|i| (first + i as f64) * self.step)
            .collect()
    }

    /// The power of 1000 taken out of the tick labels, so that they stay short: 0, 3, 6, −3, …
    pub fn exponent(&self) -> i32 {
        let size = self.low.abs().max(self.high.abs());
        if (1e-3..1e5).contains(&size) || size == 0.0 {
            return 0;
        }
        3 * (libm::floor(libm::log10(size) / 3.0) as i32)
    }

    /// The label of a tick, without the power that [`Scale::unit`] names.
    pub fn label(&self, tick: f64) -> String {
        let step = self.scaled(self.step);
        let decade = decade(step);
        let lead = step / libm::exp10(f64::from(decade));
        // A step of 2.5 has one digit more than its decade.
        let digits = -decade + i32::from(lead > 2.2 && lead < 2.8);
        let decimals = Precision::Decimals(digits.clamp(0, 12) as usize);
        number(self.scaled(tick), decimals)
    }

    /// `value` in the unit that [`Scale::unit`] names.
    pub fn scaled(&self, value: f64) -> f64 {
        value / libm::exp10(f64::from(self.exponent()))
    }

    /// A number shown in that unit: rounded as asked, or to three significant digits where a power
    /// was taken out of it.
    pub fn shown(&self, value: f64, precision: Precision) -> String {
        if self.exponent() == 0 {
            number(value, precision)
        } else {
            number(self.scaled(value), Precision::default())
        }
    }

    /// The unit of the labels: `kg`, `million devices`, `10⁻⁶ kg`.
    pub fn unit(&self, unit: &str) -> String {
        let unit = unit_label(unit);
        let word = match self.exponent() {
            0 => return unit,
            3 => "thousand",
            6 => "million",
            9 => "billion",
            12 => "trillion",
            other => return format!("{} {unit}", power_of_ten(other)),
        };
        format!("{word} {unit}")
    }
}

/// The least of 1, 2, 2.5, 5 × 10ⁿ that is not below `raw`.
fn nice_step(raw: f64) -> f64 {
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = libm::exp10(f64::from(decade(raw)));
    let lead = raw / power;
    let nice = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .find(|n| lead <= n * (1.0 + 1e-9));
    nice.unwrap_or(10.0) * power
}

fn decade(value: f64) -> i32 {
    libm::floor(libm::log10(value) + 1e-9) as i32
}

/// Steps over whole years so that at most `most` labels are shown, the last year among them.
pub fn year_ticks(first: i32, last: i32, most: usize) -> Vec<i32> {
    let span = last.saturating_sub(first).max(0);
    let room = most.max(2) as i32 - 1;
    let step = [1, 2, 5, 10, 20, 50, 100]
        .into_iter()
        .find(|s| span / s <= room)
        .unwrap_or(span.max(1));
    let mut years: Vec<i32> = (0..=span / step).map(|i| last - i * step).collect();
    years.reverse();
    years
}

/// Moves labels apart to at least `gap`, each as little as can be, inside `low..=high`.
///
/// `wanted` must be in ascending order. If there is no room for all, they start at `low` and run
/// past `high`.
pub fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    // With i·gap taken off, "at least gap apart" is "not descending": pool what descends.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (i, &w) in wanted.iter().enumerate() {
        let mut pool = (w - i as f64 * gap, 1);
        while let Some(&(mean, n)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            let total = n + pool.1;
            pool = (
                (mean * n as f64 + pool.0 * pool.1 as f64) / total as f64,
                total,
            );
            pools.pop();
        }
        pools.push(pool);
    }
    let top = (high - wanted.len().saturating_sub(1) as f64 * gap).max(low);
    let means = pools
        .into_iter()
        .flat_map(|(mean, n)| std::iter::repeat_n(mean.max(low).min(top), n));
    means.enumerate().map(|(i, m)| m + i as f64 * gap).collect()
}
