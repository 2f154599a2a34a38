//! What a name in a workflow is shown to be.

pub struct Service;
pub struct Action;
pub struct Resource;
pub struct RetryPolicy;
pub struct State;
pub struct Variable;
pub struct Keyword;
pub struct Intrinsic;
/// An option of a call, which is not sent to the service.
pub struct CallOption;

// What parameters take.
pub struct Text;
pub struct Boolean;
pub struct Integer;
pub struct Number;
pub struct Timestamp;
pub struct Blob;
pub struct List;
pub struct Map;
pub struct Structure;
pub struct Anything;

/// The context object: "Accessing execution data from the Context object" of the Developer Guide.
#[allow(non_snake_case)]
pub struct Context {
    pub Execution: Execution,
    pub State: CurrentState,
    pub StateMachine: StateMachine,
    /// Only where the task is given a token: `.waitForTaskToken`, and activities.
    pub Task: Task,
    /// Only inside of a Map.
    pub Map: MapContext,
}

#[allow(non_snake_case)]
pub struct Execution {
    /// The ARN of the execution.
    pub Id: Text,
    /// What the execution was started with.
    pub Input: Anything,
    pub Name: Text,
    /// The ARN of the execution role.
    pub RoleArn: Text,
    pub StartTime: Timestamp,
    /// How often the execution was redriven.
    pub RedriveCount: Integer,
    /// Only if it was redriven.
    pub RedriveTime: Timestamp,
}

#[allow(non_snake_case)]
pub struct CurrentState {
    pub EnteredTime: Timestamp,
    pub Name: Text,
    /// How often this state was tried again.
    pub RetryCount: Integer,
}

#[allow(non_snake_case)]
pub struct StateMachine {
    /// The ARN of the state machine.
    pub Id: Text,
    pub Name: Text,
}

#[allow(non_snake_case)]
pub struct Task {
    /// What `SendTaskSuccess` is called with.
    pub Token: Text,
}

#[allow(non_snake_case)]
pub struct MapContext {
    pub Item: MapItem,
}

#[allow(non_snake_case)]
pub struct MapItem {
    /// The place of the item, from 0.
    pub Index: Integer,
    pub Value: Anything,
    /// Of a distributed Map: where the item comes from.
    pub Source: Text,
    /// Of a Map over an object: the key.
    pub Key: Text,
}

/// The variable that every JSONata expression has.
pub struct Reserved {
    /// The data that a state has.
    pub states: States,
}

#[allow(non_snake_case)]
pub struct States {
    /// What the state was given.
    pub input: Anything,
    pub context: Context,
    /// What the task, the branches or the items gave: in `Output` and `Assign`.
    pub result: Anything,
    /// `Error` and `Cause`: in a catch arm.
    pub errorOutput: ErrorOutput,
}

#[allow(non_snake_case)]
pub struct ErrorOutput {
    pub Error: Text,
    pub Cause: Text,
}
