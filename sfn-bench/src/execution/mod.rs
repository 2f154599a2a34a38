//! Transitions per second and memory of the executor, and the same definitions on two engines of others in the same
//! run: PyPI's `moto` and `ministack`, where a Python has them.
//!
//! How the cost grows is told by the time that the processor worked, because what else runs on a machine interrupts
//! long runs and not short ones. What still grows with the size of a run is the price of its memory: it no longer fits
//! into the caches, and the system has to give it out (page faults). Instructions do not: count them with
//! `valgrind --tool=callgrind target/release/sfn-bench execution-of 1 0 100000`.

mod engines;
mod machines;

use std::process::{Command, exit};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use sfn_runtime::exec::{Call, Definition, Executor, asynchronous};

use engines::Engine;
use machines::{LANGUAGES, Language, SHAPES, Shape, Work};

/// The best of what fits into this time, once at least.
const ENOUGH: Duration = Duration::from_millis(300);

/// What one process has measured.
#[derive(Clone, Copy)]
struct Measured {
    /// On the clock.
    seconds: f64,
    /// Of the processor, on average.
    worked: f64,
    /// Pages that the system has given out.
    faults: u64,
    /// Most memory in use, less that of the process before it began.
    kib: u64,
}

/// Prints both tables. `python` is the interpreter that has the other engines.
pub fn run(python: Option<String>) {
    println!(
        "| | time | transitions/s | processor's time for each, to the row before | memory | page faults for each 1,000 |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for shape in SHAPES {
        for language in LANGUAGES {
            if (shape, language) == (Shape::Waiting, Language::Jsonata) {
                continue;
            }
            let mut before: Option<f64> = None;
            for size in [1_000, 10_000, 100_000] {
                let work = Work { shape, language, size };
                if work.executions() > 10_000 {
                    continue;
                }
                let Measured { seconds, worked, faults, kib } = in_a_process(work);
                let each = worked / work.transitions() as f64;
                let growth = before.map_or("–".to_owned(), |before| format!("{:.2} ×", each / before));
                before = Some(each);
                println!(
                    "| {work} | {:.1} ms | {} | {growth} | {:.1} MiB | {:.1} |",
                    seconds * 1e3,
                    grouped(work.transitions() as f64 / seconds),
                    kib as f64 / 1024.0,
                    1e3 * faults as f64 / work.transitions() as f64
                );
            }
        }
    }
    println!();
    beside(&python.unwrap_or_else(|| "python3".to_owned()));
}

fn beside(python: &str) {
    let mut engines: Vec<Engine> = Vec::new();
    for kind in engines::KINDS {
        match Engine::start(kind, python) {
            Ok(it) => engines.push(it),
            Err(why) => println!("{}: skipped, {why}", kind.name),
        }
    }
    if engines.is_empty() {
        return;
    }
    let names: Vec<String> = engines.iter().map(|it| format!(" {} | times as fast |", it.name())).collect();
    println!("| transitions/s | this |{}", names.concat());
    println!("| --- | ---: |{}", " ---: | ---: |".repeat(names.len()));
    for (shape, size) in [(Shape::Loop, 1_000), (Shape::Map, 1_000), (Shape::Executions, 100)] {
        for language in LANGUAGES {
            let work = Work { shape, language, size };
            let rate = |seconds: f64| work.transitions() as f64 / seconds;
            let ours = rate(in_a_process(work).seconds);
            let theirs = engines.iter().map(|engine| match engine.measure(work) {
                Ok(seconds) => {
                    format!(" {} | {} × |", grouped(rate(seconds)), grouped(ours / rate(seconds)))
                }
                Err(why) => format!(" {why} | – |"),
            });
            println!("| {work} | {} |{}", grouped(ours), theirs.collect::<String>());
        }
    }
}

/// `1234567` is `1,234,567`.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Memory is told by process: what one gives back, another would not see.
fn in_a_process(work: Work) -> Measured {
    let place = |found: Option<usize>| found.expect("it is one of them").to_string();
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .arg("execution-of")
        .arg(place(SHAPES.iter().position(|it| *it == work.shape)))
        .arg(place(LANGUAGES.iter().position(|it| *it == work.language)))
        .arg(work.size.to_string())
        .output()
        .expect("this program runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    match numbers[..] {
        [seconds, worked, faults, kib] => {
            Measured { seconds, worked, faults: faults as u64, kib: kib as u64 }
        }
        _ => {
            eprintln!("{work} failed: {text}{}", String::from_utf8_lossy(&output.stderr));
            exit(1)
        }
    }
}

/// Measures the work that the arguments name, and prints seconds on the clock and of the processor, page faults and KiB.
pub fn run_one(mut arguments: impl Iterator<Item = String>) {
    let mut number = || arguments.next().and_then(|it| it.parse::<usize>().ok()).unwrap_or_default();
    let work = Work { shape: SHAPES[number()], language: LANGUAGES[number()], size: number() };
    let text = work.definition().to_string();
    let definition = Definition::parse(&text).expect("the definition is accepted");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    let before = peak_kib();
    let began = Instant::now();
    let (mut best, mut fewest, mut runs, worked_before) = (f64::MAX, u64::MAX, 0_u32, worked());
    while runs == 0 || began.elapsed() < ENOUGH {
        let (start, faults) = (Instant::now(), page_faults());
        match work.shape {
            Shape::Loop | Shape::Map => alone(&definition, work),
            Shape::Executions | Shape::Waiting => runtime.block_on(together(&definition, work)),
        }
        best = best.min(start.elapsed().as_secs_f64());
        fewest = fewest.min(page_faults() - faults);
        runs += 1;
    }
    // The kernel counts in steps that are longer than a short run.
    let worked = (worked() - worked_before) / f64::from(runs);
    println!("{best} {worked} {fewest} {}", peak_kib().saturating_sub(before));
}

/// Seconds that the processor has worked for the threads of this process, after the kernel's `sched-stats`.
fn worked() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").expect("this benchmark needs Linux");
    let nanos = threads.filter_map(|it| {
        let text = std::fs::read_to_string(it.ok()?.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    nanos.sum::<f64>() / 1e9
}

/// Pages that this process was given, after proc(5).
fn page_faults() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this benchmark needs Linux");
    let fields = stat.rsplit_once(") ").map_or("", |it| it.1);
    fields.split(' ').nth(7).and_then(|it| it.parse().ok()).unwrap_or_default()
}

fn executor(definition: &Definition, work: Work) -> Executor {
    let executor = Executor::with(definition.clone());
    if work.has_history() { executor } else { executor.without_history() }
}

fn alone(definition: &Definition, work: Work) {
    let execution = executor(definition, work).run(work.input()).expect("it runs");
    execution.assert_output(work.output());
}

async fn together(definition: &Definition, work: Work) {
    let mut runs = tokio::task::JoinSet::new();
    let all = Arc::new(tokio::sync::Barrier::new(work.size));
    for _ in 0..work.size {
        let (all, mut executor) = (all.clone(), executor(definition, work));
        if work.shape == Shape::Waiting {
            executor = executor.mock(
                "T",
                asynchronous(move |_: Call| {
                    let all = all.clone();
                    async move {
                        all.wait().await;
                        json!({"Payload": 1})
                    }
                }),
            );
        }
        runs.spawn(async move { executor.run_async(work.input()).await.expect("it runs") });
    }
    while let Some(execution) = runs.join_next().await {
        execution.expect("no panic").assert_output(work.output());
    }
}

/// The most memory that this process had, after proc(5).
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("this benchmark needs Linux");
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|it| it.parse().ok()).unwrap_or_default()
}
