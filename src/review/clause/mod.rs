//! The environmental-sustainability clause: what each Action Line reported and lacks, and what a
//! review owes to those who start from little.

mod access;
mod answers;
mod flexibility;
mod line;
mod low_base;
mod member_status;

pub use access::{AccessGap, AccessPoint, access_gap};
pub use answers::{Answers, MemberCount, answers};
pub use flexibility::{FlexibilityUse, flexibility_uses};
pub use line::{LineIndicator, LineReport, LineStatus, LineSummary, Reported, action_lines};
pub use low_base::{LowBaseVerdict, LowBaseView, low_base_view};
pub use member_status::{MemberStatus, member_status};
