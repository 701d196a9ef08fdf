use crate::circularity::CircularityError;
use crate::circularity::error::{not_negative, shares_within};
use crate::quantity::sum;
use crate::quantity::{Mass, Quantity, Share, ratio, text};

/// What a component is made of, as shares of its mass; the rest is virgin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feedstock {
    recycled: Share,
    virgin: f64,
    efficiency: Share,
}

impl Feedstock {
    /// Shares from recycled sources (`F_R`), reused sources (`F_U`) and biological materials
    /// from sustained production (`F_S`). The recycling loses nothing.
    ///
    /// # Errors
    /// [`CircularityError::PartsAboveWhole`] if they are more than the whole.
    pub fn new(
        recycled: Share,
        reused: Share,
        biological: Share,
    ) -> Result<Self, CircularityError> {
        let circular = shares_within(
            "shares of recycled, reused and biological feedstock",
            &[recycled, reused, biological],
        )?;
        Ok(Self {
            recycled,
            virgin: (1.0 - circular).max(0.0),
            efficiency: Share::WHOLE,
        })
    }

    /// The same feedstock, where the process that made its recycled part has this efficiency
    /// (`E_F`).
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] if it is zero though there is recycled feedstock.
    pub fn with_recycling_efficiency(self, efficiency: Share) -> Result<Self, CircularityError> {
        if efficiency == Share::NONE && self.recycled > Share::NONE {
            return Err(CircularityError::OutOfRange {
                field: "efficiency of recycling feedstock",
                given: text(efficiency),
                accepted: "above zero where there is recycled feedstock",
            });
        }
        Ok(Self { efficiency, ..self })
    }
}

/// What becomes of a component after use, as shares of its mass; the rest is landfilled or burnt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndOfUse {
    recycling: Share,
    lost: f64,
    efficiency: Share,
}

impl EndOfUse {
    /// Shares collected for recycling (`C_R`), reuse (`C_U`), composting (`C_C`) and energy
    /// recovery (`C_E`). The recycling loses nothing.
    ///
    /// Energy recovery counts only for biological materials from sustained production that
    /// cannot be put to another use; for all others give none.
    ///
    /// # Errors
    /// [`CircularityError::PartsAboveWhole`] if they are more than the whole.
    pub fn new(
        recycling: Share,
        reuse: Share,
        composting: Share,
        energy_recovery: Share,
    ) -> Result<Self, CircularityError> {
        let collected = shares_within(
            "shares collected for recycling, reuse, composting and energy recovery",
            &[recycling, reuse, composting, energy_recovery],
        )?;
        Ok(Self {
            recycling,
            lost: (1.0 - collected).max(0.0),
            efficiency: Share::WHOLE,
        })
    }

    /// The same fate, where the recycling process has this efficiency (`E_C`).
    #[must_use]
    pub const fn with_recycling_efficiency(self, efficiency: Share) -> Self {
        Self { efficiency, ..self }
    }
}

/// A component or material of a product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    mass: Mass,
    feedstock: Feedstock,
    end_of_use: EndOfUse,
}

impl Component {
    /// A component of this mass.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(
        mass: Mass,
        feedstock: Feedstock,
        end_of_use: EndOfUse,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            mass: not_negative("mass of a component", mass)?,
            feedstock,
            end_of_use,
        })
    }

    fn virgin(self) -> f64 {
        self.mass.value * self.feedstock.virgin
    }

    fn lost(self) -> f64 {
        self.mass.value * self.end_of_use.lost
    }

    fn waste_of_feedstock(self) -> f64 {
        let Feedstock {
            recycled,
            efficiency,
            ..
        } = self.feedstock;
        if recycled == Share::NONE {
            return 0.0;
        }
        self.mass.value * efficiency.rest().get() * recycled.get() / efficiency.get()
    }

    fn waste_of_recycling(self) -> f64 {
        let end = self.end_of_use;
        self.mass.value * end.efficiency.rest().get() * end.recycling.get()
    }
}

/// The material flows of a product: those of its components, added.
///
/// # Equation
/// ```text
/// V  = M · (1 − F_R − F_U − F_S)          virgin feedstock [kg]
/// W0 = M · (1 − C_R − C_U − C_C − C_E)    landfilled or burnt after use [kg]
/// WF = M · (1 − E_F) · F_R / E_F          lost in making recycled feedstock [kg]
/// WC = M · (1 − E_C) · C_R                lost in recycling after use [kg]
/// W  = W0 + (WF + WC) / 2                 unrecoverable waste [kg]
///
/// M                        mass of the component [kg]
/// F_R, F_U, F_S, E_F       see Feedstock [1]
/// C_R, C_U, C_C, C_E, E_C  see EndOfUse [1]
/// ```
/// Half of the waste of recycling belongs to this product, half to the one before or after it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MaterialFlows {
    /// Mass of the product, `M`.
    pub mass: Mass,
    /// Virgin feedstock, `V`.
    pub virgin: Mass,
    /// Mass landfilled or burnt after use, `W0`.
    pub lost: Mass,
    /// Waste of making recycled feedstock, `WF`.
    pub waste_of_feedstock: Mass,
    /// Waste of recycling after use, `WC`.
    pub waste_of_recycling: Mass,
}

impl MaterialFlows {
    /// The flows of a product made of these components.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a flow is too large for a number.
    pub fn of_bill_of_materials(components: &[Component]) -> Result<Self, CircularityError> {
        let add = |flow: fn(Component) -> f64| {
            sum(components
                .iter()
                .map(|&component| Mass::from_checked(flow(component))))
        };
        Ok(Self {
            mass: add(|component| component.mass.value)?,
            virgin: add(Component::virgin)?,
            lost: add(Component::lost)?,
            waste_of_feedstock: add(Component::waste_of_feedstock)?,
            waste_of_recycling: add(Component::waste_of_recycling)?,
        })
    }

    /// The flows of several products or assemblies together.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a flow is too large for a number.
    pub fn total_of(products: &[Self]) -> Result<Self, CircularityError> {
        let add = |flow: fn(&Self) -> Mass| sum(products.iter().map(flow));
        Ok(Self {
            mass: add(|it| it.mass)?,
            virgin: add(|it| it.virgin)?,
            lost: add(|it| it.lost)?,
            waste_of_feedstock: add(|it| it.waste_of_feedstock)?,
            waste_of_recycling: add(|it| it.waste_of_recycling)?,
        })
    }

    /// Unrecoverable waste, `W`.
    pub fn waste(&self) -> Mass {
        self.lost + (self.waste_of_feedstock + self.waste_of_recycling) / 2.0
    }

    /// The linear flow index: 0 for a product without virgin feedstock and waste, 1 for a linear
    /// one.
    ///
    /// # Equation
    /// ```text
    /// LFI = (V + W) / (2M + (WF − WC)/2)
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if the product has no mass.
    pub fn linear_flow_index(&self) -> Result<Share, CircularityError> {
        let linear = self.virgin + self.waste();
        let all = self.mass * 2.0 + (self.waste_of_feedstock - self.waste_of_recycling) / 2.0;
        let index = ratio(linear, all, "linear flow index", "mass of the product")?;
        // At most 1 but for rounding: W0 + WC ≤ M and V ≤ M.
        Ok(Share::new(index.value.min(1.0))?)
    }
}
