//! Gases, UNU-KEYS, equipment put on the market.

use std::collections::BTreeSet;

use ict_impact::quantity::{Quantity, parse};
use ict_impact::reference::gwp::{Gas, GwpSet, Horizon, gwp};
use ict_impact::reference::put_on_market;
use ict_impact::reference::refrigerants::Refrigerant;
use ict_impact::reference::unu_keys::{LifetimeProfile, UnuKey};
use ict_impact::source::Status;
use ict_impact::time::Year;

use super::{country, registered, rows, year};

#[test]
fn global_warming_potentials() {
    let value = |gas, set, horizon| gwp(gas, set, horizon).map(|gwp| gwp.value);
    let hundred = |gas, set| value(gas, set, Horizon::Years100);
    assert_eq!(hundred(Gas::CH4, GwpSet::Ar4), Some(25.0));
    assert_eq!(hundred(Gas::N2O, GwpSet::Ar5), Some(265.0));
    assert_eq!(hundred(Gas::CH4, GwpSet::Ar6), Some(27.9));
    assert_eq!(hundred(Gas::CH4_FOSSIL, GwpSet::Ar6), Some(29.8));
    assert_eq!(hundred(Gas::CH4_FOSSIL, GwpSet::Ar5), Some(30.0));
    assert_eq!(hundred(Gas::CH4_NONFOSSIL, GwpSet::Ar6), Some(27.0));
    assert_eq!(hundred(Gas::CH4, GwpSet::Ar5WithFeedback), Some(34.0));
    assert_eq!(hundred(Gas::HFC134A, GwpSet::Ar6), Some(1530.0));
    assert_eq!(
        value(Gas::CH4_FOSSIL, GwpSet::Ar6, Horizon::Years20),
        Some(82.5)
    );
    assert_eq!(
        value(Gas::CH4_NONFOSSIL, GwpSet::Ar6, Horizon::Years20),
        None
    );
    assert_eq!(
        value(Gas::SF6, GwpSet::Ar6, Horizon::Years500),
        Some(34100.0)
    );
    for (set, horizon) in [
        (GwpSet::Sar, Horizon::Years100),
        (GwpSet::Ar6, Horizon::Years20),
    ] {
        let co2 = gwp(Gas::CO2, set, horizon).unwrap();
        assert_eq!((co2.value, co2.status), (1.0, Status::Verified));
    }
    let rows = rows("gwp.csv");
    for row in &rows[1..] {
        let set = serde_json::from_str(&format!("{:?}", &row[1])).unwrap();
        let horizon = serde_json::from_str(&format!("{:?}", &row[2])).unwrap();
        let found = gwp(row[0].parse().unwrap(), set, horizon).unwrap();
        assert_eq!(found.value, row[3].parse::<f64>().unwrap());
        assert_eq!(found.source.as_str(), &row[4]);
        registered(&found.source);
    }
    assert_eq!((rows.len(), Gas::all().count()), (329, 44));
    for out in ["HFO1234yf", "R-410A", "ch4"] {
        assert!(out.parse::<Gas>().is_err(), "{out}");
    }
}

#[test]
fn refrigerants_are_whole_and_of_gases_of_the_table() {
    let rows = rows("refrigerants.csv");
    let mut read = 0;
    for refrigerant in Refrigerant::all() {
        assert_eq!(refrigerant.name().parse(), Ok(refrigerant));
        let components: Vec<_> = refrigerant.components().collect();
        let of_file = rows.iter().filter(|row| &row[0] == refrigerant.name());
        for ((gas, share), row) in components.iter().zip(of_file.clone()) {
            assert_eq!(gas.code(), &row[1]);
            assert_eq!(share.value.percent(), row[2].parse::<f64>().unwrap());
            assert_eq!(
                (share.source.as_str(), share.status),
                (&row[3], Status::Secondary)
            );
            registered(&share.source);
            read += 1;
        }
        assert_eq!(components.len(), of_file.count());
        let whole: f64 = components
            .iter()
            .map(|(_, share)| share.value.percent())
            .sum();
        assert!((whole - 100.0).abs() < 1e-9, "{refrigerant}");
    }
    assert_eq!((rows.len(), read, Refrigerant::all().count()), (22, 21, 15));
    for out in ["R410A", "HFC32", "R-454B"] {
        assert!(out.parse::<Refrigerant>().is_err(), "{out}");
    }
}

