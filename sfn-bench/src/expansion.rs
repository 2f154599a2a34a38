//! Time of one expansion at 10, 100, 1,000 and 5,000 states.

use std::time::{Duration, Instant};

use proc_macro2::TokenStream;

use crate::sources;

/// The best of a few runs: what is slower was disturbed.
fn best(runs: usize, mut work: impl FnMut() -> usize) -> (Duration, usize) {
    let mut best = (Duration::MAX, 0);
    for _ in 0..runs {
        let start = Instant::now();
        let result = work();
        best = best.min((start.elapsed(), result));
    }
    best
}

/// Prints the table.
pub fn run() {
    println!("| states | expansion | per state | to the row before | definition | checks alone |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut before: Option<f64> = None;
    for states in [10, 100, 1_000, 5_000] {
        let source = sources::machine(states);
        let tokens: TokenStream = source.parse().expect("the source lexes");
        let runs = if states < 1_000 { 20 } else { 5 };
        let (time, bytes) = best(runs, || {
            let compilation = sfn_compiler::compile(tokens.clone());
            assert!(!compilation.failed(), "{:?}", compilation.findings);
            let length = compilation.machines[0].definition.len();
            let expansion = sfn_compiler::emit::expansion(&compilation, sfn_compiler::emit::lex);
            assert!(!expansion.is_empty());
            length
        });
        let compilation = sfn_compiler::compile(tokens);
        let model = &compilation.machines[0].lowered.machine;
        let (checks, _) = best(runs, || {
            let mut cx = sfn_asl::diag::Diagnostics::new();
            sfn_asl::check::machine(&mut cx, model, &sfn_asl::check::Options::default());
            cx.items().len()
        });
        let per_state = time.as_secs_f64() / states as f64;
        let growth = before.map_or(String::from("–"), |before| format!("{:.2} ×", per_state / before));
        before = Some(per_state);
        println!(
            "| {states} | {:.1} ms | {:.1} µs | {growth} | {} KiB | {:.0} % |",
            time.as_secs_f64() * 1e3,
            per_state * 1e6,
            bytes / 1024,
            100.0 * checks.as_secs_f64() / time.as_secs_f64(),
        );
    }
}
