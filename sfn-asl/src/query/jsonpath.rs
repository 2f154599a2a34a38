//! placeholder until the parser lands
/// stub
#[derive(Clone, PartialEq, Debug)]
pub struct Path;
impl std::fmt::Display for Path { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
/// stub
pub fn parse(_: &str) -> Result<Path, Vec<super::QueryError>> { Ok(Path) }
