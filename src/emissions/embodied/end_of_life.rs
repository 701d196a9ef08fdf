use crate::circularity::CircularityError;
use crate::circularity::cff::{
    Allocation, CircularFootprint, EnergyRecovery, RecycledInput, RecyclingAfterUse,
};
use crate::quantity::{Factor, Impact, ImpactCategory, PerMass, Quantity, Ratio, Share};

/// Impact per mass of material.
type PerKg<C> = Factor<Impact<C>, PerMass>;

/// How recycling before and after use is shared between a product and those before and after it.
///
/// # Equation
/// Per mass of material, without energy recovery:
/// ```text
/// cut-off                (1 − R1)·Ev + R1·E_recycled + (1 − R2)·E_D
/// end-of-life recycling  Ev + R2·(E_recyclingEoL − E*_v·Qsout/Qp) + (1 − R2)·E_D
/// 50/50                  the mean of the two
///
/// R1                   share of the material that is recycled when it comes in [1]
/// R2                   share of it that is recycled after use [1]
/// Ev                   impact of virgin material [unit of C / kg]
/// E_recycled           impact of recycled material [unit of C / kg]
/// E_recyclingEoL, E*_v impact of recycling after use, and of what it replaces [unit of C / kg]
/// Qsout/Qp             quality of the recycled material over that of the primary one [1]
/// E_D                  impact of disposal [unit of C / kg]
/// ```
///
/// | approach | also called | is the circular footprint formula at |
/// |---|---|---|
/// | [`CutOff`](Self::CutOff) | recycled content, 100-0 | `A` = 1 |
/// | [`FiftyFifty`](Self::FiftyFifty) | 50-50 | `A` = 0.5, if `Qsin/Qp` = 1 |
/// | [`EndOfLifeRecycling`](Self::EndOfLifeRecycling) | avoided burden, 0-100 | `A` = 0, if `R1` = 0 |
///
/// The computation is that of [`circularity::cff`](crate::circularity::cff). Other rules are
/// called 50/50 as well, which also halve disposal.
///
/// # Source
/// Schrijvers, Loubet and Sonnemann, "Developing a systematic framework for consistent
/// allocation in LCA", *International Journal of Life Cycle Assessment* 21 (2016), for the names;
/// Commission Recommendation (EU) 2021/2279, Annex I, section 4.4.8, for the symbols.
///
/// # Example
/// ```
/// use ict_impact::circularity::cff::{RecycledInput, RecyclingAfterUse};
/// use ict_impact::emissions::EndOfLifeAllocation;
/// use ict_impact::quantity::{ClimateChange, Factor, Impact, PerMass, Share, parse};
/// let kg = |text: &str| parse::<Factor<Impact<ClimateChange>, PerMass>>(text);
/// // a metal: half of it comes recycled, three quarters are recycled after use
/// let input = RecycledInput {
///     share: Share::new(0.5)?,
///     impact: kg("0.5 kgCO2e/kg")?,
///     quality: parse("1 1")?,
/// };
/// let output = RecyclingAfterUse {
///     share: Share::new(0.75)?,
///     impact: kg("0.5 kgCO2e/kg")?,
///     replaced: kg("8 kgCO2e/kg")?,
///     quality: parse("1 1")?,
/// };
/// let by = |approach: EndOfLifeAllocation| {
///     approach.footprint(kg("8 kgCO2e/kg").unwrap(), input, output, kg("0 kgCO2e/kg").unwrap())
/// };
/// assert_eq!(by(EndOfLifeAllocation::CutOff)?.total(), kg("4.25 kgCO2e/kg")?);
/// // 8 + 0.75 · (0.5 − 8)
/// assert_eq!(by(EndOfLifeAllocation::EndOfLifeRecycling)?.total(), kg("2.375 kgCO2e/kg")?);
/// assert_eq!(by(EndOfLifeAllocation::FiftyFifty)?.total(), kg("3.3125 kgCO2e/kg")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EndOfLifeAllocation {
    /// Recycled material comes with the burden of recycling it, and leaves without a credit.
    CutOff,
    /// Half of the burdens and credits of recycling, before and after use.
    FiftyFifty,
    /// Recycling after use is credited with what it replaces; recycled material that comes in
    /// counts as virgin, since its credit was given before.
    EndOfLifeRecycling,
}

impl EndOfLifeAllocation {
    /// The footprint of a material by this approach.
    ///
    /// # Errors
    /// As [`CircularFootprint::new`].
    pub fn footprint<C: ImpactCategory>(
        self,
        virgin: PerKg<C>,
        recycled_input: RecycledInput<C>,
        recycling: RecyclingAfterUse<C>,
        disposal: PerKg<C>,
    ) -> Result<CircularFootprint<C>, CircularityError> {
        let as_good_as_new = RecycledInput {
            quality: Ratio::from_checked(1.0),
            ..recycled_input
        };
        let (own, input) = match self {
            Self::CutOff => (Share::WHOLE, recycled_input),
            Self::FiftyFifty => (Share::from_checked(0.5), as_good_as_new),
            Self::EndOfLifeRecycling => (
                Share::NONE,
                RecycledInput {
                    share: Share::NONE,
                    ..as_good_as_new
                },
            ),
        };
        let none = (Share::NONE, Factor::from_checked(0.0));
        let no_recovery = EnergyRecovery {
            share: Share::NONE,
            impact: Factor::from_checked(0.0),
            lower_heating_value: Factor::from_checked(0.0),
            heat: none,
            electricity: none,
        };
        let allocation = Allocation {
            material: own,
            energy: Share::NONE,
        };
        CircularFootprint::new(virgin, input, recycling, no_recovery, disposal, allocation)
    }
}
