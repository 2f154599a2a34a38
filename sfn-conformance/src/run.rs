//! Runs cases, two at a time; a panic is a failure of its case.

use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const THREADS: usize = 2;

/// Nesting in the material is bounded by what its authors wrote, not by a default.
const STACK: usize = 256 << 20;

/// The longest reason that is still read.
const REASON: usize = 300;

/// One thing to hold: `Err` says what is wrong with it.
pub struct Case {
    /// What it is called in reports: the file, mostly.
    pub name: String,
    /// Holds it.
    pub check: Box<dyn Fn() -> Result<(), String> + Send + Sync>,
}

/// A case that failed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Failure {
    /// [`Case::name`]
    pub name: String,
    /// One line.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

/// Runs all of them. Failures come sorted, so that two runs print the same.
pub fn all(cases: &[Case]) -> Vec<Failure> {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|it| format!(" at {}:{}", it.file(), it.line())).unwrap_or_default();
        PLACE.set(place);
    }));
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(reason) = one(case) {
                let failure = Failure { name: case.name.clone(), reason: one_line(&reason) };
                failures.lock().unwrap_or_else(|it| it.into_inner()).push(failure);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            started.expect("a thread can be started");
        }
    });
    let _ = panic::take_hook();
    let mut failures = failures.into_inner().unwrap_or_else(|it| it.into_inner());
    failures.sort();
    failures
}

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

fn one(case: &Case) -> Result<(), String> {
    panic::catch_unwind(AssertUnwindSafe(&case.check)).unwrap_or_else(|payload| {
        let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
            (Some(text), _) => text,
            (_, Some(text)) => text.as_str(),
            _ => "of unknown kind",
        };
        Err(format!("panic{}: {message}", PLACE.take()))
    })
}

fn one_line(reason: &str) -> String {
    let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, all};

    #[test]
    fn failures_and_panics_are_reported_in_order_and_the_rest_still_runs() {
        let case = |name: &str, check: fn() -> Result<(), String>| Case {
            name: name.to_owned(),
            check: Box::new(check),
        };
        let cases = [
            case("d", || Err("two\n  lines".to_owned())),
            case("c", || panic!("no {}", 7)),
            case("b", || Ok(())),
            case("a", || panic!("static")),
        ];
        let lines: Vec<String> = all(&cases).iter().map(|it| it.to_string()).collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("a: panic at ") && lines[0].ends_with(": static"), "{}", lines[0]);
        assert!(lines[1].starts_with("c: panic at ") && lines[1].ends_with(": no 7"), "{}", lines[1]);
        assert_eq!(lines[2], "d: two lines");
    }
}
