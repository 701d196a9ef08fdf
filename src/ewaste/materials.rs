//! Which materials are in a flow of devices or e-waste?
//!
//! A [`Composition`] is that of one device: from
//! [`reference::bill_of_materials`](crate::reference::bill_of_materials), or one's own. It is
//! scaled to the mass of the flow: the parts keep their shares, and sum to the mass.
//!
//! The mass of a device in a bill of materials is not the average mass of its UNU-KEY. Scale to
//! the mass of the flow ([`Composition::in_mass`]) where that is known, and to devices
//! ([`Composition::in_devices`]) where the device is that of the bill. Metals in trace, such as
//! gold, are in the boards already: `devices * per_device` of a
//! [`MetalContent`](crate::reference::bill_of_materials::MetalContent) is a part of that mass, and
//! is not added to it.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::TreatmentError;
use super::partition::{not_negative, split};
use crate::numeric::ExactSum;
use crate::quantity::{Devices, Mass, Quantity, QuantityError, Share};
use crate::reference::bill_of_materials::{Bill, Material};

/// The materials of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Composition {
    materials: Vec<Material>,
    masses: Vec<f64>,
    device: f64,
}

impl Composition {
    /// The materials of one device, and their masses in it.
    ///
    /// # Errors
    /// - [`TreatmentError::Repeated`] for a material that is listed twice;
    /// - [`TreatmentError::Negative`], and [`TreatmentError::Quantity`] for a mass that is not
    ///   finite, or as undefined if there is no mass at all.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::materials::Composition;
    /// use ict_impact::quantity::{Share, parse};
    /// use ict_impact::reference::bill_of_materials::Material;
    /// let phone = Composition::new(&[(Material::Plastic, parse("50 g")?), (Material::Copper, parse("150 g")?)])?;
    /// assert_eq!(phone.share(Material::Plastic), Some(Share::new(0.25)?));
    /// assert_eq!(phone.share(Material::Steel), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(parts: &[(Material, Mass)]) -> Result<Self, TreatmentError> {
        let mut parts = parts.to_vec();
        parts.sort_by_key(|(material, _)| *material);
        for pair in parts.windows(2) {
            if pair[0].0 == pair[1].0 {
                let what = pair[0].0.to_string();
                return Err(TreatmentError::Repeated { what });
            }
        }
        let mut masses = Vec::with_capacity(parts.len());
        for &(_, mass) in &parts {
            masses.push(not_negative("a material of a device", mass)?.base());
        }
        let device = masses.iter().collect::<ExactSum>().value()?;
        if device == 0.0 {
            return Err(TreatmentError::Quantity(QuantityError::Undefined {
                ratio: "composition",
                denominator: "mass of the device",
            }));
        }
        Ok(Self {
            materials: parts.iter().map(|(material, _)| *material).collect(),
            masses,
            device,
        })
    }

    /// The materials of a product of the embedded table: those that its source names.
    ///
    /// # Source
    /// See [`reference::bill_of_materials`](crate::reference::bill_of_materials).
    ///
    /// # Errors
    /// As [`new`](Self::new); no product of the table has any.
    ///
    /// # Example
    /// 2706.3475 g, of which 48.72 g copper:
    /// ```
    /// use ict_impact::ewaste::materials::Composition;
    /// use ict_impact::quantity::{Devices, Quantity};
    /// use ict_impact::reference::bill_of_materials::{Material, product};
    /// let laptops = Composition::of(product("laptop")?)?.in_devices(Devices::new(1e6))?;
    /// let copper = laptops.mass(Material::Copper).ok_or("no copper")?;
    /// assert!((copper.get_in("t")? - 48.72).abs() < 1e-9);
    /// assert_eq!(laptops.mass(Material::FerrousMetal), None); // not a word of this source
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(bill: &Bill) -> Result<Self, TreatmentError> {
        let parts: Vec<(Material, Mass)> = bill
            .materials()
            .map(|(material, mass)| (material, mass.value))
            .collect();
        Self::new(&parts)
    }

    /// The mass of one device: the sum of its materials.
    pub fn device_mass(&self) -> Mass {
        Mass::from_checked(self.device)
    }

    /// The share of a material in the mass; none if it is not named.
    pub fn share(&self, material: Material) -> Option<Share> {
        let at = self.materials.binary_search(&material).ok()?;
        Some(Share::from_checked(
            (self.masses[at] / self.device).min(1.0),
        ))
    }

    /// The materials in a mass of such devices.
    ///
    /// # Equation
    /// ```text
    /// m_i = M · b_i / Σ_j b_j       each material but that of the largest share, rounded down
    /// m_l = M − Σ_{i≠l} m_i         the material of the largest share
    ///
    /// M    mass of the flow, kg
    /// b_i  mass of the material i in one device, kg
    /// ```
    /// The materials sum to the flow to the last bit, in any order: see
    /// [`FateShares::split`](super::fates::FateShares::split).
    ///
    /// # Errors
    /// [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] for what is not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::materials::Composition;
    /// use ict_impact::quantity::parse;
    /// use ict_impact::reference::bill_of_materials::Material;
    /// let phone = Composition::new(&[(Material::Plastic, parse("50 g")?), (Material::Copper, parse("150 g")?)])?;
    /// let waste = phone.in_mass(parse("8 t")?)?;
    /// assert_eq!(waste.mass(Material::Copper), Some(parse("6 t")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_mass(&self, flow: Mass) -> Result<MaterialFlow, TreatmentError> {
        let whole = not_negative("a flow of devices", flow)?.base();
        Ok(MaterialFlow {
            materials: self.materials.clone(),
            masses: split(whole, &self.masses, self.device),
            whole,
        })
    }

    /// The materials in a number of such devices.
    ///
    /// # Equation
    /// ```text
    /// M = N · Σ_j b_j       N  devices; the rest as for a mass
    /// ```
    ///
    /// # Errors
    /// As [`in_mass`](Self::in_mass).
    pub fn in_devices(&self, devices: Devices) -> Result<MaterialFlow, TreatmentError> {
        not_negative("a number of devices", devices)?;
        self.in_mass(Mass::from_base(devices.get() * self.device)?)
    }
}

