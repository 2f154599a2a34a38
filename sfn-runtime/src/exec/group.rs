//! Parallel and Map: what runs side by side, and how it comes together.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::data::Extra;
use super::engine::Engine;
use super::failure::Failure;
use super::history::{Details, Step, Trail};
use super::plan::{Kind, State};
use super::redrive::{Checkpoint, Left};
use super::strand::{Doing, Flow, Group, GroupKind, MapItem, MapRun, Strand, StrandId, Visit, Wake};
use crate::query::Variables;
use crate::query::value::Json;

impl Group {
    pub(super) fn new(kind: GroupKind, input: Json, limit: usize) -> Group {
        let mut group = Group {
            kind,
            input,
            limit,
            next: 0,
            running: BTreeMap::new(),
            results: Vec::new(),
            done: 0,
            failed: BTreeMap::new(),
            again: VecDeque::new(),
        };
        group.results.resize_with(group.total(), || None);
        group
    }
}

impl Engine {
    pub(super) fn start_branches(
        &mut self,
        strand: &mut Strand,
        state: &State,
        branches: &[usize],
        input: Json,
    ) -> Result<Flow, Failure> {
        if let Some(mocked) = self.mocked() {
            return self.complete(strand, state, mocked?);
        }
        self.event(strand, "ParallelStateStarted", None, None, None);
        let group =
            Group::new(GroupKind::Parallel { branches: branches.len() }, input, branches.len().max(1));
        self.start_group(strand, state, group)
    }

    pub(super) fn start_group(
        &mut self,
        strand: &mut Strand,
        state: &State,
        mut group: Group,
    ) -> Result<Flow, Failure> {
        let started = self.start_more(strand, state, &mut group);
        let is_complete = group.done == group.total();
        strand.doing = Doing::Group(Box::new(group));
        started?;
        if is_complete { self.join(strand, state) } else { Ok(Flow::Blocked) }
    }

    /// Starts branches or iterations, as many as may run at once.
    fn start_more(&mut self, strand: &mut Strand, state: &State, group: &mut Group) -> Result<(), Failure> {
        let before = strand.last;
        while group.running.len() < group.limit {
            let (index, at) = match group.again.pop_front() {
                Some((index, at)) => (index, Some(at)),
                None if group.next < group.total() => {
                    group.next += 1;
                    (group.next - 1, None)
                }
                None => break,
            };
            strand.last = before;
            let mut child = match &group.kind {
                GroupKind::Parallel { .. } => {
                    let Kind::Parallel { branches } = &state.kind else { return Ok(()) };
                    self.child(strand, state, branches[index], index, group.input.clone(), None, false)
                }
                GroupKind::Map { items } => {
                    let Kind::Map(map) = &state.kind else { return Ok(()) };
                    self.iteration_event(strand, "MapIterationStarted", state, index);
                    let value = items[index].clone();
                    let item = MapItem { index, key: None, value: value.clone(), source: None };
                    let input = match &map.item_selector {
                        Some(it) => self.selected(strand, state, it, &group.input, &item)?,
                        None => value,
                    };
                    self.child(strand, state, map.processor, index, input, Some(item), true)
                }
                GroupKind::Distributed(map_run) => {
                    let Kind::Map(map) = &state.kind else { return Ok(()) };
                    self.child_run(strand, map, index, map_run)
                }
            };
            let wake = match at {
                Some(at) => at.restore(&mut child),
                None => Wake::Enter,
            };
            group.running.insert(index, self.spawn(child, wake));
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)] // What a child is made of, once.
    fn child(
        &self,
        strand: &Strand,
        state: &State,
        scope: usize,
        index: usize,
        input: Json,
        item: Option<MapItem>,
        is_map: bool,
    ) -> Strand {
        let step = Step { state: state.name.clone(), index, is_map };
        Strand {
            id: strand.id,
            run: strand.run,
            is_first: false,
            scope,
            state: self.run(strand).plan.scopes[scope].start,
            input,
            variables: strand.variables.clone(),
            parent: Some((strand.id, index)),
            trail: Some(Arc::new(Trail { outer: strand.trail.clone(), step })),
            item: item.or_else(|| strand.item.clone()),
            last: strand.last,
            visit: Visit::default(),
            doing: Doing::Nothing,
            left: None,
            epoch: 0,
        }
    }

