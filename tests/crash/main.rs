//! kill -9 at random moments of everything that changes a project: nothing acknowledged is lost, nothing is half there.
//!
//! `ASSAY_KILL_ROUNDS` rounds in all, 200 where it is not set: one half of them kill every command of the table
//! (`commands`), the rest a rater in the middle of labels (`labels`), imports of several batches (`imports`) and the
//! opening of projects of earlier versions (`migrations`).

mod commands;
mod imports;
mod labels;
mod migrations;
mod state;

use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};

/// How many rounds one of the tests has that gets this part of all.
fn rounds(percent: u64) -> u64 {
    let all =
        std::env::var("ASSAY_KILL_ROUNDS").map_or(200, |rounds| rounds.parse().expect("a number of rounds"));
    (all * percent).div_ceil(100)
}

/// A bit of chance that is the same in every run.
fn chance(round: u64) -> u64 {
    let mut x = round.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn say(line: &str) {
    // Only a note: a closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A program that works on a project until it is killed, and what it says.
struct Victim {
    child: Child,
    said: std::io::Lines<BufReader<ChildStdout>>,
}

impl Victim {
    /// Starts it, and waits until it says that it begins: however busy the machine is, it is killed at work.
    fn start(command: &mut Command) -> Victim {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut victim = Victim { child, said };
        assert_eq!(victim.next().as_deref(), Some("ready"));
        victim
    }

    /// The next line; none where it has ended.
    fn next(&mut self) -> Option<String> {
        let line = self.said.next()?.unwrap();
        assert!(!line.starts_with("failed"), "{line}");
        Some(line)
    }

    /// Kills it; what it said that was not yet listened to.
    fn kill(mut self) -> Vec<String> {
        // It may have ended by itself.
        let _ = self.child.kill();
        let rest = std::iter::from_fn(|| self.next()).collect();
        self.child.wait().unwrap();
        rest
    }
}
