//! How much memory does a stock of many series take at its peak?

use ict_impact::column::Column;
use ict_impact::fleet::{Entry, Intervals, Lifetime, SurvivalTable, Years, inflow_driven_panel};
use ict_impact::quantity::Devices;
use ict_impact::time::Year;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The only test of this file: another one beside it would count as well.
#[test]
fn many_series_take_no_more_than_twice_what_goes_in_and_comes_out() {
    const KINDS: usize = 54;
    const YEARS: usize = 60;
    const COUNTRIES: usize = 200;
    let values = KINDS * YEARS * COUNTRIES;
    let bytes = values * size_of::<f64>();
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();

    let years = Intervals::yearly(Year::of::<1970>(), Year::of::<2029>()).unwrap();
    let tables: Vec<SurvivalTable> = (0..KINDS)
        .map(|kind| {
            let life = Lifetime::weibull(1.5, Years::new(4.0 + 0.1 * kind as f64)).unwrap();
            SurvivalTable::new(&years, &life.into(), Entry::Middle).unwrap()
        })
        .collect();
    let inflow: Vec<f64> = (0..values).map(|place| (place % 1009) as f64).collect();
    let panel =
        inflow_driven_panel(&tables, Column::<Devices>::new(&inflow).unwrap(), COUNTRIES).unwrap();

    let in_and_out = bytes + 2 * bytes;
    assert_eq!(panel.stock().len() + panel.outflow().len(), 2 * values);
    let peak = ALLOCATOR.peak_usage() - before;
    assert!(
        peak >= in_and_out,
        "{peak} bytes: the allocator is not counted"
    );
    assert!(
        peak <= 2 * in_and_out,
        "{peak} bytes for {in_and_out} in and out"
    );
    println!("{peak} bytes at the peak, {in_and_out} in and out");
}
