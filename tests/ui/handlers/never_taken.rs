#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        "Twice": f {} catch { "A" as $.e => {}, "A" as $.e => {} };
        "Behind": f {} catch { States.TaskFailed as $.e => {}, "B" as $.e => {} };
        "Other": dynamodb::putItem { TableName: "t", Item: { id: S("a") } } catch { "DynamoDb.X" as $.e => {} };
        "Timeout": f {} catch { States.Timeout as $.e => {} };
        "Heartbeat": f {} catch { States.HeartbeatTimeout as $.e => {} };
        "Reader": f {} catch { States.ItemReaderFailed as $.e => {} };
        "Query": f {} catch { States.QueryEvaluationError as $.e => {} };
        "Branch": f {} catch { States.BranchFailed as $.e => {} };
        "Choice": f {} catch { States.NoChoiceMatched as $.e => {} };
        "Back": f {} catch { States.ALL as $.e => goto "Back" };
        pass;
    }
}

fn main() {}
