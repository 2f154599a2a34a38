use sfn_runtime::state_machine;

state_machine! {
    #[encryption("arn:aws:kms:us-east-1:123456789012:key/1a2b", data_key_reuse = 59s)]
    machine Short {
        pass;
    }
}

state_machine! {
    #[encryption(keys, reuse = 5m)]
    machine Unknown {
        resource key: kms::Key;
        pass;
    }
}

state_machine! {
    #[encryption]
    machine Without {
        pass;
    }
}

fn main() {}
