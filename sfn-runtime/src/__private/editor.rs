//! What a name in a workflow is shown to be.

pub struct Service;
pub struct Action;
pub struct Resource;
pub struct RetryPolicy;
pub struct State;
pub struct Variable;
pub struct Keyword;
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
