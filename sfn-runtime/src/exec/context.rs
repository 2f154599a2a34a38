//! The context object, `$$` and `$states.context`.

use std::sync::Arc;

use super::plan::{Kind, State};
use super::strand::{MapItem, Strand};
use crate::query::value::{Fields, Json};
use crate::query::{Context, time};

/// What the context object says of an execution and its machine.
#[derive(Clone, Debug)]
pub(crate) struct ExecutionContext {
    /// `Execution`
    pub(crate) execution: Json,
    /// `StateMachine`
    pub(crate) machine: Json,
    /// What a caller has given in place of it all, field by field.
    pub(crate) given: Option<Json>,
    /// What the state is called, if not by its name.
    pub(crate) state_name: Option<Arc<str>>,
}

/// The context object as a state sees it.
pub(super) struct View<'a> {
    pub(super) of: &'a ExecutionContext,
    pub(super) strand: &'a Strand,
    pub(super) state: &'a State,
    /// `Map` while the items of this state are selected.
    pub(super) item: Option<&'a MapItem>,
}

impl View<'_> {
    fn state(&self) -> Json {
        let mut fields = Fields::default();
        let visit = &self.strand.visit;
        fields.insert("EnteredTime".into(), Json::text(time::format(visit.entered_at)));
        fields.insert(
            "Name".into(),
            Json::String(self.of.state_name.as_ref().unwrap_or(&self.state.name).clone()),
        );
        if self.state.kind.handles_errors() {
            fields.insert("RetryCount".into(), Json::Number(visit.retry_count.into()));
        }
        Json::object(fields)
    }

    fn token(&self) -> Option<Arc<str>> {
        match &self.state.kind {
            Kind::Task(_) => self.strand.visit.token.clone(),
            _ => None,
        }
    }
}

impl Context for View<'_> {
    fn field(&self, name: &str) -> Option<Json> {
        if let Some(given) = self.of.given.as_ref().and_then(|it| it.get(name)) {
            return Some(given.clone());
        }
        match name {
            "Execution" => Some(self.of.execution.clone()),
            "StateMachine" => Some(self.of.machine.clone()),
            "State" => Some(self.state()),
            "Task" => self.token().map(|it| Json::of([("Token", Json::String(it))])),
            "Map" => self.item.or(self.strand.item.as_ref()).map(MapItem::to_json),
            _ => None,
        }
    }

    fn whole(&self) -> Json {
        const NAMES: [&str; 5] = ["Execution", "StateMachine", "State", "Task", "Map"];
        Json::object(NAMES.into_iter().filter_map(|it| Some((it.into(), self.field(it)?))).collect())
    }
}
