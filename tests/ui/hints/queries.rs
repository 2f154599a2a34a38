#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    #[warn(hints)]
    #[timeout(1h)]
    machine Flow {
        $.kind = $["detail-type"];
        $.other = jsonpath!("$.detail-type");
    }

    #[warn(hints)]
    #[timeout(1h)]
    #[query_language(JSONata)]
    machine InJsonata {
        #[assign(names = {% $map($states.input.items, function($it) { $it.name }) %})]
        $ = {% $map($states.input.items, function($it) { $it.name }) %};
        $ = {% $count($names) %};
    }
}

fn main() {}
