//! placeholder until the parser lands
/// stub
#[derive(Clone, PartialEq, Debug)]
pub struct Call;
impl std::fmt::Display for Call { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
/// stub
pub fn parse(_: &str) -> Result<Call, Vec<super::QueryError>> { Ok(Call) }
