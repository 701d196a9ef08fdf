use core::fmt;

use alloc::vec::Vec;

use super::{TimeError, Timestamp, UtcOffset};

/// The timestamps of the rows of a table, in the order of the rows.
///
/// # Example
/// ```
/// use ict_impact::time::{TimeError, Timestamps};
/// let column = ["2024-10-27T02:00:00+02:00", "2024-10-27T02:00:00+01:00"];
/// assert_eq!(Timestamps::read(column)?.len(), 2); // an hour apart
///
/// let refused = Timestamps::read(["2024-10-27T02:00:00", "2024-10-27T02:00:00Z", "27.10.2024"]);
/// let Err(TimeError::Refused(refused)) = refused else { panic!() };
/// assert_eq!(refused.rows().iter().map(|row| row.0).collect::<Vec<_>>(), [0, 2]);
/// # Ok::<(), TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamps {
    instants: Vec<Timestamp>,
    local: Option<UtcOffset>,
}

impl Timestamps {
    /// The timestamps of texts that have an offset from UTC each.
    ///
    /// # Errors
    /// [`TimeError::Refused`] with all rows that cannot be read, and why.
    pub fn read<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Result<Self, TimeError> {
        let instants = texts.into_iter().map(|text| text.as_ref().parse());
        Ok(Self {
            instants: collect(instants)?,
            local: None,
        })
    }

    /// The timestamps of local times without offset, all read on a clock that is `offset` ahead
    /// of UTC.
    ///
    /// Clocks that are put forward and back are not such a clock: where their readings jump or
    /// repeat an hour, the axis that is made of them
    /// says so.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::Timestamps;
    /// let column = ["2024-01-01 00:00", "2024-01-01 01:00"];
    /// let stamps = Timestamps::read_local(column, "+01:00".parse()?)?;
    /// assert_eq!(stamps.as_slice()[0].to_string(), "2023-12-31T23:00:00Z");
    /// assert!(Timestamps::read(column).is_err()); // which hour is meant?
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub fn read_local<T: AsRef<str>>(
        texts: impl IntoIterator<Item = T>,
        offset: UtcOffset,
    ) -> Result<Self, TimeError> {
        let instants = texts
            .into_iter()
            .map(|text| Timestamp::local(text.as_ref(), offset));
        Ok(Self {
            instants: collect(instants)?,
            local: Some(offset),
        })
    }

    /// The timestamps of whole seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError::Refused`] with all rows outside the years 1 to 9999.
    pub fn from_unix_seconds(seconds: &[i64]) -> Result<Self, TimeError> {
        let instants = seconds.iter().copied().map(Timestamp::from_unix_seconds);
        Ok(Self {
            instants: collect(instants)?,
            local: None,
        })
    }

    /// The timestamps themselves, in the order of the rows.
    pub fn as_slice(&self) -> &[Timestamp] {
        &self.instants
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.instants.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.instants.is_empty()
    }

    /// The one offset of all rows, if the texts had none.
    pub fn local_offset(&self) -> Option<UtcOffset> {
        self.local
    }
}

impl From<Vec<Timestamp>> for Timestamps {
    fn from(instants: Vec<Timestamp>) -> Self {
        Self {
            instants,
            local: None,
        }
    }
}

fn collect(
    rows: impl Iterator<Item = Result<Timestamp, TimeError>>,
) -> Result<Vec<Timestamp>, TimeError> {
    let mut instants = Vec::with_capacity(rows.size_hint().0);
    let mut refused = RefusedTimestamps {
        rows: Vec::new(),
        total: 0,
    };
    for (row, instant) in rows.enumerate() {
        match instant {
            Ok(instant) => instants.push(instant),
            Err(reason) => {
                refused.total += 1;
                if refused.rows.len() < RefusedTimestamps::KEPT {
                    refused.rows.push((row, reason));
                }
            }
        }
    }
    if refused.total > 0 {
        return Err(TimeError::Refused(refused));
    }
    Ok(instants)
}

/// Rows whose timestamps cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedTimestamps {
    rows: Vec<(usize, TimeError)>,
    total: usize,
}

impl RefusedTimestamps {
    /// Rows kept with their reason; beyond it they are only counted.
    const KEPT: usize = 1000;

    /// Row (from 0) and reason, in order, at most 1000 of them.
    pub fn rows(&self) -> &[(usize, TimeError)] {
        &self.rows
    }

    /// How many rows are refused in all.
    pub fn total(&self) -> usize {
        self.total
    }
}

impl fmt::Display for RefusedTimestamps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        write!(f, "{} timestamp(s) refused", self.total)?;
        for (row, reason) in self.rows.iter().take(SHOWN) {
            write!(f, "; row {row}: {reason}")?;
        }
        if self.total > SHOWN {
            f.write_str("; …")?;
        }
        Ok(())
    }
}

impl core::error::Error for RefusedTimestamps {}
