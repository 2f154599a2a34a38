//! What the catalogue of AWS SDK actions costs: its size, a look-up, and its part of a cold build.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sfn_catalog::{Action, Shape};

use crate::build::children_cpu;

/// Rounds of each measurement; the least is taken.
const ROUNDS: usize = 20;
/// Look-ups in one round.
const CALLS: u32 = 1_000;
/// Builds; the least is taken.
const BUILDS: usize = 3;

const PUBLISHED: &[&str] = &["sfn-catalog", "sfn-asl", "sfn-compiler", "sfn-macros", "sfn-runtime"];
/// What crates.io takes at most.
const LIMIT: u64 = 10_000_000;

/// Prints sizes, times of look-ups, and CPU seconds of builds of the crate alone.
pub fn run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let blob = root.join("sfn-catalog/src/catalog.bin");
    println!("catalogue of {}: {} bytes", sfn_catalog::date(), size(&blob));
    println!("| published crate | packed |");
    println!("| --- | ---: |");
    for (name, bytes) in packed(&root) {
        println!("| {name} | {bytes} bytes |");
        assert!(bytes < LIMIT, "{name} is larger than crates.io takes");
    }
    println!("\n| look-up | time |");
    println!("| --- | ---: |");
    row("service and action", &|| sfn_catalog::action(black_box("dynamodb"), black_box("putItem")));
    row("dynamodb:putItem, 4 parameters, errors, permissions", &|| {
        call("dynamodb", "putItem", &["TableName", "Item", "ConditionExpression", "ReturnValues"])
    });
    row("ec2:runInstances, 6 parameters, errors, permissions", &|| {
        call(
            "ec2",
            "runInstances",
            &["ImageId", "InstanceType", "MinCount", "MaxCount", "SubnetId", "TagSpecifications"],
        )
    });
    row("type of ec2:describeInstances Reservations[0].Instances[0].State.Name", &|| {
        let steps = ["Reservations", "", "Instances", "", "State", "Name"];
        let output = sfn_catalog::action(black_box("ec2"), black_box("describeInstances"))?.output()?;
        steps
            .iter()
            .try_fold(output, |at, it| if it.is_empty() { at.element() } else { Some(at.member(it)?.shape) })
    });
    let (count, time) = walk();
    println!("| all {count} actions and their parameters | {:.1} ms |", time.as_secs_f64() * 1e3);
    println!("\n| build of sfn-catalog alone | CPU |");
    println!("| --- | ---: |");
    for (name, flags) in [("debug", &[][..]), ("release", &["--release"][..])] {
        println!("| {name} | {:.2} s |", build(&root, flags));
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).expect("a file").len()
}

/// Bytes of what would be uploaded of each published crate.
fn packed(root: &Path) -> Vec<(&'static str, u64)> {
    let target = std::env::temp_dir().join(format!("sfn-bench-{}-package", std::process::id()));
    let mut command = Command::new("cargo");
    command.args(["package", "--quiet", "--no-verify", "--allow-dirty"]);
    PUBLISHED.iter().for_each(|it| _ = command.args(["--package", it]));
    let status = command.current_dir(root).env("CARGO_TARGET_DIR", &target).status();
    assert!(status.expect("cargo runs").success(), "cargo package");
    let file = |name: &str| target.join(format!("package/{name}-{}.crate", env!("CARGO_PKG_VERSION")));
    let found = PUBLISHED.iter().map(|it| (*it, size(&file(it)))).collect();
    fs::remove_dir_all(target).expect("the folder can be removed");
    found
}

fn row<T>(name: &str, look_up: &dyn Fn() -> Option<T>) {
    assert!(look_up().is_some(), "{name}");
    let round = || {
        let start = Instant::now();
        for _ in 0..CALLS {
            black_box(look_up());
        }
        start.elapsed() / CALLS
    };
    let least = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    println!("| {name} | {:.2} µs |", least.as_secs_f64() * 1e6);
}

/// What a check asks of one call: how many errors and statements there are.
fn call(service: &str, action: &str, parameters: &[&str]) -> Option<usize> {
    let action = sfn_catalog::action(service, action)?;
    let input = action.input()?;
    let needed = input.required().filter(|it| parameters.contains(&it.name)).count();
    for name in parameters {
        black_box(input.member(name)?.shape.kind());
    }
    Some(needed + action.errors().count() + action.permissions()?.len())
}

fn walk() -> (usize, Duration) {
    let actions = || sfn_catalog::services().flat_map(|it| it.actions().collect::<Vec<Action>>());
    let round = || {
        let start = Instant::now();
        for action in actions() {
            black_box(action.input().map(|it: Shape| it.members().count()));
        }
        start.elapsed()
    };
    let least = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    (actions().count(), least)
}

/// CPU seconds of a build of the crate in a new folder.
fn build(root: &Path, flags: &[&str]) -> f64 {
    let target = std::env::temp_dir().join(format!("sfn-bench-{}-catalog", std::process::id()));
    let once = || {
        let before = children_cpu();
        let mut command = Command::new("cargo");
        command.args(["build", "--quiet", "--package", "sfn-catalog", "--lib"]).args(flags);
        command.current_dir(root).env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0");
        assert!(command.status().expect("cargo runs").success(), "cargo build");
        let seconds = children_cpu() - before;
        fs::remove_dir_all(&target).expect("the folder can be removed");
        seconds
    };
    (0..BUILDS).map(|_| once()).fold(f64::MAX, f64::min)
}
