//! How much energy may a computer use under Regulation (EU) No 617/2013?
//!
//! | to … | use |
//! |---|---|
//! | say which computer it is, and what it has | [`DesktopComputer`], [`NotebookComputer`] |
//! | find the limit of its typical energy consumption | [`EcodesignComputer::limit`] |
//! | find its typical energy consumption | [`EcodesignComputer::typical_energy`] |
//! | hold one against the other | [`EcodesignComputer::check`] |
//! | find the most power in sleep, off and lowest power state | [`EcodesignComputer::power_maximum`] |
//!
//! The allowances of a desktop cannot be given to a notebook:
//! ```compile_fail
//! use ict_impact::energy::eu_617_2013::{NotebookCategory, NotebookComputer, Tier};
//! let notebook = NotebookComputer::new(NotebookCategory::B, Tier::From2016);
//! let with_card = notebook.with_discrete_audio_card();
//! ```
//!
//! # Source
//! Regulation (EU) No 617/2013, Annex II. Every figure, with what was read where:
//! [`reference::ecodesign_computers`](mod@crate::reference::ecodesign_computers).
//!
//! # What the caller has to know
//! - The category: the text sorts computers by processor cores, memory and graphics card.
//! - The whole memory, as sold: the base memory, which has no allowance, is taken off here.
//! - Internal storages beyond the first.
//! - The class G1 to G7 of each discrete graphics card, and which of them is the first.
//! - Whether the product is exempt as one of high performance.
//!
//! # Example
//! A notebook of category B with 8 GB of memory and a second storage, from 2016.
//! ```
//! use ict_impact::energy::eu_617_2013::{NotebookCategory, NotebookComputer, Tier};
//! use ict_impact::quantity::parse;
//! let notebook = NotebookComputer::new(NotebookCategory::B, Tier::From2016)
//!     .with_memory(parse("8 GB")?)?
//!     .with_additional_storages(1);
//! // 36 + 4 · 0.4 + 3
//! assert_eq!(notebook.limit()?.maximum().to_string(), "40.6 kWh/device");
//! // 8.76 kh · (0.6 · 0.5 + 0.1 · 1 + 0.3 · 10) W
//! let check = notebook.check(parse("0.5 W")?, parse("1 W")?, parse("10 W")?)?;
//! assert_eq!(check.consumption().yearly().to_string(), "29.784 kWh/device");
//! assert!(check.is_met());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod category;
mod computer;

pub use category::Category;
pub use computer::{DesktopComputer, EcodesignComputer, LimitedMode, NotebookComputer};

pub use crate::reference::ecodesign_computers::{
    DesktopCategory, GraphicsClass, NotebookCategory, Tier,
};
