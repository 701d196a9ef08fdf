//! Where the figures are from, and which part of the report rests on which.

use std::collections::{BTreeMap, BTreeSet};

use ict_impact::reference::gwp::gwp;
use ict_impact::reference::{component_factors, device_archetypes, groups, server_archetypes};
use ict_impact::source::SourceId;

use super::input::Inputs;
use super::input::classes::{Base, Class};
use super::input::direct::GWP;
use super::model::Results;
use super::report::{Badge, Figure, Source, Tone, id_on_page};

/// What a figure can rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Numbers of devices, meters, contracts, activity.
    Inventory,
    Grids,
    ResidualMixes,
    Losses,
    Devices,
    Direct,
    Services,
    /// Which countries are least developed ones.
    Groups,
}

impl Part {
    /// Everything that emissions rest on.
    pub(crate) const ALL: [Self; 7] = [
        Self::Inventory,
        Self::Grids,
        Self::ResidualMixes,
        Self::Losses,
        Self::Devices,
        Self::Direct,
        Self::Services,
    ];
}

/// The sources, each once, and what they are used for.
#[derive(Debug)]
pub(crate) struct Sources {
    list: Vec<Source>,
    /// Where each text of the inventory stands in the list.
    stated: BTreeMap<String, String>,
    uses: Vec<(Part, String, String)>,
}

impl Sources {
    pub(crate) fn of(results: &Results) -> Self {
        let mut sources = Self {
            list: Vec::new(),
            stated: BTreeMap::new(),
            uses: Vec::new(),
        };
        let inputs = &results.inputs;
        sources.inventory(inputs);
        let figures = results.footprint.grids().iter();
        let ids: BTreeSet<&SourceId> = figures.map(|figure| &figure.figure().source).collect();
        for id in ids {
            sources.registered(Part::Grids, id, "carbon intensity of the grids");
        }
        for row in &inputs.own_grids {
            let detail = format!("grid of {} in {}", row.country, row.year);
            sources.stated(Part::Grids, &row.source, &detail);
        }
        for row in &inputs.residual_mixes {
            let detail = format!("residual mix of {} in {}", row.country, row.year);
            sources.stated(Part::ResidualMixes, &row.source, &detail);
        }
        for row in &inputs.losses {
            let detail = format!("losses of the grid of {}", row.country);
            sources.stated(Part::Losses, &row.source, &detail);
        }
        for class in &inputs.classes {
            sources.class(class);
        }
        for factor in &inputs.direct_sources.factors {
            sources.stated(Part::Direct, factor, "direct emissions");
        }
        for refrigerant in &inputs.direct_sources.refrigerants {
            for (gas, share) in refrigerant.components() {
                let detail = format!("what {refrigerant} is made of");
                sources.registered(Part::Direct, &share.source, &detail);
                if let Some(gwp) = gwp(gas, GWP.set, GWP.horizon) {
                    sources.registered(Part::Direct, &gwp.source, "global warming potentials");
                }
            }
        }
        for row in &inputs.services {
            if let Some(source) = &row.source {
                sources.stated(Part::Services, source, row.service.name());
            }
            if let Some(network) = row.network {
                let detail = format!("{}: {}", row.service.name(), network.id());
                sources.registered(Part::Services, &network.intensity().source, &detail);
            }
        }
        if !results.least_developed().is_empty()
            && let Ok(group) = groups::group("LDC")
            && let Some(group) = groups::source(group)
        {
            sources.registered(Part::Groups, &group.source, "least developed countries");
        }
        sources
    }

    fn inventory(&mut self, inputs: &Inputs) {
        let source = if inputs.shipped {
            let invented = Badge::new(
                "invented",
                "Made up for this example: no such company is meant.",
                Tone::Care,
            );
            let title = "Sample inventory of this example: numbers, meters, contracts and activity of a company that does not exist";
            Source::new("inventory", title, "MIT OR Apache-2.0").badge(invented)
        } else {
            Source::new("inventory", &inputs.from, "not stated").badge(own())
        };
        self.list.push(source);
        let detail = "numbers, meters, contracts, activity";
        let entry = (Part::Inventory, "inventory".to_owned(), detail.to_owned());
        self.uses.push(entry);
    }

    fn class(&mut self, class: &Class) {
        match class.base {
            Base::Archetype(id) => {
                if let Ok(device) = device_archetypes::archetype(id) {
                    let source = device.embodied().source;
                    self.registered(Part::Devices, &source, "typical devices");
                }
            }
            Base::Server(id, _) => {
                if let Ok(server) = server_archetypes::server(id) {
                    let detail = "parts and power of typical servers";
                    self.registered(Part::Devices, &server.source().0, detail);
                }
                let ids: BTreeSet<SourceId> =
                    component_factors::sources().map(|(_, id, _)| id).collect();
                for id in ids {
                    self.registered(Part::Devices, &id, "making of the parts of servers");
                }
            }
            Base::Own => {}
        }
        if let Some(text) = &class.source {
            self.stated(Part::Devices, text, class.device.name());
        }
    }

    /// A source of the library's register.
    fn registered(&mut self, part: Part, id: &SourceId, detail: &str) {
        if let Some(source) = Source::embedded(id) {
            if !self.list.iter().any(|other| other.id == source.id) {
                self.list.push(source);
            }
            self.used(part, id_on_page(id), detail);
        }
    }

    /// A source that the inventory states in words: what it is, and after a colon what it says.
    fn stated(&mut self, part: Part, text: &str, detail: &str) {
        let known = self.stated.get(text).cloned();
        let id = known.unwrap_or_else(|| {
            let id = format!("stated-{}", 1 + self.stated.len());
            let source = match text.split_once(": ") {
                Some((title, says)) => Source::new(&id, title, "not stated").note(says),
                None => Source::new(&id, text, "not stated"),
            };
            self.list.push(source.badge(own()));
            self.stated.insert(text.to_owned(), id.clone());
            id
        });
        self.used(part, id, detail);
    }

    /// Notes a use, once for each part, source and detail.
    fn used(&mut self, part: Part, id: String, detail: &str) {
        let known = self
            .uses
            .iter_mut()
            .find(|one| one.0 == part && one.1 == id);
        match known {
            None => self.uses.push((part, id, detail.to_owned())),
            Some((.., details)) if details.split("; ").all(|known| known != detail) => {
                details.push_str("; ");
                details.push_str(detail);
            }
            Some(_) => {}
        }
    }

    /// The figure with the sources of these parts.
    pub(crate) fn cite(&self, figure: Figure, parts: &[Part]) -> Figure {
        let used = self.uses.iter().filter(|(part, ..)| parts.contains(part));
        used.fold(figure, |figure, (_, id, detail)| figure.source(id, detail))
    }

    pub(crate) fn list(&self) -> &[Source] {
        &self.list
    }
}

fn own() -> Badge {
    Badge::new(
        "user’s own",
        "Stated in the inventory; not checked by the program.",
        Tone::Plain,
    )
}
