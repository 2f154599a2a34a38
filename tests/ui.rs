//! Mistakes, each in a file of its own, and what rustc prints for it: `ui/<kind of mistake>/<mistake>.rs` and `.stderr`.
//!
//! `TRYBUILD=overwrite cargo test -p sfn-tests --test ui` writes the `.stderr` anew, on the compiler of
//! `rust-toolchain.toml`. Read the difference as prose: the smallest token, what happens if it is left, one fix.
//! No case here may compile: trybuild builds all of them at once only then.

#[test]
fn mistakes_are_reported_where_they_are() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
