//! Which field stands where: the matrix measured on the service (ValidateStateMachineDefinition, 2026-09), and the
//! keys of the objects inside a state.

use crate::machine::QueryLanguage;

/// The types of state, in the order of the columns below.
pub const TYPES: &[&str] = &["Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];

/// A kind of object: what it is called, and its fields.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Its name in messages.
    pub(super) name: &'static str,
    /// What it is beyond its fields.
    pub(super) role: Role,
    table: Table,
    /// Which letter of the table's entries is about this object.
    column: usize,
}

/// Fields, and for each column whether it is there in both languages (`B`), in JSONPath (`P`) or JSONata (`A`) only, or
/// not at all (`.`).
type Table = &'static [(&'static str, &'static str)];

/// What is special about a kind of object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The outermost object.
    Machine,
    /// A branch or processor.
    Scope,
    /// A state whose type was stated.
    State,
    /// A state whose type had to be guessed: other fields of states may be its own.
    GuessedState,
    /// A choice rule, whose operators are fields too.
    Rule,
    /// Anything else.
    Other,
}

const STATE: Table = &[
    // Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map
    ("Type", "BBBBBBBB"),
    ("Comment", "BBBBBBBB"),
    ("QueryLanguage", "BBBBBBBB"),
    ("Next", "BB.B..BB"),
    ("End", "BB.B..BB"),
    ("Assign", "BBBB..BB"),
    ("InputPath", "PPPPP.PP"),
    ("OutputPath", "PPPPP.PP"),
    ("ResultPath", "PP....PP"),
    ("Parameters", "PP....PP"),
    ("ResultSelector", ".P....PP"),
    ("Result", "P......."),
    ("Output", "AAAAA.AA"),
    ("Arguments", ".A....A."),
    ("Resource", ".B......"),
    ("Credentials", ".B......"),
    ("Retry", ".B....BB"),
    ("Catch", ".B....BB"),
    ("TimeoutSeconds", ".B......"),
    ("HeartbeatSeconds", ".B......"),
    ("TimeoutSecondsPath", ".P......"),
    ("HeartbeatSecondsPath", ".P......"),
    ("Choices", "..B....."),
    ("Default", "..B....."),
    ("Seconds", "...B...."),
    ("Timestamp", "...B...."),
    ("SecondsPath", "...P...."),
    ("TimestampPath", "...P...."),
    ("Error", ".....B.."),
    ("Cause", ".....B.."),
    ("ErrorPath", ".....P.."),
    ("CausePath", ".....P.."),
    ("Branches", "......B."),
    ("ItemProcessor", ".......B"),
    ("Iterator", ".......B"),
    ("Items", ".......A"),
    ("ItemsPath", ".......P"),
    ("ItemSelector", ".......B"),
    ("ItemReader", ".......B"),
    ("ItemBatcher", ".......B"),
    ("ResultWriter", ".......B"),
    ("Label", ".......B"),
    ("MaxConcurrency", ".......B"),
    ("ToleratedFailureCount", ".......B"),
    ("ToleratedFailurePercentage", ".......B"),
    ("MaxConcurrencyPath", ".......P"),
    ("ToleratedFailureCountPath", ".......P"),
    ("ToleratedFailurePercentagePath", ".......P"),
];

const SCOPE: Table = &[
    // machine, branch, processor
    ("Comment", "BBB"),
    ("QueryLanguage", "B.."),
    ("Version", "B.."),
    ("TimeoutSeconds", "B.."),
    ("ProcessorConfig", "..B"),
    ("StartAt", "BBB"),
    ("States", "BBB"),
];

const RULE: Table = &[
    // top, nested
    ("Comment", "BB"),
    ("And", "PP"),
    ("Or", "PP"),
    ("Not", "PP"),
    ("Variable", "PP"),
    ("Condition", "A."),
    ("Assign", "B."),
    ("Output", "A."),
    ("Next", "B."),
];

pub(super) const MACHINE: Shape = Shape { name: "a machine", role: Role::Machine, table: SCOPE, column: 0 };
pub(super) const BRANCH: Shape = Shape { name: "a branch", role: Role::Scope, table: SCOPE, column: 1 };
pub(super) const PROCESSOR: Shape =
    Shape { name: "an item processor", role: Role::Scope, table: SCOPE, column: 2 };
pub(super) const TOP_RULE: Shape = Shape { name: "a choice rule", role: Role::Rule, table: RULE, column: 0 };
pub(super) const NESTED_RULE: Shape =
    Shape { name: "a nested choice rule", role: Role::Rule, table: RULE, column: 1 };

pub(super) const RETRIER: Shape = other(
    "a retrier",
    &[
        ("Comment", "B"),
        ("ErrorEquals", "B"),
        ("IntervalSeconds", "B"),
        ("MaxAttempts", "B"),
        ("BackoffRate", "B"),
        ("MaxDelaySeconds", "B"),
        ("JitterStrategy", "B"),
    ],
);
pub(super) const CATCHER: Shape = other(
    "a catcher",
    &[
        ("Comment", "B"),
        ("ErrorEquals", "B"),
        ("ResultPath", "P"),
        ("Output", "A"),
        ("Assign", "B"),
        ("Next", "B"),
    ],
);
pub(super) const CREDENTIALS_JSON_PATH: Shape =
    other("`Credentials`", &[("RoleArn", "P"), ("RoleArn.$", "P")]);
