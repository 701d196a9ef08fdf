use crate::quantity::{
    Denominator, Energy, Factor, Impact, ImpactCategory, Information, Power, Quantity, Ratio, Share,
};

/// A quantity of which a [`Profile`](super::Profile) has one value per interval.
///
/// It is an [amount](IntervalAmount) or a [mean](IntervalMean); the quantity says which.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an amount nor a mean of an interval of time",
    note = "profiles are of energy, power, impacts, data, shares, ratios and factors such as a carbon intensity"
)]
pub trait IntervalQuantity: Quantity {
    #[doc(hidden)]
    const IS_AMOUNT: bool;
}

/// An amount that flows in an interval: the parts of the interval add up to it.
///
/// Energy, impacts such as CO2e, data. Only amounts have a total:
/// ```compile_fail
/// # use ict_impact::energy::profile::Profile;
/// # use ict_impact::quantity::CarbonIntensity;
/// fn nonsense(grid: &Profile<CarbonIntensity>) {
///     let total = grid.total();
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a mean over an interval, not an amount in it",
    note = "means do not add up: take `mean`, or turn a power into energy first"
)]
pub trait IntervalAmount: IntervalQuantity {}

/// A mean over an interval: weighted by time, the means of its parts are it.
///
/// Power, shares (a load), ratios (a PUE), factors (a carbon intensity).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is an amount in an interval, not a mean over it",
    note = "amounts add up: take `total`, or turn energy into mean power first"
)]
pub trait IntervalMean: IntervalQuantity {}

macro_rules! over_intervals {
    ($($kind:ident, $is_amount:literal: $([$($generic:tt)*] $quantity:ty),+;)+) => {$($(
        impl<$($generic)*> IntervalQuantity for $quantity {
            const IS_AMOUNT: bool = $is_amount;
        }
        impl<$($generic)*> $kind for $quantity {}
    )+)+};
}

over_intervals! {
    IntervalAmount, true: [] Energy, [] Information, [C: ImpactCategory] Impact<C>;
    IntervalMean, false: [] Power, [] Share, [] Ratio, [N: Quantity, D: Denominator] Factor<N, D>;
}
