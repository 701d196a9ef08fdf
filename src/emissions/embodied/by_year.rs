use super::super::EmissionsError;
use crate::quantity::{Impact, ImpactCategory, Quantity};
use crate::time::Year;

/// What becomes of the impact that is not yet attributed when a device is replaced before the
/// end of its expected life.
///
/// Attributing to each year of use only its share of the expected life forgets the rest: whoever
/// replaces devices early would report less the earlier they do it, though more devices are made.
/// Both treatments attribute the rest, to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RemainingLife {
    /// The device is not used again: the first user answers for the rest in the last year of
    /// use.
    WrittenOff,
    /// The device is used again, for this number of years from the next year on: the second user
    /// answers for the rest, in equal parts a year.
    PassedOn {
        /// Years of the second use, at least 1.
        years: u16,
    },
}

/// How the embodied impact of a device is attributed to calendar years and to its users.
///
/// # Equation
/// ```text
/// first user    M_y = TE / N                       y_0 ≤ y ≤ y_r, at most N years
///               M_y = TE / N + R                   y = y_r, if the rest is written off
/// second user   M_y = R / N_2                      y_r < y ≤ y_r + N_2, if it is passed on
///
/// R = TE · (1 − n / N)                             n = y_r − y_0 + 1, at most N
///
/// M_y   impact attributed to the year y [unit of C]
/// TE    total embodied impact of the device [unit of C]
/// y_0   year of acquisition, which counts whole
/// N     expected life [a]; 1 attributes the whole in the year of acquisition
/// y_r   last year of use by the first user; without replacement y_0 + N − 1
/// N_2   years of the second use [a]
/// ```
/// All years and users together are exactly `TE`, and no part of them is more: each year gets
/// what its end has above its beginning, and the ends are rounded so that they differ exactly.
///
/// # Source
/// Linear over the expected life: ISO/IEC 21031:2024, embodied emissions. Whole in the year of
/// acquisition: GHG Protocol Scope 3 Standard (2011), box 5.4. The two treatments of the rest are
/// this library's: the standards leave it open.
///
/// # Example
/// ```
/// use ict_impact::emissions::{RemainingLife, YearlyAttribution};
/// use ict_impact::quantity::Co2e;
/// use ict_impact::time::Year;
/// let laptop = Co2e::from_kg(200.0);
/// let year = |number| Year::new(number).unwrap();
/// let four_years = YearlyAttribution::linear(year(2020), 4)?;
/// assert_eq!(four_years.first_user(laptop, year(2023)), Co2e::from_kg(50.0));
/// assert_eq!(four_years.first_user(laptop, year(2024)), Co2e::ZERO);
///
/// // replaced at the end of 2021: 100 kg are left
/// let scrapped = four_years.replaced(year(2021), RemainingLife::WrittenOff)?;
/// assert_eq!(scrapped.first_user(laptop, year(2021)), Co2e::from_kg(150.0));
/// let reused = four_years.replaced(year(2021), RemainingLife::PassedOn { years: 5 })?;
/// assert_eq!(reused.first_user(laptop, year(2021)), Co2e::from_kg(50.0));
/// assert_eq!(reused.second_user(laptop, year(2026)), Co2e::from_kg(20.0));
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearlyAttribution {
    acquired: Year,
    expected: u16,
    replaced: Option<(Year, RemainingLife)>,
}

impl YearlyAttribution {
    /// In equal parts over the expected life in years, the year of acquisition being the first.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] if the life is zero.
    pub fn linear(acquired: Year, expected_life: u16) -> Result<Self, EmissionsError> {
        Ok(Self {
            acquired,
            expected: at_least_one("expected life", expected_life)?,
            replaced: None,
        })
    }

    /// The whole in the year of acquisition, as scope 3 has capital goods.
    pub const fn in_year_of_acquisition(acquired: Year) -> Self {
        Self {
            acquired,
            expected: 1,
            replaced: None,
        }
    }

    /// The same device, replaced by the first user after this last year of use. After the
    /// expected life there is nothing left to write off or to pass on.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] if it was replaced before it was acquired, or passed on for
    /// no year.
    pub fn replaced(
        self,
        last_year_of_use: Year,
        rest: RemainingLife,
    ) -> Result<Self, EmissionsError> {
        if last_year_of_use < self.acquired {
            return Err(EmissionsError::OutOfRange {
                field: "last year of use",
                given: alloc::format!("{last_year_of_use}"),
                accepted: "not before the year of acquisition",
            });
        }
        if let RemainingLife::PassedOn { years } = rest {
            at_least_one("years of the second use", years)?;
        }
        Ok(Self {
            replaced: Some((last_year_of_use, rest)),
            ..self
        })
    }

    /// What the first user answers for in this year, of a device with this impact. A NaN or
    /// infinite impact gives NaN or an infinity in each year that it falls in.
    pub fn first_user<C: ImpactCategory>(self, total: Impact<C>, year: Year) -> Impact<C> {
        let years = year.since(self.acquired) + 1;
        let by_end_of = |years| self.attributed(total.base(), years);
        Impact::from_checked(by_end_of(years) - by_end_of(years - 1))
    }

    /// What the second user answers for in this year: nothing unless the device was passed on. A
    /// NaN or infinite impact gives NaN or an infinity in each year that it falls in.
    pub fn second_user<C: ImpactCategory>(self, total: Impact<C>, year: Year) -> Impact<C> {
        let Some((last, RemainingLife::PassedOn { years })) = self.replaced else {
            return Impact::ZERO;
        };
        let used = last.since(self.acquired) + 1;
        let rest = total.base() - linear_part(total.base(), used, self.expected);
        let by_end_of = |used| linear_part(rest, used, years);
        let used_again = year.since(last);
        Impact::from_checked(by_end_of(used_again) - by_end_of(used_again - 1))
    }

