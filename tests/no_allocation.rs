//! The impact of a server and its power are found without asking for memory.

use std::hint::black_box;

use ict_impact::emissions::component::{ComponentFactors, GraphicsCard, Server};
use ict_impact::energy::{LogCurve, ServerPower};
use ict_impact::quantity::{ClimateChange, parse};
use ict_impact::reference::graphics_cards::graphics_card;
use ict_impact::reference::server_archetypes::server;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Bytes beyond those in use before, at the peak of `run`.
fn asked_for<T>(run: impl FnOnce() -> T) -> usize {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let result = black_box(run());
    let peak = ALLOCATOR.peak_usage();
    drop(result);
    peak - before
}

/// The only test of this file: another one beside it would count as well.
#[test]
fn a_server_bottom_up_asks_for_no_memory() {
    let factors = ComponentFactors::<ClimateChange>::reference();
    let card = GraphicsCard::of(graphics_card("NVIDIA T4").unwrap()).unwrap();
    let typical = Server::typical(server("compute-medium").unwrap(), None)
        .and_then(|server| server.with_graphics_cards("2 devices".parse().unwrap(), card))
        .unwrap();
    let curve = LogCurve::of_tdp(parse("150 W").unwrap()).unwrap();
    let power = ServerPower::new("2 devices".parse().unwrap(), curve)
        .and_then(|p| p.with_memory("8 devices".parse().unwrap(), parse("32 GB").unwrap()))
        .unwrap();
    let load = "50 % (0 % to 100 %)".parse().unwrap();

    assert!(
        asked_for(|| vec![0u8; 4096]) >= 4096,
        "the allocator is not counted"
    );
    assert_eq!(asked_for(|| typical.embodied(&factors)), 0);
    assert_eq!(asked_for(|| typical.embodied(&factors).total()), 0);
    assert_eq!(asked_for(|| typical.parts(&factors)), 0);
    assert_eq!(asked_for(|| power.at(load)), 0);
}
