#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    #[warn(ASL2013, ASL2015, ASL9008)]
    machine Flow {
        "Nothing": pass;
        "First": $.a = { id: $.id };
        "Second": $.b = { name: $.name };
        "Unread": let total = 5;
        succeed;
    }
}

fn main() {}