    /// What is attributed to the first user by the end of this number of years.
    fn attributed(self, total: f64, years: i32) -> f64 {
        let used = |last: Year| last.since(self.acquired) + 1;
        match self.replaced {
            Some((last, RemainingLife::WrittenOff)) if years >= used(last) => total,
            Some((last, _)) => linear_part(total, years.min(used(last)), self.expected),
            None => linear_part(total, years, self.expected),
        }
    }
}

fn at_least_one(field: &'static str, years: u16) -> Result<u16, EmissionsError> {
    if years == 0 {
        return Err(EmissionsError::OutOfRange {
            field,
            given: alloc::format!("{years} a"),
            accepted: "at least 1 a",
        });
    }
    Ok(years)
}

/// `total · years / of`, between nothing and all of it, and a multiple of a step so large that
/// the total, what is left of it, and any two parts differ by exactly what they should.
fn linear_part(total: f64, years: i32, of: u16) -> f64 {
    if years <= 0 {
        return 0.0;
    }
    if years >= i32::from(of) {
        return total;
    }
    let part = total * (f64::from(years) / f64::from(of));
    // The sum keeps only the bits of the part that the total has as well. Halves do not overflow.
    let half = total * 0.5;
    ((half + part * 0.5) - half) * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn year(number: i64) -> Year {
        Year::new(number).unwrap()
    }

    fn first(
        life: YearlyAttribution,
        years: core::ops::RangeInclusive<i64>,
    ) -> alloc::vec::Vec<f64> {
        years
            .map(|number| life.first_user(Co2e::from_kg(120.0), year(number)).kg())
            .collect()
    }

    #[test]
    fn the_whole_falls_in_the_year_of_acquisition() {
        let goods = YearlyAttribution::in_year_of_acquisition(year(2020));
        assert_eq!(first(goods, 2019..=2021), [0.0, 120.0, 0.0]);
        let same = YearlyAttribution::linear(year(2020), 1).unwrap();
        assert_eq!(goods, same);
        let replaced = goods
            .replaced(year(2022), RemainingLife::WrittenOff)
            .unwrap();
        assert_eq!(first(replaced, 2019..=2023), [0.0, 120.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_rest_is_written_off_in_the_last_year_of_use() {
        let life = YearlyAttribution::linear(year(2020), 4).unwrap();
        assert_eq!(first(life, 2019..=2024), [0.0, 30.0, 30.0, 30.0, 30.0, 0.0]);
        let off = life
            .replaced(year(2021), RemainingLife::WrittenOff)
            .unwrap();
        assert_eq!(first(off, 2019..=2023), [0.0, 30.0, 90.0, 0.0, 0.0]);
        let at_once = life
            .replaced(year(2020), RemainingLife::WrittenOff)
            .unwrap();
        assert_eq!(first(at_once, 2019..=2021), [0.0, 120.0, 0.0]);
        let nothing = Co2e::ZERO;
        assert_eq!(off.second_user(Co2e::from_kg(120.0), year(2022)), nothing);
    }

    #[test]
    fn a_rest_is_passed_on_from_the_next_year() {
        let life = YearlyAttribution::linear(year(2020), 4).unwrap();
        let reused = life
            .replaced(year(2020), RemainingLife::PassedOn { years: 2 })
            .unwrap();
        assert_eq!(first(reused, 2019..=2023), [0.0, 30.0, 0.0, 0.0, 0.0]);
        let second: alloc::vec::Vec<_> = (2019..=2023)
            .map(|number| reused.second_user(Co2e::from_kg(120.0), year(number)).kg())
            .collect();
        assert_eq!(second, [0.0, 0.0, 45.0, 45.0, 0.0]);
    }

    #[test]
    fn a_device_that_outlives_its_expected_life_has_nothing_left() {
        let life = YearlyAttribution::linear(year(2020), 2).unwrap();
        for rest in [
            RemainingLife::WrittenOff,
            RemainingLife::PassedOn { years: 3 },
        ] {
            for last in [2021, 2025] {
                let used = life.replaced(year(last), rest).unwrap();
                assert_eq!(first(used, 2020..=2022), [60.0, 60.0, 0.0], "{used:?}");
                let next = used.second_user(Co2e::from_kg(120.0), year(last + 1));
                assert_eq!(next, Co2e::ZERO);
            }
        }
    }

    #[test]
    fn the_first_and_the_last_year_of_the_calendar_are_years() {
        let life = YearlyAttribution::linear(Year::MIN, 2).unwrap();
        assert_eq!(life.first_user(Co2e::from_kg(120.0), Year::MIN).kg(), 60.0);
        let life = YearlyAttribution::linear(Year::MAX, 2).unwrap();
        let reused = life.replaced(Year::MAX, RemainingLife::PassedOn { years: 1 });
        let last = reused.unwrap().first_user(Co2e::from_kg(120.0), Year::MAX);
        assert_eq!(last.kg(), 60.0);
    }

    #[test]
    fn refuses_lives_of_no_year_and_replacement_before_acquisition() {
        assert!(YearlyAttribution::linear(year(2020), 0).is_err());
        let life = YearlyAttribution::linear(year(2020), 4).unwrap();
        assert!(
            life.replaced(year(2019), RemainingLife::WrittenOff)
                .is_err()
        );
        let none = RemainingLife::PassedOn { years: 0 };
        assert!(life.replaced(year(2021), none).is_err());
    }
}
