//! Laws of disclosure control, checked with another solver (microlp) and by elimination in
//! whole numbers.

mod edges;
mod table;

use ict_impact::review::disclosure::{
    Cell, DisclosureRules, Exposed, Outcome, PrimaryRule, Reason, SuppressionCost,
    SuppressionOptions, attack, suppress,
};
use proptest::prelude::*;
use table::{Found, Key, Table, bound, members_of, rank, table, with_total};

fn rules() -> impl Strategy<Value = DisclosureRules> {
    let with = |(least, p, dominance): (usize, bool, u8)| {
        let mut rules = DisclosureRules::default()
            .with_minimum_frequency(least)
            .unwrap();
        if p {
            rules = rules.with_p_percent(10.0).unwrap();
        }
        if dominance > 0 {
            rules = rules.with_dominance(dominance.into(), 80.0).unwrap();
        }
        rules
    };
    (1_usize..=4, any::<bool>(), 0_u8..=2).prop_map(with)
}

fn decided(table: &Table, rules: &DisclosureRules, options: SuppressionOptions) -> Found {
    suppress(
        &table.contributions,
        &table.cells,
        &table.earlier,
        rules,
        options,
    )
    .unwrap()
}

fn published(table: &Table, found: &Found) -> Vec<(Cell<Key, u32>, f64)> {
    let cells = table.cells.iter();
    let published = cells.filter(|cell| found.outcome(&cell.key).unwrap().total().is_some());
    published
        .chain(&table.earlier)
        .map(|cell| with_total(table, cell))
        .collect()
}

fn earlier(table: &Table) -> Vec<(Cell<Key, u32>, f64)> {
    table
        .earlier
        .iter()
        .map(|cell| with_total(table, cell))
        .collect()
}

