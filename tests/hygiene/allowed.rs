//! What is only likely to be wrong can be allowed: by us for one statement, by rustc for a module. That this compiles
//! where warnings are denied is the test.

use crate::definition;

mod by_us {
    sfn_runtime::state_machine! {
        #[allow(ASL10011, reason = "it was so before")]
        pub machine ByUs {
            resource f: lambda::Function;
            #[allow(ASL4006)]
            #[retry(States.Runtime)]
            f {};
            #[max_concurrency(100)]
            for $ in $.items {
                pass;
            }
        }
    }
}

#[allow(deprecated)]
mod by_rustc {
    sfn_runtime::state_machine! {
        pub machine ByRustc {
            resource f: lambda::Function;
            resource later: lambda::Function = "<the ARN of another one>";
            #[retry(States.Runtime)]
            f {};
            later {};
        }
    }
}

#[test]
fn a_warning_keeps_nothing_from_being_defined() {
    let retry = &definition::<by_us::ByUs>()["States"]["F"]["Retry"];
    assert_eq!(retry[1]["ErrorEquals"][0], "States.Runtime");
    let states = &definition::<by_rustc::ByRustc>()["States"];
    assert_eq!(states["F"]["Retry"], *retry);
    assert_eq!(states["Later"]["Resource"], "<the ARN of another one>");
}
