//! Charts of a review as it might be, and of one that is as awkward as can be.

use crate::report::{
    BridgeChart, Chart, DecompositionChart, Entry, Estimate, ParetoChart, Precision, RankChart,
    TrajectoryChart, WhiskerChart,
};

/// What is kept back in every chart of [`nasty`].
pub(crate) fn withheld() -> Entry {
    Entry::withheld("fewer than three reporters")
}

/// A name without a place to break it.
pub(crate) const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
/// A name of many words.
pub(crate) const WORDY: &str =
    "Telecommunication operators of the landlocked developing countries that lease their towers";

/// One chart of each kind, with its id, as a reader would meet it.
pub(crate) fn usual() -> Vec<(&'static str, Chart)> {
    let bridge = BridgeChart::new("ktCO2e")
        .level("2020–2021, as published", 912.0)
        .restatement("Method", 31.0)
        .restatement("Factor or GWP", -12.5)
        .restatement("Activity data", 0.4)
        .restatement("Not stated", 6.1)
        .level("2020–2021, restated", 937.0)
        .change("Like for like", -48.0)
        .change("New reporters", 22.0)
        .change("Drop-outs", -9.0)
        .level("2022–2023", 902.0);
    let linear = (2020..=2030).map(|y| (y, 100.0 - 4.5 * f64::from(y - 2020)));
    let geometric = (2020..=2030).map(|y| {
        let share = f64::from(y - 2020) / 10.0;
        (y, 100.0 * libm::pow(0.55, share))
    });
    let trajectory = TrajectoryChart::new("MtCO2e", "95 % interval", "off track")
        .observed(2020, Estimate::between(100.0, 92.0, 108.0))
        .observed(2021, Estimate::between(99.0, 91.0, 107.5))
        .observed(2022, Entry::missing("not reported"))
        .observed(2023, Estimate::between(95.2, 89.0, 102.0))
        .observed(2024, Estimate::between(93.0, 86.0, 99.0))
        .path("linear path", linear)
        .path("geometric path", geometric)
        .projected(2030, Estimate::between(83.4, 68.0, 98.0))
        .target(2030, 55.0);
    let factors = [
        "Users",
        "Devices per user",
        "kWh per device",
        "gCO₂ per kWh",
    ];
    let decomposition = DecompositionChart::new("ktCO2e", factors)
        .groups_are("Country")
        .group("Kenya", 5.5, [12.0, 6.5, -9.0, -4.0])
        .group("India", -31.0, [40.0, 22.0, -60.0, -33.0])
        .group("Estonia", -1.1, [0.2, 0.1, -0.4, -1.0]);
    let whiskers = WhiskerChart::new("gCO2e/kWh", "95 % interval")
        .items_are("Group")
        .item("World", Estimate::between(463.0, 450.0, 479.0))
        .item("Africa", Estimate::between(512.0, 455.0, 601.0))
        .item("LDC", withheld())
        .item("SIDS", Entry::missing("not published: coverage 16.6 %"))
        .item("Europe", Estimate::between(251.0, 244.0, 259.0))
        .item("Oceania", 430.0);
    let ranks = RankChart::new("Country", "95 % interval")
        .ranked("Estonia", 1, (1, 2))
        .ranked("Kenya", 2, (1, 4))
        .ranked("Viet Nam", 2, (2, 5))
        .ranked("India", 4, (3, 5))
        .ranked("Brazil", 5, (4, 6))
        .ranked("Poland", 6, (6, 6))
        .left_out("Haiti", "the value is filled")
        .left_out("Nauru", "no data")
        .withheld("Bhutan", "one reporter");
    let sizes = [412.0, 230.0, 118.0, 77.0, 41.0, -22.0, 9.0, 6.0, 3.0, 1.0];
    let names = [
        "Phones",
        "Laptops",
        "Data centres",
        "Mobile networks",
        "Fixed networks",
    ];
    let names = names
        .into_iter()
        .chain(["Reuse", "Tablets", "Displays", "Printers", "Other"]);
    let pareto = names
        .zip(sizes)
        .fold(ParetoChart::new("ktCO2e", 0.95), |chart, (name, size)| {
            chart.item(name, size)
        });
    vec![
        ("bridge", bridge.into()),
        ("trajectory", trajectory.into()),
        ("decomposition", decomposition.into()),
        ("whiskers", whiskers.into()),
        ("ranks", ranks.into()),
        ("pareto", pareto.item("Satellites", withheld()).into()),
    ]
}

