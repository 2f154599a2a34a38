//! placeholder until the parser lands
/// stub
#[derive(Clone, PartialEq, Debug)]
pub struct Expr;
impl std::fmt::Display for Expr { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
/// stub
pub fn parse(_: &str) -> Result<Expr, Vec<super::QueryError>> { Ok(Expr) }
