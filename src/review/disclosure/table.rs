use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use super::DisclosureError;
use crate::review::amount::total;

/// What one contributor adds to every cell that it belongs to.
///
/// A contributor is whatever has one value: an entity, an indicator and a period. If a value was
/// corrected after it had been published, the corrected one is another contributor (say, with the
/// vintage in its key), because what was published then is the sum of the older values.
///
/// # Example
/// ```
/// use ict_impact::review::disclosure::Contribution;
/// // two entities of one holding, in tonnes
/// let rows = [
///     Contribution { contributor: ("operator", 2022), owner: "holding", value: 40.0 },
///     Contribution { contributor: ("data centre", 2022), owner: "holding", value: 2.5 },
/// ];
/// assert_eq!(rows[0].owner, rows[1].owner);
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Contribution<C, O> {
    /// Key of the contributor.
    pub contributor: C,
    /// Who controls it: contributions of one owner count as one. The entity itself if nobody else.
    pub owner: O,
    /// The value, 0 or more, in the unit of the table.
    pub value: f64,
}

/// A total that is to be published or was: the sum over its contributors.
///
/// # Example
/// ```
/// use ict_impact::review::disclosure::Cell;
/// let cell = Cell { key: ("LDC", 2022), contributors: vec![("operator", 2022)] };
/// assert_eq!(cell.contributors.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Cell<K, C> {
    /// Key of the cell.
    pub key: K,
    /// Whose values it adds up.
    pub contributors: Vec<C>,
}

/// The values of one owner made one, from the largest; equal ones by owner.
pub(super) fn merged<O: Ord>(rows: Vec<(O, f64)>) -> Vec<(O, f64)> {
    let mut by_owner: BTreeMap<O, Vec<f64>> = BTreeMap::new();
    for (owner, value) in rows {
        by_owner.entry(owner).or_default().push(value);
    }
    let sum = |(owner, values): (O, Vec<f64>)| (owner, total(values));
    let mut sums: Vec<(O, f64)> = by_owner.into_iter().map(sum).collect();
    // stable, so that equal values stay in the order of their owners
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    sums
}

/// Positions of the rows in the order of their keys, which are all different.
pub(super) fn order_of<'a, T: Ord + 'a>(
    list: &'static str,
    keys: impl IntoIterator<Item = &'a T>,
) -> Result<Vec<(&'a T, usize)>, DisclosureError> {
    let mut rows: Vec<(&T, usize)> = keys.into_iter().zip(0..).collect();
    rows.sort();
    let repeats = rows.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    match repeats.map(|pair| (pair[1].1, pair[0].1)).min() {
        Some((row, first)) => Err(DisclosureError::Duplicate { list, row, first }),
        None => Ok(rows),
    }
}

/// The contributors of each cell as sorted positions in the sorted list of all contributors.
pub(super) fn members<'a, C: Ord + 'a>(
    list: &'static str,
    all: &[&C],
    cells: impl IntoIterator<Item = &'a Vec<C>>,
) -> Result<Vec<Vec<usize>>, DisclosureError> {
    let mut found = Vec::new();
    for (row, contributors) in cells.into_iter().enumerate() {
        if contributors.is_empty() {
            return Err(DisclosureError::EmptyCell { list, row });
        }
        let mut places = Vec::with_capacity(contributors.len());
        for (member, contributor) in contributors.iter().enumerate() {
            let place = all.binary_search(&contributor);
            let unknown = DisclosureError::UnknownContributor { list, row, member };
            places.push((place.map_err(|_| unknown)?, member));
        }
        places.sort_unstable();
        let repeats = places.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        if let Some(member) = repeats.map(|pair| pair[1].1).min() {
            return Err(DisclosureError::RepeatedContributor { list, row, member });
        }
        found.push(places.into_iter().map(|place| place.0).collect());
    }
    Ok(found)
}

/// Cells that share contributors, directly or through others: what is known of one component
/// says nothing of another.
pub(super) struct Component {
    /// Positions of the cells, in order.
    pub(super) cells: Vec<usize>,
    /// The contributors, those together that belong to the same cells: nothing tells them apart.
    pub(super) atoms: Vec<Vec<usize>>,
}

/// The components of cells over `contributors` positions, in the order of their first cells.
///
/// The first `linking` cells connect. Those after them only split atoms.
pub(super) fn components(
    contributors: usize,
    cells: &[Vec<usize>],
    linking: usize,
) -> Vec<Component> {
    let mut signatures = vec![Vec::new(); contributors];
    for (cell, members) in cells.iter().enumerate() {
        for &member in members {
            signatures[member].push(cell);
        }
    }
    let mut parent: Vec<usize> = (0..linking).collect();
    fn root(parent: &mut [usize], mut cell: usize) -> usize {
        while parent[cell] != cell {
            parent[cell] = parent[parent[cell]];
            cell = parent[cell];
        }
        cell
    }
    for signature in &signatures {
        let mut linked = signature.iter().copied().filter(|&cell| cell < linking);
        let Some(first) = linked.next() else { continue };
        for other in linked {
            let (a, b) = (root(&mut parent, first), root(&mut parent, other));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut found: BTreeMap<usize, Component> = BTreeMap::new();
    for cell in 0..linking {
        let entry = found.entry(root(&mut parent, cell));
        let (cells, atoms) = (Vec::new(), Vec::new());
        let component = entry.or_insert(Component { cells, atoms });
        component.cells.push(cell);
    }
    let mut atoms: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    for (contributor, signature) in signatures.iter().enumerate() {
        if signature.first().is_some_and(|&cell| cell < linking) {
            atoms.entry(signature).or_default().push(contributor);
        }
    }
    for (signature, atom) in atoms {
        if let Some(component) = found.get_mut(&root(&mut parent, signature[0])) {
            component.atoms.push(atom);
        }
    }
    found.into_values().collect()
}

/// The atoms of a component that lie in a cell.
pub(super) fn inside(atoms: &[Vec<usize>], members: &[usize]) -> Vec<usize> {
    let holds = |atom: &Vec<usize>| {
        let first = atom.first();
        first.is_some_and(|first| members.binary_search(first).is_ok())
    };
    let atoms = atoms.iter().enumerate();
    let places = atoms.filter(|(_, atom)| holds(atom));
    places.map(|(place, _)| place).collect()
}

/// The largest power of two that is not above `value`, or 1 for zero: dividing by it changes no
/// digit.
pub(super) fn power_of_two(value: f64) -> f64 {
    let exponent = value.to_bits() & 0x7ff0_0000_0000_0000;
    match exponent {
        0 if value == 0.0 => 1.0,
        0 => f64::MIN_POSITIVE,
        bits => f64::from_bits(bits),
    }
}
