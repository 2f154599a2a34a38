use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        aws_sdk::ec2::stopInstances { InstanceIds: $.orderId, Force: $.paid, DryRun: "true" };
    }
}

fn main() {}
