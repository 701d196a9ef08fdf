//! What every example does alike: its options, its errors, its files.
//!
//! ```text
//! #[path = "../common/mod.rs"]
//! mod kit;
//!
//! const ABOUT: kit::About = kit::About { name: "fleet", … };
//!
//! fn main() -> ExitCode {
//!     let asked = ABOUT.parse(lexopt::Parser::from_env(), |_, _| Ok(false));
//!     let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
//!     ExitCode::from(ABOUT.answer(asked, &mut out, &mut err, |paths| {
//!         let rows = read(paths)?;             // every bad row: exit 2, nothing is written
//!         let files = vec![("fleet.csv", csv(&rows))];
//!         Ok((files, summary(&rows)))
//!     }))
//! }
//! ```
#![allow(dead_code, reason = "not every example needs all of it")]

use std::ffi::OsString;
use std::fmt::{Display, Write as _};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, process};

/// The exit code of an example that refuses its options or its input.
const REFUSED: u8 = 2;

/// What an example says of itself in its help.
pub(crate) struct About {
    /// The name by which Cargo runs it.
    pub(crate) name: &'static str,
    /// What it does, in one or two lines.
    pub(crate) purpose: &'static str,
    /// What it reads, and what it takes without `--input`.
    pub(crate) input: &'static str,
    /// What it writes into the folder of `--out`.
    pub(crate) output: &'static str,
    /// Its own options, each with what it does: `("--method NAME", "run only …")`.
    pub(crate) options: &'static [(&'static str, &'static str)],
}

/// The options that every example takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Args {
    /// Files or folders to read instead of the shipped data.
    pub(crate) input: Vec<PathBuf>,
    /// The folder to write to; without it nothing is written.
    pub(crate) out: Option<PathBuf>,
}

/// Names of files and what is in them.
pub(crate) type Files = Vec<(&'static str, Vec<u8>)>;

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    Run(Args),
    Help(String),
}

impl About {
    /// Reads a command line. `own` is asked about each option that is not one of every example:
    /// it takes what values it needs from the parser and says whether it knows the option.
    pub(crate) fn parse(
        &self,
        mut parser: lexopt::Parser,
        mut own: impl FnMut(&str, &mut lexopt::Parser) -> Result<bool, lexopt::Error>,
    ) -> Result<Asked, String> {
        let mut args = Args::default();
        let mut read = || -> Result<bool, lexopt::Error> {
            while let Some(arg) = parser.next()? {
                match arg {
                    lexopt::Arg::Value(path) => args.input.push(path.into()),
                    lexopt::Arg::Long("input") => args.input.push(parser.value()?.into()),
                    lexopt::Arg::Long("out") if args.out.is_some() => {
                        return Err("--out is given twice".into());
                    }
                    lexopt::Arg::Long("out") => args.out = Some(parser.value()?.into()),
                    lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(true),
                    lexopt::Arg::Long(name) => {
                        let name = name.to_owned();
                        if !own(&name, &mut parser)? {
                            return Err(lexopt::Arg::Long(&name).unexpected());
                        }
                    }
                    lexopt::Arg::Short(_) => return Err(arg.unexpected()),
                }
            }
            Ok(false)
        };
        match read() {
            Ok(true) => Ok(Asked::Help(self.help())),
            Ok(false) => Ok(Asked::Run(args)),
            Err(error) => Err(format!("{}: {error} (--help lists the options)", self.name)),
        }
    }

    /// Does what was asked: prints the help or what is wrong, or writes the files that `work`
    /// makes of the input into the folder (`out/` and the name, unless `--out` says another) and
    /// prints its summary. Gives the exit code.
    pub(crate) fn answer(
        &self,
        asked: Result<Asked, String>,
        out: &mut dyn Write,
        err: &mut dyn Write,
        work: impl FnOnce(&[PathBuf]) -> Result<(Files, String), Vec<String>>,
    ) -> u8 {
        let args = match asked {
            Ok(Asked::Run(args)) => args,
            Ok(Asked::Help(text)) => return finish(out, &text, 0),
            Err(error) => return refuse(err, &[error]),
        };
        let dir = args.out.unwrap_or_else(|| Path::new("out").join(self.name));
        let written = work(&args.input).and_then(|(files, summary)| {
            write_all(&dir, &files).map_err(|error| vec![error])?;
            let paths = files.iter().map(|(name, _)| dir.join(name));
            let paths: Vec<String> = paths.map(|path| path.display().to_string()).collect();
            Ok((paths.join("\n         "), summary))
        });
        match written {
            Ok((paths, summary)) => finish(out, &format!("{summary}\nWritten: {paths}\n"), 0),
            Err(errors) => refuse(err, &errors),
        }
    }

    /// The help text.
    pub(crate) fn help(&self) -> String {
        let name = self.name;
        let mut text = format!(
            "{name}: {}\n\nUsage: cargo run --release --example {name} -- [OPTIONS] [PATH]...\n\n",
            self.purpose
        );
        let every = [
            ("PATH, --input PATH", self.input),
            ("--out DIR", self.output),
            ("--help", "print this text"),
        ];
        for (option, what) in every[..2].iter().chain(self.options).chain(&every[2..]) {
            let what = what.replace('\n', &format!("\n{:22}", ""));
            writeln!(text, "  {option:18}  {what}").expect("a string takes any text");
        }
        text
    }
}

/// Writes every error and gives the code to leave with.
pub(crate) fn refuse<E: Display>(err: &mut dyn Write, errors: &[E]) -> u8 {
    list_errors(err, errors);
    REFUSED
}

/// Prints the text. A reader who closed the pipe early still learns the exit code.
pub(crate) fn finish(out: &mut dyn Write, text: &str, code: u8) -> u8 {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    code
}

/// Writes every error on a line of its own, and then how many there are.
fn list_errors<E: Display>(to: &mut dyn Write, errors: &[E]) {
    let mut text = String::new();
    for error in errors {
        writeln!(text, "error: {error}").expect("a string takes any text");
    }
    if errors.len() > 1 {
        writeln!(text, "{} errors; nothing was written", errors.len()).expect("as above");
    }
    // Nobody is left to tell when stderr is closed.
    let _ = to.write_all(text.as_bytes());
}

/// Writes all files into the folder, which is made if need be, or none: each is first written
/// under another name, and all are renamed when the last is complete.
pub(crate) fn write_all<B: AsRef<[u8]>>(dir: &Path, files: &[(&str, B)]) -> Result<(), String> {
    let made = !dir.exists();
    let part = |name: &str| dir.join(format!(".{name}.{}.part", process::id()));
    let error = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    let write = || {
        fs::create_dir_all(dir).map_err(|e| error(dir, e))?;
        for (name, bytes) in files {
            if dir.join(name).is_dir() {
                return Err(format!("{}: is a folder", dir.join(name).display()));
            }
            let part = part(name);
            fs::write(&part, bytes).map_err(|e| error(&part, e))?;
        }
        for (name, _) in files {
            let target = dir.join(name);
            fs::rename(part(name), &target).map_err(|e| error(&target, e))?;
        }
        Ok(())
    };
    let result = write();
    if result.is_err() {
        for (name, _) in files {
            let _ = fs::remove_file(part(name));
        }
        if made {
            // Fails, as it should, when the folder holds anything.
            let _ = fs::remove_dir(dir);
        }
    }
    result
}

/// A parser of these arguments, without the name of a program before them.
pub(crate) fn parser_of<I: IntoIterator<Item: Into<OsString>>>(args: I) -> lexopt::Parser {
    lexopt::Parser::from_args(args)
}