    pub(super) fn child_done(
        &mut self,
        strand: &mut Strand,
        state: &State,
        index: usize,
        output: Json,
        last: u64,
    ) -> Result<Flow, Failure> {
        let Doing::Group(mut group) = std::mem::replace(&mut strand.doing, Doing::Nothing) else {
            return Ok(Flow::Blocked);
        };
        if group.running.remove(&index).is_some() {
            if !matches!(group.kind, GroupKind::Distributed(_)) {
                strand.last = last;
            }
            if matches!(group.kind, GroupKind::Map { .. }) {
                self.iteration_event(strand, "MapIterationSucceeded", state, index);
            }
            group.results[index] = Some(output);
            group.done += 1;
        }
        self.go_on(strand, state, group)
    }

    /// After one has ended: the next, or the end.
    pub(super) fn go_on(
        &mut self,
        strand: &mut Strand,
        state: &State,
        mut group: Box<Group>,
    ) -> Result<Flow, Failure> {
        let started = self.start_more(strand, state, &mut group);
        let complete = group.done == group.total();
        strand.doing = Doing::Group(group);
        started?;
        if complete { self.join(strand, state) } else { Ok(Flow::Blocked) }
    }

    pub(super) fn child_failed(
        &mut self,
        strand: &mut Strand,
        state: &State,
        index: usize,
        failure: Failure,
        last: u64,
        at: Checkpoint,
    ) -> Result<Flow, Failure> {
        let Doing::Group(group) = &mut strand.doing else { return Ok(Flow::Blocked) };
        if group.running.remove(&index).is_none() {
            return Ok(Flow::Blocked);
        }
        group.failed.insert(index, at);
        if matches!(group.kind, GroupKind::Distributed(_)) {
            return self.child_run_failed(strand, state, index, failure);
        }
        let is_map = matches!(group.kind, GroupKind::Map { .. });
        strand.last = last;
        if is_map {
            self.iteration_event(strand, "MapIterationFailed", state, index);
            // What follows is about the Map, and follows what went wrong in it.
            strand.last = last;
        }
        Err(failure)
    }

    /// All have ended: their outputs are the result.
    fn join(&mut self, strand: &mut Strand, state: &State) -> Result<Flow, Failure> {
        let Doing::Group(group) = std::mem::replace(&mut strand.doing, Doing::Nothing) else {
            return Ok(Flow::Blocked);
        };
        strand.epoch += 1;
        let Group { kind, results, .. } = *group;
        let result = match kind {
            GroupKind::Parallel { .. } => {
                self.event(strand, "ParallelStateSucceeded", None, None, None);
                Json::array(results.into_iter().flatten().collect())
            }
            GroupKind::Map { .. } => {
                self.event(strand, "MapStateSucceeded", None, None, None);
                Json::array(results.into_iter().flatten().collect())
            }
            GroupKind::Distributed(map_run) => self.end_map_run(strand, state, *map_run, results)?,
        };
        self.complete(strand, state, result)
    }

    /// Ends whatever still runs inside a state that is over.
    pub(super) fn cut_off_children(&mut self, strand: &mut Strand, state: &State) {
        let Doing::Group(mut group) = std::mem::replace(&mut strand.doing, Doing::Nothing) else { return };
        let is_map = matches!(group.kind, GroupKind::Map { .. });
        let is_run = matches!(group.kind, GroupKind::Distributed(_));
        let before = strand.last;
        let mut cut_off = BTreeMap::new();
        for (index, id) in std::mem::take(&mut group.running) {
            cut_off.extend(self.cut_off_all(id, is_run).map(|it| (index, it)));
            if is_map {
                self.iteration_event(strand, "MapIterationAborted", state, index);
                strand.last = before;
            }
        }
        strand.left = Some(Box::new(Left::of(*group, cut_off)));
    }

