use super::super::EnergyPerDevice;
use super::{DesktopCategory, NotebookCategory, Tier};
use crate::quantity::Information;
use crate::reference::computer_modes::Computer;
use crate::reference::ecodesign_computers::Product;

mod sealed {
    pub trait Sealed {}
}

/// The category of a computer under the Regulation: [`DesktopCategory`] or [`NotebookCategory`].
pub trait Category: sealed::Sealed + Copy {
    #[doc(hidden)]
    const PRODUCT: Product;
    #[doc(hidden)]
    const COMPUTER: Computer;
    #[doc(hidden)]
    fn base_energy(self, tier: Tier) -> EnergyPerDevice;
    #[doc(hidden)]
    fn memory_without_allowance(self, tier: Tier) -> Information;
}

macro_rules! categories {
    ($($category:ident: $product:ident;)+) => {$(
        impl sealed::Sealed for $category {}
        impl Category for $category {
            const PRODUCT: Product = Product::$product;
            const COMPUTER: Computer = Computer::$product;
            fn base_energy(self, tier: Tier) -> EnergyPerDevice {
                self.base(tier).value
            }
            fn memory_without_allowance(self, tier: Tier) -> Information {
                self.base_memory(tier).value
            }
        }
    )+};
}
categories! {
    DesktopCategory: Desktop;
    NotebookCategory: Notebook;
}