/// The same kinds with long names, gaps, changes of sign and magnitudes far apart.
pub(crate) fn nasty() -> Vec<(&'static str, Chart)> {
    let gap = || Entry::missing("not reported, and no estimate is published for it either");
    let bridge = BridgeChart::new("ktCO2e")
        .level(WORDY, -40.0)
        .restatement("Method <b>&</b>", 130.0)
        .restatement(LONG, withheld())
        .restatement("Boundary", 3.0)
        .restatement("Membership", withheld())
        .restatement("Error", -0.001)
        .level("2020–2021, restated", 75.0)
        .change("Like for like", -115.0)
        .change("New reporters", 5.0)
        .change("Nothing", 0.0)
        .level("2022–2023", -35.0);
    let cut = BridgeChart::new("ktCO2e")
        .level("2020–2021", 10_012.0)
        .change("Like for like", 3.5)
        .change("New reporters", -1.25)
        .level("2022–2023", 10_014.25)
        .without_zero()
        .precision(Precision::Decimals(2));
    let trajectory = TrajectoryChart::new("MtCO2e", "95 % interval", "wrong direction")
        .observed(2019, Estimate::between(-3.0e9, -8.0e9, 9.5e9))
        .observed(2020, withheld())
        .observed(2021, Estimate::between(2.0e9, 2.0e9, 2.0e9))
        .observed(2023, gap())
        .observed(2024, 4.1e9)
        .path(
            WORDY,
            (2019..=2050).map(|y| (y, -3.0e9 + 1.0e8 * f64::from(y - 2019))),
        )
        .projected(2050, 0.2e9)
        .target(2050, 0.1e9);
    let decomposition = DecompositionChart::new("tCO2e", ["Users", LONG, WORDY])
        .group(WORDY, -0.5, [1.0e6, 1.5, -1_000_002.0])
        .group(LONG, 12.0, [Entry::from(4.0), withheld(), withheld()])
        .group("C", gap(), [gap(), gap(), Entry::from(-2.0e6)])
        .group("Zero", 0.0, [0.0, 0.0, 0.0]);
    let whiskers = WhiskerChart::new("gCO2e/kWh", "95 % interval")
        .item(LONG, Estimate::between(1.0e-9, -5.0e8, 1.0e12))
        .item(WORDY, Estimate::between(-2.5e11, -3.0e11, -1.0e11))
        .item("LDC", withheld())
        .item("SIDS <script>", gap())
        .item("Zero", 0.0);
    let ranks = (1..=41).fold(RankChart::new("Country", "95 % interval"), |chart, rank| {
        let name = match rank {
            1 => LONG.to_string(),
            2 => WORDY.to_string(),
            n => format!("Country {n}"),
        };
        chart.ranked(
            &name,
            rank,
            (rank.saturating_sub(rank / 3).max(1), (rank + 7).min(41)),
        )
    });
    let ranks = (0..8).fold(ranks, |chart, n| {
        chart.left_out(&format!("{WORDY} {n}"), "the value is filled")
    });
    let pareto = (0..60).fold(ParetoChart::new("tCO2e", 0.95), |chart, n| {
        let name = match n {
            3 => LONG.to_string(),
            4 => WORDY.to_string(),
            n => format!("Category {n}"),
        };
        chart.item(&name, 1e9 / f64::from(1 << (n / 2).min(30)))
    });
    vec![
        ("bridge", bridge.into()),
        ("cut", cut.into()),
        ("trajectory", trajectory.into()),
        ("decomposition", decomposition.into()),
        ("whiskers", whiskers.into()),
        ("ranks", ranks.into()),
        (
            "pareto",
            pareto
                .item("Satellites", withheld())
                .item("X", gap())
                .into(),
        ),
    ]
}