/// The materials in a flow, which sum to its mass.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialFlow {
    materials: Vec<Material>,
    masses: Vec<f64>,
    whole: f64,
}

impl MaterialFlow {
    /// The mass of the flow.
    pub fn whole(&self) -> Mass {
        Mass::from_checked(self.whole)
    }

    /// The mass of a material; none if no composition of the flow names it.
    pub fn mass(&self, material: Material) -> Option<Mass> {
        let at = self.materials.binary_search(&material).ok()?;
        self.masses.get(at).copied().map(Mass::from_checked)
    }

    /// The materials and their masses.
    pub fn iter(&self) -> impl Iterator<Item = (Material, Mass)> {
        let masses = self.masses.iter().copied().map(Mass::from_checked);
        self.materials.iter().copied().zip(masses)
    }

    /// Several flows together: the exact sum of each material over the flows that name it.
    /// Words of different sources for the same thing (steel, ferrous metal) stay apart.
    ///
    /// # Errors
    /// [`TreatmentError::Sum`] if a sum is too large for a number.
    pub fn total_of(flows: &[Self]) -> Result<Self, TreatmentError> {
        let (mut materials, mut masses) = (Vec::new(), Vec::new());
        for material in Material::ALL {
            let mut named = flows
                .iter()
                .filter_map(|flow| flow.mass(material))
                .peekable();
            if named.peek().is_some() {
                materials.push(material);
                masses.push(named.map(Quantity::base).collect::<ExactSum>().value()?);
            }
        }
        let whole = flows.iter().map(|flow| flow.whole).collect::<ExactSum>();
        Ok(Self {
            materials,
            masses,
            whole: whole.value()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::bill_of_materials;

    fn kg(value: f64) -> Mass {
        Mass::from_checked(value)
    }

    #[test]
    fn every_bill_is_a_composition_of_the_mass_it_states() {
        for bill in bill_of_materials::all() {
            let composition = Composition::of(bill).unwrap();
            let gap = composition.device_mass() - bill.total().value;
            assert!(gap.value.abs() < 5e-6, "{}", bill.id());
            let flow = composition.in_mass(kg(12_345.678)).unwrap();
            let sum: f64 = flow.iter().map(|(_, mass)| mass.value).sum();
            assert_eq!(sum, 12_345.678);
        }
    }

    #[test]
    fn wrong_compositions_are_refused() {
        let copper = |mass| (Material::Copper, kg(mass));
        assert!(Composition::new(&[]).is_err());
        assert!(Composition::new(&[copper(0.0)]).is_err());
        assert!(Composition::new(&[copper(1.0), copper(2.0)]).is_err());
        assert!(Composition::new(&[copper(-1.0)]).is_err());
        assert!(Composition::new(&[copper(f64::NAN)]).is_err());
        let composition = Composition::new(&[copper(1.0)]).unwrap();
        assert!(composition.in_mass(kg(-1.0)).is_err());
        assert!(composition.in_devices(Devices::new(f64::INFINITY)).is_err());
        let nothing = composition.in_mass(kg(0.0)).unwrap();
        assert_eq!(nothing.mass(Material::Copper), Some(kg(0.0)));
    }

    #[test]
    fn what_one_flow_does_not_name_another_may() {
        let rack = Composition::of(bill_of_materials::product("server-rack").unwrap());
        let desktop = Composition::of(bill_of_materials::product("desktop").unwrap());
        let one = Devices::new(1.0);
        let flows = [
            rack.unwrap().in_devices(one),
            desktop.unwrap().in_devices(one),
        ];
        let flows = flows.map(Result::unwrap);
        let both = MaterialFlow::total_of(&flows).unwrap();
        let grams = |material| both.mass(material).unwrap().get_in("g").unwrap();
        approx::assert_relative_eq!(grams(Material::FerrousMetal), 14233.0, max_relative = 1e-12);
        approx::assert_relative_eq!(grams(Material::Steel), 3513.2167, max_relative = 1e-12);
        approx::assert_relative_eq!(grams(Material::Aluminium), 2849.0133, max_relative = 1e-12);
        let sum: f64 = both.iter().map(|(_, mass)| mass.value).sum();
        approx::assert_relative_eq!(sum, both.whole().value, max_relative = 1e-15);
    }
}
