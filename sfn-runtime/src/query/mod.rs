//! Evaluation of the trees of `sfn_asl::query`, over shared JSON.
//!
//! What went wrong is told here in terms of the query; which error of Step Functions that is, `exec` knows.

use std::sync::Arc;

use sfn_asl::query::jsonpath::Root;
use sfn_asl::value::{self as tree, QueryTree, ValueKind};

pub(crate) mod base64;
pub(crate) mod digest;
mod direct;
mod filter;
mod functions;
pub(crate) mod intrinsic;
pub(crate) mod jsonata;
pub(crate) mod path;
pub(crate) mod random;
pub(crate) mod time;
pub(crate) mod value;
pub(crate) mod wording;

pub(crate) use filter::java_order;
use path::{Missing, Path};
use random::Random;
use value::{Fields, Hasher, Json};

/// What a query sees.
pub(crate) struct Scope<'a> {
    /// `$`, and `$states.input`.
    pub(crate) document: &'a Json,
    /// `$states.result`
    pub(crate) result: Option<&'a Json>,
    /// `$states.errorOutput`
    pub(crate) error_output: Option<&'a Json>,
    /// `$$`, and `$states.context`.
    pub(crate) context: &'a dyn Context,
    /// `$name`
    pub(crate) variables: &'a Variables,
    pub(crate) random: &'a mut Random,
    /// The instant, in nanoseconds since 1970.
    pub(crate) now: i128,
}

/// The context object, which is mostly not looked at and so not built.
pub(crate) trait Context {
    /// One of its fields.
    fn field(&self, name: &str) -> Option<Json>;

    /// All of it.
    fn whole(&self) -> Json;
}

/// Workflow variables, those of outer scopes among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(Arc<Fields>);

impl Variables {
    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    pub(crate) fn assign(&mut self, assigned: &Json) {
        if let Some(fields) = assigned.as_object().filter(|it| !it.is_empty()) {
            let variables = Arc::make_mut(&mut self.0);
            variables.extend(fields.iter().map(|(name, it)| (name.clone(), it.clone())));
        }
    }
}

impl Scope<'_> {
    /// What a path finds.
    pub(crate) fn path(&self, path: &Path) -> Result<Json, Missing> {
        match &path.root {
            Root::Document | Root::Current => path.evaluate(self.document),
            Root::Variable(name) => match self.variables.get(name) {
                Some(it) => path.evaluate(it),
                None => Err(Missing(format!("No results for path: ${name}"))),
            },
            Root::Context => match path.first_name() {
                // Only what is asked for.
                Some(name) => match self.context.field(name) {
                    Some(it) => path.evaluate(&Json::of([(name, it)])),
                    None => path.evaluate(&Json::empty_object()),
                },
                None => path.evaluate(&self.context.whole()),
            },
        }
    }
}

/// A query with its text.
#[derive(Debug)]
pub(crate) struct Query {
    /// As the document has it.
    pub(crate) text: Arc<str>,
    kind: QueryKind,
}

#[derive(Debug)]
enum QueryKind {
    Path(Path),
    Function(intrinsic::Function),
    Jsonata(Box<jsonata::Expression>),
    /// Refused when the document was read; such a document is not run.
    Invalid,
}

/// Why a query gave nothing.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The path finds nothing.
    Missing(Missing),
    /// An argument of an intrinsic finds nothing: its path, and why.
    MissingArgument(Box<str>),
    /// The intrinsic failed.
    Intrinsic(String),
    /// The expression failed.
    Jsonata(jsonata::Fault),
}

impl Query {
    pub(crate) fn new(query: &tree::Query) -> Query {
        let kind = match &query.tree {
            QueryTree::Path(path) => QueryKind::Path(Path::new(path)),
            QueryTree::Intrinsic(call) => QueryKind::Function(intrinsic::Function::new(call)),
            QueryTree::Jsonata(expr) => {
                let text = tree::jsonata_body(&query.text.value).unwrap_or_default();
                QueryKind::Jsonata(Box::new(jsonata::Expression::new(text, expr)))
            }
            QueryTree::Invalid => QueryKind::Invalid,
        };
        Query { text: query.text.value.as_str().into(), kind }
    }

    /// What it gives.
    pub(crate) fn evaluate(&self, scope: &mut Scope<'_>) -> Result<Json, Fault> {
        match &self.kind {
            QueryKind::Path(path) => scope.path(path).map_err(Fault::Missing),
            QueryKind::Function(call) => call.evaluate(scope).map_err(|fault| match fault {
                intrinsic::Fault::Missing(path, _) => Fault::MissingArgument(path),
                intrinsic::Fault::Failed(why) => Fault::Intrinsic(why),
            }),
            QueryKind::Jsonata(expression) => expression.evaluate(scope).map_err(Fault::Jsonata),
            QueryKind::Invalid => Err(Fault::Intrinsic("the query could not be read".to_owned())),
        }
    }

    /// The path, if this is one.
    pub(crate) fn as_path(&self) -> Option<&Path> {
        match &self.kind {
            QueryKind::Path(path) => Some(path),
            _ => None,
        }
    }
}

/// A payload template, with what is constant in it put together beforehand.
#[derive(Debug)]
pub(crate) enum Template {
    Data(Json),
    Array(Vec<Template>),
    Object(Vec<(Arc<str>, Template)>),
    Query(Query),
}

/// Which query of a template failed.
#[derive(Debug)]
pub(crate) struct TemplateFault<'a> {
    /// From the template down: `/a/b[0]`.
    pub(crate) location: String,
    /// The key that the query is the value of.
    pub(crate) key: Option<Arc<str>>,
    pub(crate) query: &'a Query,
    pub(crate) fault: Fault,
}

impl Template {
    pub(crate) fn new(value: &tree::Value) -> Template {
        if !value.is_dynamic() {
            return Template::Data(Json::from(value));
        }
        match &value.kind {
            ValueKind::Query(query) => Template::Query(Query::new(query)),
            ValueKind::Array(items) => Template::Array(items.iter().map(Template::new).collect()),
            ValueKind::Object(fields) => Template::Object(
                fields
                    .iter()
                    .map(|it| (Arc::from(it.key.value.as_str()), Template::new(&it.value)))
                    .collect(),
            ),
            _ => Template::Data(Json::from(value)),
        }
    }

    /// Fills in what its queries give.
    pub(crate) fn evaluate(&self, scope: &mut Scope<'_>) -> Result<Json, TemplateFault<'_>> {
        match self {
            Template::Data(it) => Ok(it.clone()),
            Template::Query(query) => query.evaluate(scope).map_err(|fault| TemplateFault {
                location: String::new(),
                key: None,
                query,
                fault,
            }),
            Template::Array(items) => {
                let mut evaluated = Vec::with_capacity(items.len());
                for (i, item) in items.iter().enumerate() {
                    evaluated.push(item.evaluate(scope).map_err(|it| it.inside(&format!("[{i}]")))?);
                }
                Ok(Json::array(evaluated))
            }
            Template::Object(fields) => {
                let mut evaluated = Fields::with_capacity_and_hasher(fields.len(), Hasher::default());
                for (key, field) in fields {
                    let value = field.evaluate(scope).map_err(|mut it| {
                        it.key.get_or_insert_with(|| key.clone());
                        it.inside(&format!("/{key}"))
                    })?;
                    evaluated.insert(key.clone(), value);
                }
                Ok(Json::object(evaluated))
            }
        }
    }
}

impl TemplateFault<'_> {
    fn inside(mut self, step: &str) -> Self {
        self.location.insert_str(0, step);
        self
    }
}