    /// The same for a strand that does not go on, without a word about its own iterations.
    pub(super) fn cut_off_inside(&mut self, strand: &mut Strand, silent: bool) {
        let Doing::Group(mut group) = std::mem::replace(&mut strand.doing, Doing::Nothing) else { return };
        let silent = silent || matches!(group.kind, GroupKind::Distributed(_));
        let running = std::mem::take(&mut group.running).into_iter().rev();
        let cut_off =
            running.filter_map(|(index, id)| Some((index, self.cut_off_all(id, silent)?))).collect();
        strand.left = Some(Box::new(Left::of(*group, cut_off)));
    }

    /// Ends a strand and all inside it, and says where it was.
    fn cut_off_all(&mut self, id: StrandId, silent: bool) -> Option<Checkpoint> {
        let mut strand = self.cut_off(id)?;
        if !silent {
            let plan = self.plan(&strand);
            let kind = match plan.scopes[strand.scope].states[strand.state].kind {
                Kind::Task(_) => Some("TaskStateAborted"),
                Kind::Wait(_) => Some("WaitStateAborted"),
                Kind::Parallel { .. } => Some("ParallelStateAborted"),
                Kind::Map(_) => Some("MapStateAborted"),
                _ => None,
            };
            if let Some(kind) = kind {
                self.event(&mut strand, kind, None, None, None);
            }
        }
        // Scopes stand inside one another as deep as the document nests, which is bounded.
        self.cut_off_inside(&mut strand, silent);
        let at = Checkpoint::of(&mut strand);
        if let (true, Some((_, index))) = (strand.is_first, strand.parent) {
            self.close_child(&mut strand, index, None);
        }
        self.end_run(&strand);
        Some(at)
    }

    fn iteration_event(&mut self, strand: &mut Strand, kind: &'static str, state: &State, index: usize) {
        let details = self
            .keeps(strand)
            .then(|| Details { facts: vec![("index", Json::Number(index.into()))], ..Details::default() });
        self.event(strand, kind, Some(&state.name), None, details);
    }

    /// `ItemSelector` for one item.
    pub(super) fn selected(
        &mut self,
        strand: &Strand,
        state: &State,
        selector: &crate::query::Template,
        input: &Json,
        item: &MapItem,
    ) -> Result<Json, Failure> {
        let extra = Extra { item: Some(item), ..Extra::default() };
        self.with_scope(strand, state, input, extra, |scope| {
            selector.evaluate(scope).map_err(|it| Failure::of_template("ItemSelector", input, it))
        })
    }

    /// The first strand of a child execution of a distributed Map.
    fn child_run(
        &mut self,
        strand: &Strand,
        map: &super::plan::Map,
        index: usize,
        map_run: &MapRun,
    ) -> Strand {
        let input = map_run.inputs[index].clone();
        let name = self.reopen_child(map_run.number, index).unwrap_or_else(|| self.random.uuid());
        let run = self.run(strand);
        let plan = run.plan.clone();
        let mut context = run.context.clone();
        let mut execution = context.execution.as_object().cloned().unwrap_or_default();
        let kind = if map.express { "express" } else { "execution" };
        execution.insert(
            "Id".into(),
            Json::text(format!("{}:{name}", map_run.arn.replacen(":mapRun:", &format!(":{kind}:"), 1))),
        );
        execution.insert("Input".into(), input.clone());
        execution.insert("Name".into(), Json::text(name));
        context.execution = Json::object(execution);
        let mut child = self.start_run(plan, context, map.processor, input, Some(map_run.number));
        child.variables = Variables::default();
        child.parent = Some((strand.id, index));
        child
    }
}
