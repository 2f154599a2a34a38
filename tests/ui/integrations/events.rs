use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        events::putEvents { Entries: [] };
        events::putEvents { Entries: [{ Detail: {}, DetailType: "t", Source: "aws.mine" }] };
        events::putEvents.waitForTaskToken { Entries: [{ Detail: {}, DetailType: "t", Source: "mine" }] };
        events::putEvents.sync { Entries: [{ Detail: {}, DetailType: "t", Source: "mine" }] };
    }
}

fn main() {}
