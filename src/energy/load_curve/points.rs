use alloc::vec::Vec;

use crate::energy::EnergyError;
use crate::energy::error::not_negative;
use crate::quantity::{Power, Quantity, Ratio, Share};

/// A measured point of a load curve: what is drawn at a load.
///
/// The power is a [`Power`], or a [`Ratio`] to the thermal design power.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadPoint<Q: Quantity = Power> {
    load: Share,
    power: Q,
}

impl<Q: Quantity> LoadPoint<Q> {
    /// `power` at `load`.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if the power is negative, NaN or infinite. A load outside
    /// 0 to 100 % is refused by [`Share`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::LoadPoint;
    /// use ict_impact::quantity::{Power, Share, parse};
    /// let half = Share::from_percent(50.0)?;
    /// assert!(LoadPoint::new(half, parse::<Power>("150 W")?).is_ok());
    /// assert!(LoadPoint::new(half, parse::<Power>("-1 W")?).is_err());
    /// assert!(Share::from_percent(101.0).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(load: Share, power: Q) -> Result<Self, EnergyError> {
        Ok(Self {
            load,
            power: not_negative("power at a load", power)?,
        })
    }

    /// The load.
    pub const fn load(self) -> Share {
        self.load
    }

    /// What is drawn at that load.
    pub const fn power(self) -> Q {
        self.power
    }
}

/// Power as a function of load, through measured points.
///
/// Between the points the curve is a straight line ([`linear`](Self::linear)), a smooth cubic
/// ([`natural_spline`](Self::natural_spline)) or one polynomial
/// ([`polynomial`](Self::polynomial)). Outside of them it is not defined.
///
/// # Example
/// The curve of a processor relative to its thermal design power of 150 W.
/// ```
/// use ict_impact::energy::{LoadCurve, LoadPoint};
/// use ict_impact::quantity::{Power, Ratio, Share, parse};
/// let point = |load, part: &str| Ok::<_, Box<dyn std::error::Error>>(
///     LoadPoint::new(Share::from_percent(load)?, parse::<Ratio>(part)?)?,
/// );
/// let curve = LoadCurve::linear([
///     point(0.0, "12.5 %")?, point(50.0, "75 %")?, point(100.0, "100 %")?,
/// ])?;
/// let watts: LoadCurve<Power> = curve.of_tdp(parse("160 W")?)?;
/// // halfway from 20 W to 120 W
/// assert_eq!(watts.at(Share::from_percent(25.0)?)?, parse::<Power>("70 W")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LoadCurve<Q: Quantity = Power> {
    points: Vec<LoadPoint<Q>>,
    shape: Shape,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Linear,
    /// The second derivative at each point.
    Spline(Vec<f64>),
    Polynomial,
}

impl<Q: Quantity> LoadCurve<Q> {
    /// A straight line from point to point.
    ///
    /// # Equation
    /// ```text
    /// P = (1 − t) · P_i + t · P_i+1     P    power at load L [W]
    /// t = (L − L_i) / (L_i+1 − L_i)     P_i  power at the point L_i ≤ L [W]
    /// ```
    ///
    /// # Source
    /// The Interpolation plugin of the Impact Framework 1.1.0, method `linear`.
    ///
    /// # Errors
    /// - [`EnergyError::TooFewPoints`] for fewer than two points.
    /// - [`EnergyError::SameLoad`] for two points at one load.
    ///
    /// The order of the points does not matter: each power stays with its load.
    ///
    /// # Example
    /// See [`LoadCurve`].
    pub fn linear(points: impl IntoIterator<Item = LoadPoint<Q>>) -> Result<Self, EnergyError> {
        Ok(Self {
            points: sorted(points)?,
            shape: Shape::Linear,
        })
    }

