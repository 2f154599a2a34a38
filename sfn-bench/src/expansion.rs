//! Time of one expansion over size, of each of its stages, and of the analysis alone.

use std::time::{Duration, Instant};

use proc_macro2::TokenStream;
use sfn_asl::check::{self, Options, Source};
use sfn_compiler::cx::Cx;
use sfn_compiler::{Compilation, emit, lower, syntax};

use crate::sources;

const SIZES: [usize; 4] = [10, 100, 1_000, 5_000];

/// The least time of a few runs: what takes longer was disturbed.
fn least(runs: usize, mut work: impl FnMut() -> Duration) -> Duration {
    (0..runs).map(|_| work()).min().unwrap_or_default()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// Enough runs for a least time, and not more than anybody wants to wait for.
fn runs(states: usize) -> usize {
    if states < 1_000 { 20 } else { 7 }
}

fn lexed(source: &str) -> TokenStream {
    source.parse().expect("the source lexes")
}

fn compiled(tokens: TokenStream) -> Compilation {
    let compilation = sfn_compiler::compile(tokens);
    assert!(!compilation.failed(), "{:?}", compilation.findings);
    compilation
}

/// All of an expansion, what it allocates included.
fn expansion(tokens: &TokenStream, runs: usize) -> Duration {
    least(runs, || {
        let tokens = tokens.clone();
        let (is_empty, time) = timed(|| emit::expansion(&compiled(tokens), emit::lex).is_empty());
        assert!(!is_empty);
        time
    })
}

/// Prints the tables.
pub fn run() {
    growth();
    println!();
    stages(1_000);
    println!();
    analysis();
}

/// One expansion of a machine of such a shape and size.
pub fn run_one(mut arguments: impl Iterator<Item = String>) {
    let (shape, states) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let source = sources::SHAPES.iter().find(|it| it.0 == shape).expect("chain, joins or loops").1;
    let tokens = lexed(&source(states.parse().expect("how many states")));
    assert!(!emit::expansion(&compiled(tokens), emit::lex).is_empty());
}

fn growth() {
    println!("| states | expansion | per state | to the row before | definition |");
    println!("| ---: | ---: | ---: | ---: | ---: |");
    let mut before: Option<f64> = None;
    for states in SIZES {
        let tokens = lexed(&sources::joins(states));
        let time = expansion(&tokens, runs(states));
        let bytes = compiled(tokens).machines[0].definition.len();
        let per_state = time.as_secs_f64() / states as f64;
        let growth = before.map_or(String::from("–"), |before| format!("{:.2} ×", per_state / before));
        before = Some(per_state);
        println!(
            "| {states} | {:.1} ms | {:.1} µs | {growth} | {} KiB |",
            time.as_secs_f64() * 1e3,
            per_state * 1e6,
            bytes / 1024,
        );
    }
}

/// What each stage of one expansion takes of the whole.
fn stages(states: usize) {
    let tokens = lexed(&sources::joins(states));
    let runs = runs(states);
    let whole = expansion(&tokens, runs);
    let mut least = [Duration::MAX; 8];
    for _ in 0..runs {
        for (least, time) in least.iter_mut().zip(stage_times(tokens.clone())) {
            *least = (*least).min(time);
        }
    }
    println!("| stage | {states} states | share |");
    println!("| --- | ---: | ---: |");
    let row = |name: &str, time: Duration| {
        let share = 100.0 * time.as_secs_f64() / whole.as_secs_f64();
        println!("| {name} | {:.1} ms | {share:.0} % |", time.as_secs_f64() * 1e3);
    };
    const NAMES: [&str; 8] = [
        "tokens to AST",
        "AST to model",
        "ASL",
        "checks",
        "role",
        "diagram",
        // Here by the lexer of proc_macro2, which is not optimised either; in a build by rustc's.
        "long literals",
        "other tokens",
    ];
    for (name, time) in NAMES.into_iter().zip(least) {
        row(name, time);
    }
    row("all, and freeing it", whole);
}

fn stage_times(tokens: TokenStream) -> [Duration; 8] {
    let mut cx = Cx::new();
    let (mut machines, parse) = timed(|| syntax::parse(&mut cx, tokens));
    let ast = machines.remove(0);
    let (lowered, lowering) = timed(|| lower::lower(&mut cx, &ast));
    let (definition, writing) = timed(|| sfn_asl::write::machine(&lowered.machine));
    let options = Options { length: Some(definition.len()), source: Source::Macro };
    let ((), checking) = timed(|| check::machine(&mut cx.diagnostics, &lowered.machine, &options));
    let declared = lower::declared(&lowered.resources);
    let (policy, role) =
        timed(|| sfn_asl::iam::policy(&mut cx.diagnostics, &lowered.machine, &declared, &lowered.iam));
    let (diagram, drawing) = timed(|| sfn_asl::diagram::mermaid(&lowered.machine));
    let (_, literals) = timed(|| (emit::literal(emit::lex, &definition), emit::literal(emit::lex, &diagram)));
    let questions = sfn_compiler::types::follow(&cx, &ast, &lowered);
    let compiled = sfn_compiler::Compiled { ast, lowered, definition, policy, questions };
    let compilation = Compilation { machines: vec![compiled], findings: Vec::new() };
    let (_, emission) = timed(|| emit::expansion(&compilation, emit::lex));
    let rest = emission.saturating_sub(drawing + literals);
    [parse, lowering, writing, checking, role, drawing, literals, rest]
}

/// What the checks cost beside all of the expansion, where ways join and where they come round again.
fn analysis() {
    println!("| machine | states | checks | to the row before, per state | of the expansion |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (name, source) in sources::SHAPES {
        let mut before: Option<f64> = None;
        for states in SIZES {
            let tokens = lexed(&source(states));
            let whole = expansion(&tokens, runs(states));
            let compilation = compiled(tokens);
            let model = &compilation.machines[0].lowered.machine;
            let options =
                Options { length: Some(compilation.machines[0].definition.len()), source: Source::Macro };
            let checks = least(runs(states), || {
                let mut cx = sfn_asl::diag::Diagnostics::new();
                timed(|| check::machine(&mut cx, model, &options)).1
            });
            let per_state = checks.as_secs_f64() / states as f64;
            let growth = before.map_or(String::from("–"), |before| format!("{:.2} ×", per_state / before));
            before = Some(per_state);
            println!(
                "| {name} | {states} | {:.1} ms | {growth} | {:.0} % |",
                checks.as_secs_f64() * 1e3,
                100.0 * checks.as_secs_f64() / whole.as_secs_f64(),
            );
        }
    }
}
