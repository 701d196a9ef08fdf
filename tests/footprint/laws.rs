//! Laws: rows add up whatever their order and partition, counts and factors scale, and the life of
//! a device attributes it once.

use ict_impact::column::{Column, ColumnBuf};
use ict_impact::emissions::LifeCycleStage;
use ict_impact::footprint::{
    DeviceClass, DeviceRole, DeviceRows, EmbodiedAccounting, Footprint, Inventory, Total,
};
use ict_impact::place::Country;
use ict_impact::quantity::{Co2e, Devices};
use ict_impact::time::Year;
use proptest::prelude::*;

use super::{YEAR, class, country, grids};

const CODES: [&str; 3] = ["KEN", "UGA", "IRL"];

/// Rows as columns that own their values.
#[derive(Debug, Clone, Default)]
struct Columns {
    class: Vec<u32>,
    country: Vec<Country>,
    year: Vec<Year>,
    age: Vec<Option<u8>>,
    count: Vec<f64>,
}

type Row = (u32, usize, u16, Option<u8>, f64);

impl Columns {
    fn of(rows: &[Row]) -> Self {
        let mut columns = Self::default();
        for &(class, place, year, age, count) in rows {
            columns.class.push(class);
            columns.country.push(country(CODES[place]));
            columns.year.push(Year::new(i64::from(year)).unwrap());
            columns.age.push(age);
            columns.count.push(count);
        }
        columns
    }

    fn rows(&self) -> DeviceRows<'_> {
        let count = Column::<Devices>::new(&self.count).unwrap();
        DeviceRows::new(&self.class, &self.country, &self.year, count)
            .unwrap()
            .with_ages(&self.age)
            .unwrap()
    }
}

fn classes() -> [DeviceClass; 2] {
    [
        class("laptop", 4.0, 51.7, [201.3, 8.1, 2.3]),
        class("phone", 2.5, 3.9, [61.9, 2.7, 0.3]),
    ]
}

fn inventory<'a>(accounting: EmbodiedAccounting) -> Inventory<'a> {
    Inventory::new("Example", Year::of::<2021>(), YEAR)
        .unwrap()
        .with_grids(grids())
        .with_accounting(accounting)
        .with_classes(classes())
}

fn footprint(rows: &[Row]) -> Footprint {
    let columns = Columns::of(rows);
    inventory(EmbodiedAccounting::OverLife)
        .with_devices(DeviceRole::InUse, columns.rows())
        .footprint()
        .unwrap()
}

fn row() -> impl Strategy<Value = Row> {
    let count = prop_oneof![
        (0u32..10_000).prop_map(f64::from),
        0.0..1e4f64,
        Just(0.1),
        Just(1e15),
    ];
    let age = proptest::option::weighted(0.9, 0u8..12);
    (0u32..2, 0usize..3, 2021u16..=2022, age, count)
}

proptest! {
    #[test]
    fn the_order_of_the_rows_changes_no_bit(
        (rows, mixed) in prop::collection::vec(row(), 1..60)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        prop_assert_eq!(footprint(&rows), footprint(&mixed));
    }

    #[test]
    fn split_rows_are_the_same_devices(rows in prop::collection::vec(row(), 1..30)) {
        // Each row of n as two rows of n / 2, which is exact.
        let halves: Vec<Row> = rows
            .iter()
            .flat_map(|&(class, place, year, age, count)| {
                [(class, place, year, age, count / 2.0); 2]
            })
            .collect();
        prop_assert_eq!(footprint(&rows), footprint(&halves));
    }

    #[test]
    fn footprints_of_parts_add_to_that_of_the_whole(
        rows in prop::collection::vec(row(), 2..40),
        at in 1usize..39,
    ) {
        let at = at.min(rows.len() - 1);
        let kg = |total: Total| total.location_based.kg();
        let parts = kg(footprint(&rows[..at]).total()) + kg(footprint(&rows[at..]).total());
        let whole = kg(footprint(&rows).total());
        prop_assert!((parts - whole).abs() <= 1e-12 * whole.abs());
    }

    #[test]
    fn twice_the_devices_are_twice_the_footprint(rows in prop::collection::vec(row(), 1..40)) {
        let twice: Vec<Row> = rows
            .iter()
            .map(|&(class, place, year, age, count)| (class, place, year, age, count * 2.0))
            .collect();
        let (one, two) = (footprint(&rows).total(), footprint(&twice).total());
        prop_assert_eq!(one.location_based.kg() * 2.0, two.location_based.kg());
        prop_assert_eq!(one.energy * 2.0, two.energy);
    }

    #[test]
    fn over_its_life_a_device_is_attributed_once(count in 1.0..1e6f64) {
        // The same devices of each class, year after year, in an inventory of one year each.
        for (class, life) in [(0, 4.0), (1, 2.5)] {
            let mut all = 0.0;
            for age in 0..12 {
                let aged = [(class, 0, 2022, Some(age), count)];
                all += embodied_kg(&footprint(&aged));
            }
            let each = classes()[class as usize].embodied().embodied_per_device();
            prop_assert!((all / (count * each) - 1.0).abs() < 1e-12, "{class} {life}");
        }
    }

    #[test]
    fn what_is_discarded_early_has_its_rest(count in 1.0..1e6f64, last in 0u8..6) {
        // In use at ages 0 to last − 1, discarded in the year in which it is `last` years old.
        for class in [0, 1] {
            let mut all = 0.0;
            for age in 0..=last {
                let role = if age == last { DeviceRole::Discarded } else { DeviceRole::InUse };
                let columns = Columns::of(&[(class, 0, 2022, Some(age), count)]);
                let footprint = inventory(EmbodiedAccounting::OverLife)
                    .with_devices(role, columns.rows())
                    .footprint()
                    .unwrap();
                all += embodied_kg(&footprint);
            }
            let each = classes()[class as usize].embodied().embodied_per_device();
            prop_assert!((all / (count * each) - 1.0).abs() < 1e-12, "{} {}", class, last);
        }
    }

    #[test]
    fn with_no_contract_and_no_residual_mix_both_methods_agree(
        rows in prop::collection::vec(row(), 1..40)
    ) {
        let total = footprint(&rows).total();
        prop_assert_eq!(total.location_based.co2e(), total.market_based.co2e());
    }
}

