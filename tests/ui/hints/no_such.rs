use sfn_runtime::state_machine;

state_machine! {
    #[warn(hint)]
    machine Flow {
        #[allow(ASL2005, reason = 5)]
        #[warn]
        #[allow(reason = "none")]
        #[warn("ASL2013")]
        #[allow(ASL2005, because = "…")]
        #[allow(ASL15100)]
        pass;
    }
}

fn main() {}
