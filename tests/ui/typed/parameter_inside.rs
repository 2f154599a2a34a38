use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        let tags = $.tags;
        events::putEvents {
            Entries: [{ Detail: $, DetailType: "order", Source: $.orderId, Resources: $tags }],
        };
    }
}

fn main() {}