    /// The natural cubic spline: smooth, and straight at both ends.
    ///
    /// # Equation
    /// ```text
    /// P = A·P_i + B·P_i+1 + ((A³ − A)·M_i + (B³ − B)·M_i+1) · h² / 6
    ///
    /// h = L_i+1 − L_i     B = (L − L_i) / h     A = 1 − B
    /// M_i  second derivative at point i, from equal slopes at the inner points;
    ///      0 at the first and the last
    /// ```
    ///
    /// # Source
    /// The Interpolation plugin of the Impact Framework 1.1.0, method `spline`.
    ///
    /// # Errors
    /// As [`linear`](Self::linear).
    ///
    /// # Example
    /// Through (0 %, 0 W), (50 %, 30 W), (100 %, 20 W): slopes of 60 and −20 W give
    /// M = 6 · (−20 − 60) / (2 · 1) = −240 W in the middle, so that at 25 % the power is
    /// 15 + (0.125 − 0.5) · (−240) · 0.25 / 6 = 18.75 W.
    /// ```
    /// use ict_impact::energy::{LoadCurve, LoadPoint};
    /// use ict_impact::quantity::{Power, Share, parse};
    /// let point = |load, power| Ok::<_, Box<dyn std::error::Error>>(
    ///     LoadPoint::new(Share::from_percent(load)?, parse::<Power>(power)?)?,
    /// );
    /// let curve = LoadCurve::natural_spline([
    ///     point(0.0, "0 W")?, point(50.0, "30 W")?, point(100.0, "20 W")?,
    /// ])?;
    /// assert_eq!(curve.at(Share::from_percent(25.0)?)?, parse("18.75 W")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn natural_spline(
        points: impl IntoIterator<Item = LoadPoint<Q>>,
    ) -> Result<Self, EnergyError> {
        let points = sorted(points)?;
        let shape = Shape::Spline(second_derivatives(&points));
        Ok(Self { points, shape })
    }

    /// The polynomial of lowest degree through all points.
    ///
    /// With more than a handful of points it swings widely between them: prefer
    /// [`natural_spline`](Self::natural_spline).
    ///
    /// # Equation
    /// ```text
    /// P = Σ_i P_i · Π_j≠i (L − L_j) / (L_i − L_j)
    /// ```
    ///
    /// # Source
    /// The Interpolation plugin of the Impact Framework 1.1.0, method `polynomial`.
    ///
    /// # Errors
    /// As [`linear`](Self::linear).
    ///
    /// # Example
    /// The parabola 40 · L² W, of which the points know 0, 10 and 40 W.
    /// ```
    /// use ict_impact::energy::{LoadCurve, LoadPoint};
    /// use ict_impact::quantity::{Power, Share, parse};
    /// let point = |load, power| Ok::<_, Box<dyn std::error::Error>>(
    ///     LoadPoint::new(Share::from_percent(load)?, parse::<Power>(power)?)?,
    /// );
    /// let curve = LoadCurve::polynomial([
    ///     point(0.0, "0 W")?, point(50.0, "10 W")?, point(100.0, "40 W")?,
    /// ])?;
    /// assert_eq!(curve.at(Share::from_percent(25.0)?)?, parse("2.5 W")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn polynomial(points: impl IntoIterator<Item = LoadPoint<Q>>) -> Result<Self, EnergyError> {
        Ok(Self {
            points: sorted(points)?,
            shape: Shape::Polynomial,
        })
    }

    /// The points, by load.
    pub fn points(&self) -> &[LoadPoint<Q>] {
        &self.points
    }

    /// What is drawn at this load.
    ///
    /// # Errors
    /// - [`EnergyError::LoadOutsidePoints`]: nothing is said beyond what was measured.
    /// - [`EnergyError::OutOfRange`] if a spline or polynomial swings below zero or out of the
    ///   numbers there.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::{EnergyError, LoadCurve, LoadPoint};
    /// use ict_impact::quantity::{Power, Share, parse};
    /// let [idle, half] = [Share::NONE, Share::new(0.5)?];
    /// let curve = LoadCurve::linear([
    ///     LoadPoint::new(half, parse::<Power>("90 W")?)?,
    ///     LoadPoint::new(idle, parse("30 W")?)?,
    /// ])?;
    /// assert_eq!(curve.at(Share::new(0.25)?)?, parse("60 W")?);
    /// let beyond = curve.at(Share::WHOLE);
    /// assert!(matches!(beyond, Err(EnergyError::LoadOutsidePoints { .. })));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at(&self, load: Share) -> Result<Q, EnergyError> {
        let after = self.points.partition_point(|point| point.load < load);
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return Err(EnergyError::TooFewPoints { given: 0 });
        };
        let (Some(right), false) = (self.points.get(after.max(1)), load < first.load) else {
            return Err(EnergyError::LoadOutsidePoints {
                load,
                lowest: first.load,
                highest: last.load,
            });
        };
        let left = &self.points[after.max(1) - 1];
        let width = right.load.get() - left.load.get();
        let b = (load.get() - left.load.get()) / width;
        let a = 1.0 - b;
        let line = a * left.power.base() + b * right.power.base();
        let power = match &self.shape {
            Shape::Linear => line,
            Shape::Spline(bend) => {
                let bends =
                    (a * a * a - a) * bend[after.max(1) - 1] + (b * b * b - b) * bend[after.max(1)];
                line + bends * (width * width) / 6.0
            }
            Shape::Polynomial => self.lagrange(load.get()),
        };
        not_negative("power of a load curve", Q::from_checked(power))
    }

    fn lagrange(&self, load: f64) -> f64 {
        let mut power = 0.0;
        for (i, point) in self.points.iter().enumerate() {
            let at = point.load.get();
            let others = self.points.iter().enumerate().filter(|(j, _)| *j != i);
            let weight = others.fold(1.0, |weight, (_, other)| {
                weight * ((load - other.load.get()) / (at - other.load.get()))
            });
            power += weight * point.power.base();
        }
        power
    }
}

