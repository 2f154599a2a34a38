#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Quiet": pass;
        #[warn(ASL2013)]
        "Said": pass;
        #[warn(hints)]
        "Loop": for $ in $.items {
            #[allow(ASL2013, reason = "a place for a breakpoint")]
            pass;
            match $.kind {
                #[allow(hints)]
                "a" => { "Quiet, too": pass; },
                _ => { "Loud": pass; }
            }
        }
        succeed;
    }
}

fn main() {}
