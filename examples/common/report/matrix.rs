//! What each row has of each column, as a table of states: symbol, word and colour.

use minijinja::{Value, context};

/// What is known of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Given by the one who reports.
    Reported,
    /// Estimated, to fill a gap in what was reported.
    Filled,
    /// Calculated by a model.
    Modelled,
    /// Should be there and is not.
    Lacking,
    /// Cannot be there.
    NotApplicable,
}

impl State {
    /// All states, in the order of the legend.
    pub const ALL: [State; 5] = [
        State::Reported,
        State::Filled,
        State::Modelled,
        State::Lacking,
        State::NotApplicable,
    ];

    /// The word shown in the cell.
    pub fn word(self) -> &'static str {
        match self {
            State::Reported => "reported",
            State::Filled => "filled",
            State::Modelled => "modelled",
            State::Lacking => "lacking",
            State::NotApplicable => "n/a",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            State::Reported => "given by those who report",
            State::Filled => "estimated to fill a gap",
            State::Modelled => "calculated by a model",
            State::Lacking => "expected, but there is none",
            State::NotApplicable => "not applicable",
        }
    }

    fn class(self) -> &'static str {
        match self {
            State::NotApplicable => "none",
            other => other.word(),
        }
    }
}

/// A matrix of states.
#[derive(Debug, Clone)]
pub struct Matrix {
    heads: [String; 2],
    columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    code: String,
    name: String,
    cells: Vec<(State, String)>,
}

impl Matrix {
    /// A matrix whose rows have a code and a name, under the headings `code` and `name`.
    pub fn new<'a>(code: &str, name: &str, columns: impl IntoIterator<Item = &'a str>) -> Self {
        Matrix {
            heads: [code.to_string(), name.to_string()],
            columns: columns.into_iter().map(str::to_string).collect(),
            rows: Vec::new(),
        }
    }

    /// The next row. Columns without a state are "lacking".
    pub fn row(self, code: &str, name: &str, states: impl IntoIterator<Item = State>) -> Self {
        let cells = states.into_iter().map(|s| (s, String::new()));
        self.row_with_detail(code, name, cells.collect::<Vec<_>>())
    }

    /// The next row, with a short detail below each state ("31 of 44").
    pub fn row_with_detail(
        mut self,
        code: &str,
        name: &str,
        cells: impl IntoIterator<Item = (State, String)>,
    ) -> Self {
        let mut cells: Vec<(State, String)> = cells.into_iter().collect();
        cells.resize(self.columns.len(), (State::Lacking, String::new()));
        self.rows.push(Row {
            code: code.to_string(),
            name: name.to_string(),
            cells,
        });
        self
    }

    /// How many cells have a state.
    pub fn count(&self, state: State) -> usize {
        let cells = self.rows.iter().flat_map(|r| &r.cells);
        cells.filter(|c| c.0 == state).count()
    }

    /// What the page template reads.
    pub(super) fn view(&self, title: &str) -> Value {
        let legend = State::ALL.map(|state| {
            context! {
                class => state.class(),
                word => state.word(),
                meaning => state.meaning(),
                count => self.count(state),
            }
        });
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|(state, detail)| {
                context! { class => state.class(), word => state.word(), detail }
            });
            let cells: Vec<Value> = cells.collect();
            context! { code => &row.code, name => &row.name, cells }
        });
        context! {
            caption => title,
            heads => self.heads.to_vec(),
            columns => &self.columns,
            rows => rows.collect::<Vec<_>>(),
            legend => legend.to_vec(),
        }
    }
}
