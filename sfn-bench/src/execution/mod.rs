//! Transitions per second and memory of the executor, and the same definitions on two engines of others in the same
//! run: PyPI's `moto` and `ministack`, where a Python has them.

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
    seconds: f64,
    /// Most memory in use, less that of the process before it began.
    kib: u64,
}

/// Prints both tables. `python` is the interpreter that has the other engines.
pub fn run(python: Option<String>) {
    println!("| | time | transitions/s | time per transition, to the row before | memory |");
    println!("| --- | ---: | ---: | ---: | ---: |");
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
                let Measured { seconds, kib } = in_a_process(work);
                let each = seconds / work.transitions() as f64;
                let growth = before.map_or("–".to_owned(), |before| format!("{:.2} ×", each / before));
                before = Some(each);
                println!(
                    "| {work} | {:.1} ms | {} | {growth} | {:.1} MiB |",
                    seconds * 1e3,
                    grouped(1.0 / each),
                    kib as f64 / 1024.0
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
    let mut words = text.split_whitespace();
    match (words.next().and_then(|it| it.parse().ok()), words.next().and_then(|it| it.parse().ok())) {
        (Some(seconds), Some(kib)) => Measured { seconds, kib },
        _ => {
            eprintln!("{work} failed: {text}{}", String::from_utf8_lossy(&output.stderr));
            exit(1)
        }
    }
}

/// Measures the work that the arguments name, and prints seconds and KiB.
pub fn run_one(mut arguments: impl Iterator<Item = String>) {
    let mut number = || arguments.next().and_then(|it| it.parse::<usize>().ok()).unwrap_or_default();
    let work = Work { shape: SHAPES[number()], language: LANGUAGES[number()], size: number() };
    let text = work.definition().to_string();
    let definition = Definition::parse(&text).expect("the definition is accepted");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    let before = peak_kib();
    let began = Instant::now();
    let mut best = f64::MAX;
    while best == f64::MAX || began.elapsed() < ENOUGH {
        let start = Instant::now();
        match work.shape {
            Shape::Loop | Shape::Map => alone(&definition, work),
            Shape::Executions | Shape::Waiting => runtime.block_on(together(&definition, work)),
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{best} {}", peak_kib().saturating_sub(before));
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