pub(super) const CREDENTIALS_JSONATA: Shape = other("`Credentials`", &[("RoleArn", "A")]);
pub(super) const PROCESSOR_CONFIG: Shape =
    other("`ProcessorConfig`", &[("Mode", "B"), ("ExecutionType", "B")]);
pub(super) const ITEM_READER: Shape = other(
    "`ItemReader`",
    &[("Resource", "B"), ("Parameters", "P"), ("Arguments", "A"), ("ReaderConfig", "B")],
);
pub(super) const READER_CONFIG: Shape = other(
    "`ReaderConfig`",
    &[
        ("InputType", "B"),
        ("Transformation", "B"),
        ("ManifestType", "B"),
        ("CSVDelimiter", "B"),
        ("CSVHeaderLocation", "B"),
        ("CSVHeaders", "B"),
        ("MaxItems", "B"),
        ("MaxItemsPath", "P"),
        ("ItemsPointer", "B"),
    ],
);
pub(super) const ITEM_BATCHER: Shape = other(
    "`ItemBatcher`",
    &[
        ("MaxItemsPerBatch", "B"),
        ("MaxItemsPerBatchPath", "P"),
        ("MaxInputBytesPerBatch", "B"),
        ("MaxInputBytesPerBatchPath", "P"),
        ("BatchInput", "B"),
    ],
);
pub(super) const RESULT_WRITER: Shape = other(
    "`ResultWriter`",
    &[("Resource", "B"), ("Parameters", "P"), ("Arguments", "A"), ("WriterConfig", "B")],
);
pub(super) const WRITER_CONFIG: Shape =
    other("`WriterConfig`", &[("OutputType", "B"), ("Transformation", "B")]);

/// Of which only one may stand, next to each other in the service's own list. What belongs to one type of state alone
/// (`Next` and `End`, the fields of a Wait, the processors of a Map) is read where that type is.
pub(super) const PAIRS: &[(&str, &str)] = &[
    ("TimeoutSeconds", "TimeoutSecondsPath"),
    ("HeartbeatSeconds", "HeartbeatSecondsPath"),
    ("MaxConcurrency", "MaxConcurrencyPath"),
    ("ToleratedFailureCount", "ToleratedFailureCountPath"),
    ("ToleratedFailurePercentage", "ToleratedFailurePercentagePath"),
    ("MaxItems", "MaxItemsPath"),
    ("MaxItemsPerBatch", "MaxItemsPerBatchPath"),
    ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"),
    ("Error", "ErrorPath"),
    ("Cause", "CausePath"),
    ("RoleArn", "RoleArn.$"),
];

const fn other(name: &'static str, table: Table) -> Shape {
    Shape { name, role: Role::Other, table, column: 0 }
}

/// In which languages a field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    Both,
    Only(QueryLanguage),
}

impl Shape {
    /// A state of the type with this number in [`TYPES`].
    pub(super) fn state(ty: usize, role: Role) -> Shape {
        const NAMES: &[&str] = &[
            "a Pass state",
            "a Task state",
            "a Choice state",
            "a Wait state",
            "a Succeed state",
            "a Fail state",
            "a Parallel state",
            "a Map state",
        ];
        Shape { name: NAMES[ty], role, table: STATE, column: ty }
    }

    /// In which languages this object has `field`, if at all.
    pub(super) fn find(self, field: &str) -> Option<In> {
        let (_, columns) = self.table.iter().find(|(name, _)| *name == field)?;
        letter(columns, self.column)
    }

    /// Whether some object of the family has `field`: another type of state, the outer kind of rule.
    pub(super) fn has_relative(self, field: &str) -> bool {
        self.table.iter().any(|(name, _)| *name == field)
    }

    /// The names of its fields in `language`.
    pub(super) fn names(self, language: QueryLanguage) -> Vec<&'static str> {
        let mut names = Vec::new();
        for (name, columns) in self.table {
            let is_field = match letter(columns, self.column) {
                Some(In::Only(only)) => only == language,
                found => found.is_some(),
            };
            if is_field {
                names.push(*name);
            }
        }
        names
    }
}

/// Whether any type of state has `field`.
pub(super) fn is_field_of_states(field: &str) -> bool {
    STATE.iter().any(|(name, _)| *name == field)
}

/// The type that alone has one of `fields`, as its number in [`TYPES`].
pub(super) fn type_with<'a>(mut fields: impl Iterator<Item = &'a str>) -> Option<usize> {
    fields.find_map(|field| {
        let (_, columns) = STATE.iter().find(|(name, _)| *name == field)?;
        let mut owners = columns.bytes().enumerate().filter(|(_, letter)| *letter != b'.').map(|(ty, _)| ty);
        owners.next().filter(|_| owners.next().is_none())
    })
}

fn letter(columns: &str, column: usize) -> Option<In> {
    match columns.as_bytes().get(column)? {
        b'B' => Some(In::Both),
        b'P' => Some(In::Only(QueryLanguage::JsonPath)),
        b'A' => Some(In::Only(QueryLanguage::Jsonata)),
        _ => None,
    }
}