/// Emissions of all stages but use [kg].
pub(super) fn embodied_kg(footprint: &Footprint) -> f64 {
    let stages = footprint.by_stage();
    let embodied = stages
        .iter()
        .filter(|(s, _)| *s != Some(LifeCycleStage::Use));
    embodied.map(|(_, total)| total.location_based.kg()).sum()
}

/// kg per device of all stages but use.
trait PerDevice {
    fn embodied_per_device(&self) -> f64;
}

impl PerDevice for ict_impact::emissions::ByStage<ict_impact::quantity::EmbodiedFactor> {
    fn embodied_per_device(&self) -> f64 {
        let one = |factor| Devices::new(1.0) * factor;
        self.iter().map(|(_, factor)| one(factor).kg()).sum()
    }
}

#[test]
fn more_classes_than_fit_in_a_block_count_the_same() {
    // 60 000 classes · 2 years · 250 countries · 6 ages: cells are kept one by one.
    let many: Vec<DeviceClass> = (0..60_000)
        .map(|i| class(&format!("class {i}"), 4.0, 50.0, [200.0, 8.0, 2.0]))
        .collect();
    let few = vec![
        class("class 0", 4.0, 50.0, [200.0, 8.0, 2.0]),
        class("class 1", 4.0, 50.0, [200.0, 8.0, 2.0]),
    ];
    let rows: Vec<Row> = (0..5000)
        .map(|i| {
            (
                i % 2,
                (i % 3) as usize,
                2021 + (i % 2) as u16,
                Some((i % 7) as u8),
                0.5 + f64::from(i % 11),
            )
        })
        .collect();
    let columns = Columns::of(&rows);
    let of = |classes: Vec<DeviceClass>| {
        Inventory::new("Example", Year::of::<2021>(), YEAR)
            .unwrap()
            .with_grids(grids())
            .with_classes(classes)
            .with_devices(DeviceRole::InUse, columns.rows())
            .footprint()
            .unwrap()
    };
    let (dense, sparse) = (of(few), of(many));
    assert_eq!(dense.lines(), sparse.lines());
    assert!(dense.total().location_based.co2e() > Co2e::ZERO);
}

#[cfg(feature = "parallel")]
#[test]
fn threads_change_no_bit() {
    let mut state = 7u64;
    let mut next = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let rows: Vec<Row> = (0..300_000)
        .map(|_| {
            let count = next(1000) as f64 + if next(10) == 0 { 0.1 } else { 0.0 };
            (
                next(2) as u32,
                next(3) as usize,
                2021 + next(2) as u16,
                Some(next(9) as u8),
                count,
            )
        })
        .collect();
    let columns = Columns::of(&rows);
    let inventory =
        inventory(EmbodiedAccounting::OverLife).with_devices(DeviceRole::InUse, columns.rows());
    let one = inventory.footprint().unwrap();
    for threads in [2, 3, 7] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        assert_eq!(pool.install(|| inventory.par_footprint()).unwrap(), one);
    }
    let mut wrong = columns.clone();
    for row in [5, 150_000, 299_999] {
        wrong.count[row] = -1.0;
    }
    let inventory = super::laws::inventory(EmbodiedAccounting::OverLife)
        .with_devices(DeviceRole::InUse, wrong.rows());
    assert_eq!(inventory.footprint(), inventory.par_footprint());
}

#[test]
fn counts_at_the_end_of_whole_numbers_are_exact_in_any_order() {
    let large = 4_503_599_627_370_496.0; // 2⁵²
    let of = |counts: [f64; 4]| {
        let rows = counts.map(|count| (0, 0, 2022, Some(0), count));
        footprint(&rows).total().energy.value
    };
    let sum = 9_007_199_254_740_994.0; // 2⁵³ + 2
    let expected = of([sum, 0.0, 0.0, 0.0]);
    assert_eq!(of([large, large, 1.0, 1.0]), expected);
    assert_eq!(of([1.0, large, 1.0, large]), expected);
    assert!(expected > of([sum - 2.0, 0.0, 0.0, 0.0]));
}

#[test]
fn columns_of_any_counts_are_read_in_place() {
    let counts = ColumnBuf::<Devices>::from_base(vec![2.0, 3.0]).unwrap();
    let (class, year) = ([0, 1], [YEAR; 2]);
    let places = [country("KEN"); 2];
    let rows = DeviceRows::new(&class, &places, &year, counts.column()).unwrap();
    let footprint = inventory(EmbodiedAccounting::OverLife)
        .with_devices(DeviceRole::InUse, rows)
        .footprint()
        .unwrap();
    // ages unknown: 2 / 4 laptops and 3 / 2.5 phones a year, of which no more than 3
    assert_eq!(footprint.lines().len(), 8);
}
