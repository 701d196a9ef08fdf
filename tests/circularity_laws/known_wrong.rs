//! Formulas that circulate under the names of the indicators and are something else. Each test
//! computes the wrong value and sees that the library's is another, the right one.

use ict_impact::circularity::Flag;
use ict_impact::circularity::cmu::RecoveredWaste;
use ict_impact::circularity::eu_2023_1669::{EnduranceClass, LabelledDevice, RepairabilityClass};
use ict_impact::circularity::iso59020::{EnergyFlows, Inflow, Outflow};
use ict_impact::circularity::mci::{
    Component, EndOfUse, Feedstock, MaterialFlows, Utility, material_circularity_indicator,
};
use ict_impact::circularity::recycled_content::MetalInput;
use ict_impact::quantity::Quantity;

use super::{base, kg, share};

fn product(mass: f64, recycled: f64, collected: f64, efficiency: f64) -> MaterialFlows {
    let none = share(0.0);
    let feedstock = Feedstock::new(share(recycled), none, none)
        .and_then(|it| it.with_recycling_efficiency(share(efficiency)))
        .unwrap();
    let end = EndOfUse::new(share(collected), none, none, none).unwrap();
    let component = Component::new(kg(mass), feedstock, end).unwrap();
    MaterialFlows::of_bill_of_materials(&[component]).unwrap()
}

fn mci(flows: &MaterialFlows, utility: f64) -> f64 {
    let utility = Utility::new(base(utility)).unwrap();
    let mci = material_circularity_indicator(flows, utility).unwrap();
    mci.value().get()
}

/// 100 kg, 30 % recycled, 50 % collected for recycling: V = 70, W = 50.
fn example() -> MaterialFlows {
    product(100.0, 0.3, 0.5, 1.0)
}

/// novacalculator.com: linear flow index with the denominator 2M + W/2.
#[test]
fn novacalculator_divides_by_twice_the_mass_and_half_the_waste() {
    let flows = example();
    let (v, w, m) = (flows.virgin.value, flows.waste().value, flows.mass.value);
    let wrong = 1.0 - 0.9 * (v + w) / (2.0 * m + w / 2.0);
    assert!((wrong - 0.52).abs() < 1e-12);
    assert!((mci(&flows, 1.0) - 0.46).abs() < 1e-12);
}

/// Several blogs: (1 − LFI)·F(X).
#[test]
fn blogs_multiply_what_is_not_linear_by_the_utility() {
    let flows = example();
    let index = flows.linear_flow_index().unwrap().get();
    let wrong = (1.0 - index) * 0.9;
    assert!((wrong - 0.36).abs() < 1e-12);
    assert!((mci(&flows, 1.0) - 0.46).abs() < 1e-12);
    // It would also punish a longer life: F(X) falls with X.
    let wrong_of_longer = (1.0 - index) * 0.9 / 2.0;
    assert!(wrong_of_longer < wrong && mci(&flows, 2.0) > mci(&flows, 1.0));
}

/// Several blogs: the lower, the more circular.
#[test]
fn blogs_read_the_indicator_upside_down() {
    let linear = product(100.0, 0.0, 0.0, 1.0);
    let circular = product(100.0, 1.0, 1.0, 1.0);
    assert!((mci(&linear, 1.0) - 0.1).abs() < 1e-12);
    assert_eq!(mci(&circular, 1.0), 1.0);
}

/// A snippet that cites the methodology: X = (L·U·M) / (L_av·U_av·M_av).
#[test]
fn a_snippet_puts_the_mass_into_the_utility() {
    let (light, heavy) = (product(50.0, 0.3, 0.5, 1.0), product(100.0, 0.3, 0.5, 1.0));
    // Against an average of 100 kg, the light one would have half the utility.
    let wrong = mci(&light, 0.5);
    assert_eq!(wrong, 0.0);
    assert!((mci(&light, 1.0) - 0.46).abs() < 1e-12);
    assert!((mci(&heavy, 1.0) - 0.46).abs() < 1e-12);
}

/// 1 − (virgin / total)·(waste / input), found as "Material Circularity Indicator".
#[test]
fn a_product_of_virgin_and_waste_is_no_linear_flow_index() {
    let flows = example();
    let wrong = 1.0 - flows.virgin.value / 100.0 * (flows.waste().value / 100.0);
    assert!((wrong - 0.65).abs() < 1e-12);
    assert!((mci(&flows, 1.0) - wrong).abs() > 0.1);
}

