//! Lets few executions at a time into a part of the work: explicit states and `goto`, for a graph that is no block.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Takes one of five locks, works, and gives it back; waits while there is none.
    #[timeout(1d)]
    pub machine Semaphore {
        resource locks: dynamodb::Table;
        resource work: lambda::Function;

        "Acquire lock": dynamodb::updateItem {
            TableName: locks,
            Key: { name: S("import") },
            UpdateExpression: "SET holders = holders + :one, #holder = :since",
            ConditionExpression: "holders < :limit AND attribute_not_exists(#holder)",
            ExpressionAttributeNames: { "#holder": $$.Execution.Name },
            ExpressionAttributeValues: { ":one": N(1), ":limit": N(5), ":since": S($$.State.EnteredTime) },
        } catch {
            "DynamoDB.ConditionalCheckFailedException" as $.error => goto "Read lock",
        };
        goto "Work";

        // Either the lock is taken, or a retry of ours has got it already.
        "Read lock": $.lock = dynamodb::getItem {
            TableName: locks,
            Key: { name: S("import") },
        } select { text: States.JsonToString($.Item) };
        "Held already?": match {
            IsPresent($.lock.text) && StringMatches($.lock.text, "*Z*") => goto "Work",
            _ => goto "Pause",
        }
        "Pause": wait 3s;
        goto "Acquire lock";

        "Work": $.result = work($) catch { _ as $.error => {} };
        "Release lock": dynamodb::updateItem {
            TableName: locks,
            Key: { name: S("import") },
            UpdateExpression: "SET holders = holders - :one REMOVE #holder",
            ExpressionAttributeNames: { "#holder": $$.Execution.Name },
            ExpressionAttributeValues: { ":one": N(1) },
        };
    }
}

fn main() {
    show::<Semaphore>();
}