#[test]
fn unu_keys_with_masses_and_lifetimes() {
    assert_eq!(UnuKey::all().count(), 54);
    let laptop: UnuKey = "0303".parse().unwrap();
    let kg = |y| {
        laptop
            .average_mass(year(y))
            .map(|mass| mass.value.get_in("kg").unwrap())
    };
    assert_eq!(
        (kg("1979"), kg("1980"), kg("2005")),
        (None, Some(5.0), Some(2.98))
    );
    assert_eq!((kg("2021"), kg("2022")), (Some(0.82), None));
    assert_eq!(
        laptop.nearest_average_mass(year("1950")).unwrap().0,
        year("1980")
    );
    assert_eq!(
        (laptop.eu6().code, laptop.eu10().code, laptop.introduced()),
        ("2", "3", 1981)
    );
    let it: Vec<_> = UnuKey::all()
        .filter(|k| k.is_it_and_telecommunications())
        .collect();
    assert_eq!((it.len(), it[0].code(), it[8].code()), (9, "0301", "0309"));

    let lifetime = |key: &str, profile| {
        let found = key.parse::<UnuKey>().unwrap().lifetime(profile);
        found.map(|found| (found.value.shape, found.value.scale_years))
    };
    use LifetimeProfile::{Italy2023, NetherlandsFranceBelgium2023, UnuGuidelines2015};
    assert_eq!(
        lifetime("0302", NetherlandsFranceBelgium2023),
        Some((1.58, 8.95))
    );
    assert_eq!(lifetime("0302", Italy2023), Some((1.57, 8.91)));
    assert_eq!(lifetime("0302", UnuGuidelines2015), Some((2.1, 9.6)));
    assert_eq!(lifetime("0306", UnuGuidelines2015), Some((0.7, 7.6)));
    assert_eq!(lifetime("0001", UnuGuidelines2015), None);

    let mut masses = 0;
    for key in UnuKey::all() {
        registered(&key.source().source);
        for profile in [NetherlandsFranceBelgium2023, Italy2023, UnuGuidelines2015] {
            let lifetime = key.lifetime(profile);
            assert_eq!(
                lifetime.is_none(),
                profile == UnuGuidelines2015 && matches!(key.code(), "0001" | "0002")
            );
            lifetime
                .iter()
                .for_each(|lifetime| registered(&lifetime.source));
        }
        for y in 1980..=2030 {
            masses += usize::from(key.average_mass(Year::new(y).unwrap()).is_some());
        }
    }
    assert_eq!(
        masses, 1579,
        "rows of the source before equal years were joined"
    );
    let error = "303".parse::<UnuKey>().unwrap_err();
    assert!(error.to_string().ends_with("did you mean 0303?"), "{error}");
}

#[test]
fn put_on_market_of_six_countries() {
    let codes: BTreeSet<_> = put_on_market::all()
        .map(|series| series.country().alpha3())
        .collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        ["DEU", "EST", "FRA", "NLD", "POL", "ROU"]
    );
    let series = |c, k: &str| put_on_market::series(country(c), k.parse().unwrap());
    let laptops = series("NLD", "0303").unwrap();
    let first = laptops.year(year("1981")).unwrap();
    assert_eq!(first.value.mass.get_in("t"), Ok(42.7421620218931));
    assert_eq!(first.value.pieces.get(), 9_964.931_161_912_98);
    assert_eq!((first.value.cbs_flag, first.status), (200, Status::Derived));
    assert_eq!(
        laptops.year(year("2021")).unwrap().value.pieces.get(),
        4515725.40443998
    );
    assert_eq!(
        (laptops.years().count(), laptops.year(year("2022"))),
        (42, None)
    );
    assert!(series("NLD", "0301").is_none() && series("BEL", "0303").is_none());
    let rows = rows("put_on_market.csv");
    for (row, (series, figures)) in rows[1..]
        .iter()
        .zip(put_on_market::all().flat_map(|s| s.years().map(move |y| (s, y))))
    {
        assert_eq!(
            (series.country().alpha3(), series.key().code()),
            (&row[0], &row[1])
        );
        assert_eq!(figures.value.year.get().to_string(), &row[2]);
        assert_eq!(
            figures.value.mass,
            parse(&format!("{} t", &row[3])).unwrap()
        );
        assert_eq!(figures.value.pieces.get(), row[4].parse::<f64>().unwrap());
        registered(&figures.source);
    }
    assert_eq!(rows.len(), 1009);
}