/// Whether a bound is met up to rounding.
fn reaches(found: Option<f64>, wanted: f64) -> bool {
    found.is_none_or(|found| found >= wanted - 1e-7 * wanted.abs())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No cell that a rule suppresses is known to within the protection, unless an earlier
    /// publication gave it away.
    #[test]
    fn suppressed_cells_stay_unknown(table in table(), rules in rules()) {
        let options = SuppressionOptions::default().with_protection(15.0).unwrap();
        let found = decided(&table, &rules, options);
        let known = published(&table, &found);
        for cell in &table.cells {
            let Some(Outcome::Suppressed { reason: Reason::Primary(_), .. }) =
                found.outcome(&cell.key) else { continue };
            if found.revealed().contains(&Exposed::Cell(cell.key)) {
                let before = earlier(&table);
                let value = table.total(&cell.contributors);
                let low = bound(&before, &cell.contributors, &[], false).unwrap();
                let high = bound(&before, &cell.contributors, &[], true);
                let held = reaches(high, 1.15 * value) && low <= 0.85 * value + 1e-7
                    && high.is_none_or(|high| high > low + 1e-7);
                prop_assert!(!held, "{:?} was not given away", cell.key);
                continue;
            }
            let value = table.total(&cell.contributors);
            let low = bound(&known, &cell.contributors, &[], false).unwrap();
            let high = bound(&known, &cell.contributors, &[], true);
            prop_assert!(reaches(high, 1.15 * value), "{:?}: {high:?} of {value}", cell.key);
            prop_assert!(low <= 0.85 * value + 1e-7, "{:?}: {low} of {value}", cell.key);
            prop_assert!(high.is_none_or(|high| high > low + 1e-7));
        }
    }

    /// No combination of published cells is of fewer owners than the minimum frequency, but
    /// for those that followed from earlier ones.
    #[test]
    fn no_combination_is_of_too_few_owners(table in table()) {
        let found = decided(&table, &DisclosureRules::default(), SuppressionOptions::default());
        let now: Vec<_> = published(&table, &found).into_iter().map(|c| c.0.contributors).collect();
        let before: Vec<_> = table.earlier.iter().map(|c| c.contributors.clone()).collect();
        let within = |cells: &[Vec<u32>], own: &[u32]| {
            let left = |cell: &Vec<u32>| -> Vec<u32> {
                cell.iter().copied().filter(|c| !own.contains(c)).collect()
            };
            let outside: Vec<Vec<u32>> = cells.iter().map(left).collect();
            rank(cells) - rank(&outside)
        };
        for a in table.owners() {
            for b in table.owners() {
                let own = members_of(&table, &[a, b]);
                prop_assert_eq!(within(&now, &own), within(&before, &own), "{} and {}", a, b);
            }
        }
    }

    /// No owner who knows the own contributions comes within p % of another from above.
    #[test]
    fn no_insider_comes_too_close(table in table()) {
        let rules = DisclosureRules::default().with_minimum_frequency(1).unwrap();
        let rules = rules.with_p_percent(10.0).unwrap();
        let found = decided(&table, &rules, SuppressionOptions::default());
        let (known, before) = (published(&table, &found), earlier(&table));
        for target in table.owners() {
            for insider in table.owners().filter(|owner| *owner != target) {
                let (own, inside) = (members_of(&table, &[target]), members_of(&table, &[insider]));
                let wanted = 1.1 * table.total(&own);
                let inside: Vec<(u32, f64)> =
                    inside.iter().map(|&c| (c, table.total(&[c]))).collect();
                let held = reaches(bound(&known, &own, &inside, true), wanted);
                let told = || !reaches(bound(&before, &own, &inside, true), wanted);
                prop_assert!(held || told(), "{insider} knows {target}");
            }
        }
    }

    /// No outsider knows that one owner has more than k % of the most that is possible.
    #[test]
    fn no_owner_is_known_to_dominate(table in table()) {
        let rules = DisclosureRules::default().with_minimum_frequency(1).unwrap();
        let rules = rules.with_dominance(1, 80.0).unwrap();
        let found = decided(&table, &rules, SuppressionOptions::default());
        let (known, before) = (published(&table, &found), earlier(&table));
        for owner in table.owners() {
            let own = members_of(&table, &[owner]);
            let wanted = table.total(&own) / 0.8;
            let held = reaches(bound(&known, &own, &[], true), wanted);
            prop_assert!(held || !reaches(bound(&before, &own, &[], true), wanted), "{owner}");
        }
    }

    /// Intervals are those of another solver.
    #[test]
    fn an_attack_finds_the_intervals_of_another_solver(table in table(), mask in any::<u32>()) {
        let some = table.cells.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1);
        let known: Vec<_> = some.map(|(_, cell)| with_total(&table, cell)).collect();
        let found = attack(&known, &table.cells).unwrap();
        let alike = |interval: ict_impact::review::disclosure::Interval, set: &[u32]| {
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-7 * (1.0 + b.abs());
            let low = bound(&known, set, &[], false).unwrap();
            let high = bound(&known, set, &[], true);
            near(interval.low, low) && match (interval.high, high) {
                (Some(a), Some(b)) => near(a, b),
                (a, b) => a == b,
            }
        };
        for cell in &table.cells {
            prop_assert!(alike(found.cell(&cell.key).unwrap(), &cell.contributors));
        }
        for (contributor, interval) in found.contributors() {
            prop_assert!(alike(*interval, &[*contributor]), "{contributor}: {interval:?}");
        }
    }

    /// One more published cell never tells less.
    #[test]
    fn more_cells_never_widen_an_interval(table in table(), mask in any::<u32>(), more in 0_usize..64) {
        let some = table.cells.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1);
        let mut known: Vec<_> = some.map(|(_, cell)| with_total(&table, cell)).collect();
        let before = attack(&known, &table.cells).unwrap();
        let more = &table.cells[more % table.cells.len()];
        if known.iter().all(|cell| cell.0.key != more.key) {
            known.push(with_total(&table, more));
        }
        let after = attack(&known, &table.cells).unwrap();
        for ((key, a), (_, b)) in before.cells().iter().zip(after.cells()) {
            let slack = 1e-9 * table.total(&members_of(&table, &table.owners().collect::<Vec<_>>()));
            prop_assert!(b.low >= a.low - slack, "{key:?}");
            prop_assert!(match (a.high, b.high) {
                (Some(a), Some(b)) => b <= a + slack,
                (Some(_), None) => false,
                (None, _) => true,
            }, "{key:?}");
        }
        for (key, truth) in table.cells.iter().map(|c| (c.key, table.total(&c.contributors))) {
            let interval = after.cell(&key).unwrap();
            let slack = 1e-9 * (1.0 + truth);
            prop_assert!(interval.low <= truth + slack);
            prop_assert!(interval.high.is_none_or(|high| high >= truth - slack));
        }
    }

    /// The order of rows, of cells and of the contributors in them changes nothing.
    #[test]
    fn order_does_not_matter(table in table(), rules in rules(), turn in 0_usize..9) {
        let options = SuppressionOptions::default().with_cost(SuppressionCost::Contributors);
        let found = decided(&table, &rules, options);
        let mut other = table.clone();
        other.contributions.reverse();
        other.earlier.reverse();
        let by = turn % other.cells.len();
        other.cells.rotate_left(by);
        for cell in other.cells.iter_mut().chain(&mut other.earlier) {
            cell.contributors.reverse();
        }
        prop_assert_eq!(found, decided(&other, &rules, options));
    }

    /// A published total is the sum; who is suppressed does not depend on the unit.
    #[test]
    fn totals_are_kept_and_decisions_scale(table in table(), rules in rules(), power in -8_i32..8) {
        let options = SuppressionOptions::default();
        let found = decided(&table, &rules, options);
        let unit = f64::from(2_u32.pow(power.unsigned_abs()));
        let unit = if power < 0 { 1.0 / unit } else { unit };
        let mut scaled = table.clone();
        for row in &mut scaled.contributions {
            row.value *= unit;
        }
        let other = decided(&scaled, &rules, options);
        prop_assert_eq!(found.revealed(), other.revealed());
        for ((key, a), (_, b)) in found.outcomes().iter().zip(other.outcomes()) {
            let cell = table.cells.iter().find(|cell| cell.key == *key).unwrap();
            match (a.total(), b.total()) {
                (Some(a), Some(b)) => {
                    prop_assert_eq!(a, table.total(&cell.contributors));
                    prop_assert_eq!(a * unit, b);
                }
                _ => prop_assert_eq!(a, b),
            }
        }
    }

    /// What is published exposes nobody who was not exposed before, and any secondary
    /// suppression that is taken back does.
    #[test]
    fn no_suppression_is_too_few_or_too_many(table in table(), rules in rules()) {
        let options = SuppressionOptions::default();
        let found = decided(&table, &rules, options);
        let sensitive = |cell: &&Cell<Key, u32>| matches!(
            found.outcome(&cell.key),
            Some(Outcome::Suppressed { reason: Reason::Primary(_), .. })
        );
        let mut later = table.clone();
        later.cells = table.cells.iter().filter(sensitive).cloned().collect();
        later.earlier = published(&table, &found).into_iter().map(|cell| cell.0).collect();
        let told = decided(&later, &rules, options);
        for exposed in told.revealed() {
            prop_assert!(found.revealed().contains(exposed), "{:?}", exposed);
        }
        for (key, outcome) in found.outcomes() {
            let Outcome::Suppressed { reason: Reason::Secondary { protects }, .. } = outcome else {
                continue;
            };
            let cell = table.cells.iter().find(|cell| cell.key == *key).unwrap();
            let mut more = later.clone();
            more.earlier.push(cell.clone());
            let exposed = decided(&more, &rules, options);
            let new = exposed.revealed().iter().any(|more| !told.revealed().contains(more));
            prop_assert!(new || found.revealed().contains(protects), "{:?}", protects);
        }
    }

    /// The pointer of a suppressed cell names the smallest published cell around it.
    #[test]
    fn the_pointer_is_the_smallest_whole(table in table(), rules in rules()) {
        let found = decided(&table, &rules, SuppressionOptions::default());
        let contributors = |key: &Key| {
            &table.cells.iter().find(|cell| cell.key == *key).unwrap().contributors
        };
        for (key, outcome) in found.outcomes() {
            let Outcome::Suppressed { part_of, reason } = outcome else { continue };
            let part = contributors(key);
            let wholes = table.cells.iter().filter(|cell| {
                let whole = &cell.contributors;
                whole.len() > part.len() && part.iter().all(|c| whole.contains(c))
                    && found.outcome(&cell.key).unwrap().total().is_some()
            });
            let smallest = wholes.map(|cell| (cell.contributors.len(), cell.key)).min();
            prop_assert_eq!(*part_of, smallest.map(|whole| whole.1));
            let rows = part.iter().map(|&c| table.row(c)).map(|row| (row.owner, row.value));
            let violated: Vec<PrimaryRule> = rules.violated(rows).unwrap();
            match reason {
                Reason::Primary(said) => prop_assert_eq!(said, &violated),
                _ => prop_assert!(violated.is_empty()),
            }
        }
    }
}