impl LoadCurve<Ratio> {
    /// The curve in watts of a processor of this thermal design power.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if the power is negative, NaN or infinite, or becomes so.
    ///
    /// # Example
    /// See [`LoadCurve`].
    pub fn of_tdp(&self, tdp: Power) -> Result<LoadCurve<Power>, EnergyError> {
        let tdp = not_negative("thermal design power", tdp)?;
        let points = self.points.iter();
        let points = points.map(|point| LoadPoint::new(point.load, point.power * tdp));
        let points = points.collect::<Result<Vec<_>, _>>()?;
        match self.shape {
            Shape::Linear => LoadCurve::linear(points),
            Shape::Spline(_) => LoadCurve::natural_spline(points),
            Shape::Polynomial => LoadCurve::polynomial(points),
        }
    }
}

/// At least two points by ascending load, each power with its own load.
fn sorted<Q: Quantity>(
    points: impl IntoIterator<Item = LoadPoint<Q>>,
) -> Result<Vec<LoadPoint<Q>>, EnergyError> {
    let mut points: Vec<_> = points.into_iter().collect();
    if points.len() < 2 {
        return Err(EnergyError::TooFewPoints {
            given: points.len(),
        });
    }
    points.sort_by(|a, b| a.load.get().total_cmp(&b.load.get()));
    match points.windows(2).find(|pair| pair[0].load == pair[1].load) {
        Some(pair) => Err(EnergyError::SameLoad { load: pair[0].load }),
        None => Ok(points),
    }
}

/// Second derivatives of the natural spline: a tridiagonal system, eliminated from the left.
fn second_derivatives<Q: Quantity>(points: &[LoadPoint<Q>]) -> Vec<f64> {
    let width = |i: usize| points[i + 1].load.get() - points[i].load.get();
    let slope = |i: usize| (points[i + 1].power.base() - points[i].power.base()) / width(i);
    let mut upper = alloc::vec![0.0; points.len()];
    let mut bend = alloc::vec![0.0; points.len()];
    for i in 1..points.len() - 1 {
        let pivot = 2.0 * (width(i - 1) + width(i)) - width(i - 1) * upper[i - 1];
        upper[i] = width(i) / pivot;
        bend[i] = (6.0 * (slope(i) - slope(i - 1)) - width(i - 1) * bend[i - 1]) / pivot;
    }
    for i in (1..points.len() - 1).rev() {
        bend[i] -= upper[i] * bend[i + 1];
    }
    bend
}