/// ISWA and a Revit tool: (V + W) / (2M), which holds only where both recycling processes lose
/// the same.
#[test]
fn the_simplified_linear_flow_index_is_not_the_full_one() {
    let simple = |flows: &MaterialFlows| {
        (flows.virgin.value + flows.waste().value) / (2.0 * flows.mass.value)
    };
    let lossless = example();
    assert_eq!(
        lossless.linear_flow_index().unwrap().get(),
        simple(&lossless)
    );
    // W_F = 30, W_C = 0: V = 70, W = 65, 135 / (200 + 15)
    let lossy = product(100.0, 0.3, 0.5, 0.5);
    assert!((simple(&lossy) - 0.675).abs() < 1e-12);
    let full = lossy.linear_flow_index().unwrap().get();
    assert!((full - 135.0 / 215.0).abs() < 1e-12);
}

/// A transcription of ISO 59020, A.8: times 1000 instead of 100.
#[test]
fn a_transcription_prints_per_mille_for_renewable_energy() {
    let site = EnergyFlows::inflow(base(500.0), base(1000.0))
        .and_then(|it| it.with_outflow(base(300.0), base(200.0)))
        .unwrap();
    let renewable = site.renewable_energy().unwrap().value();
    let wrong = (500.0 - 300.0) / (1000.0 - 200.0) * 1000.0;
    assert_eq!(wrong, 250.0);
    assert_eq!(renewable.get_in("%"), Ok(25.0));
}

/// The mean of the percentages of sites, against Annex G.2 of ISO 59020.
#[test]
fn the_mean_of_sites_is_not_their_total() {
    let site = |total: f64, recycled: f64| {
        Inflow::new(kg(total))
            .and_then(|it| it.with_recycled(kg(recycled)))
            .unwrap()
    };
    let sites = [site(10.0, 9.0), site(990.0, 0.0)];
    let content = |inflow: &Inflow| inflow.recycled_content().unwrap().value().value;
    let wrong = (content(&sites[0]) + content(&sites[1])) / 2.0;
    assert_eq!(wrong, 0.45);
    assert_eq!(content(&Inflow::total_of(&sites).unwrap()), 0.009);
}

/// Leaving what is untraced out of the denominator, against A.6 of ISO 59020.
#[test]
fn the_untraced_stays_in_the_outflow() {
    let outflow = Outflow::new(kg(100.0))
        .and_then(|it| it.with_recycled(kg(40.0)))
        .and_then(|it| it.with_untraced(kg(20.0)))
        .unwrap();
    let wrong = 40.0 / (100.0 - 20.0);
    assert_eq!(wrong, 0.5);
    let recycled = outflow.recycled().unwrap();
    assert_eq!(recycled.value().value, 0.4);
    assert!(recycled.flags().contains(Flag::UntracedAsZero));
}

/// A circular material use rate cut at 0 and 100 %.
#[test]
fn the_circular_use_rate_is_not_clamped() {
    let importer = RecoveredWaste::new(kg(5.0), kg(20.0), kg(1.0)).unwrap();
    let rate = importer.circular_material_use_rate(kg(100.0)).unwrap();
    assert_eq!(rate.value().value, -14.0 / 86.0);
    assert!(rate.flags().contains(Flag::Negative));
    let shrinking = RecoveredWaste::new(kg(30.0), kg(0.0), kg(0.0)).unwrap();
    let rate = shrinking.circular_material_use_rate(kg(-10.0)).unwrap();
    assert_eq!(rate.value().value, 1.5);
    assert!(rate.flags().contains(Flag::Over100));
}

/// Recycled content of old scrap only, under the name of that of all scrap, or the reverse.
#[test]
fn recycled_content_and_recycling_input_rate_are_two_figures() {
    let metal = MetalInput::new(kg(100.0), kg(45.0), kg(55.0)).unwrap();
    let content = metal.recycled_content().unwrap();
    let input_rate = metal.recycling_input_rate().unwrap();
    assert_eq!(
        (content.value().value, input_rate.value().value),
        (0.5, 0.225)
    );
    assert_ne!(content.method(), input_rate.method());
}

/// Classes of the unrounded index, against the two decimals that are declared.
#[test]
fn classes_follow_the_rounded_value() {
    let index = |value: f64| RepairabilityClass::of(base(value)).unwrap();
    // 3.996 is below 4.00 and 2.704 above 2.70 before they are rounded.
    assert_eq!(index(3.996), RepairabilityClass::A);
    assert_eq!(index(3.994), RepairabilityClass::B);
    let endurance = |hours: f64| EnduranceClass::of(LabelledDevice::Smartphone, base(hours));
    assert_eq!(endurance(2.704), EnduranceClass::B);
    assert_eq!(endurance(2.706), EnduranceClass::A);
}
