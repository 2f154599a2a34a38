//! Where everything stands: the states of a scope in one column, in the order of flow.
//!
//! What leads to the next state is a straight arrow. All else runs in lanes beside the column, forwards on the right and
//! backwards on the left; arrows to the same target share a lane, so that fifty catchers of one handler are one line.
//! Map and Parallel are frames around their scopes. Every step is linear in states and transitions.

use super::{Cause, Target, order, text, transitions, words};
use crate::index::Index;
use crate::machine::{Body, State};
use crate::sort::sorted;

/// Height of a box with room for two lines of text.
pub(super) const BOX: i32 = 42;
/// What text keeps from the left side of its box: the icon stands there.
pub(super) const INDENT: i32 = 34;
/// The circles at both ends of a scope.
pub(super) const DOT: i32 = 14;
/// What a frame keeps from its content.
pub(super) const PADDING: i32 = 14;
const NARROWEST: i32 = 132;
const WIDEST_TEXT: i32 = 380;
/// Between boxes with and without an arrow.
const ARROW: i32 = 24;
const GAP: i32 = 14;
/// Between arrows at the side of a box: room for a label.
const SLOT: i32 = 18;
/// From a box to the first lane, and from lane to lane.
const STUB: i32 = 16;
const LANE: i32 = 11;
/// More lanes than anyone could follow; whatever needs more shares the last.
const LANES: usize = 40;
/// The longest label, in characters.
const LABEL: usize = 46;
/// The longest text that shows under the pointer.
const TOOLTIP: usize = 400;

/// A scope, all coordinates from its own corner.
pub(super) struct Scope<'m> {
    pub(super) rows: Vec<Row<'m>>,
    pub(super) straights: Vec<Straight>,
    pub(super) buses: Vec<Bus>,
    pub(super) width: i32,
    pub(super) height: i32,
    /// The middle of the column.
    pub(super) axis: i32,
    /// Where the arrow from the start leads.
    pub(super) start: Option<i32>,
}

/// A box of the column.
pub(super) struct Row<'m> {
    pub(super) what: What<'m>,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

pub(super) enum What<'m> {
    State(Box<Labelled<'m>>),
    End,
}

/// A state, and what its box says.
pub(super) struct Labelled<'m> {
    pub(super) state: &'m State,
    pub(super) name: String,
    pub(super) detail: String,
    pub(super) scopes: Vec<Scope<'m>>,
}

/// An arrow down to the next box.
pub(super) struct Straight {
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) label: Option<Label>,
}

/// Arrows that share a lane to one target.
pub(super) struct Bus {
    pub(super) side: Side,
    pub(super) cause: Cause,
    pub(super) x: i32,
    /// Where they leave their boxes.
    pub(super) exits: Vec<(i32, i32)>,
    /// Where they arrive.
    pub(super) tip: (i32, i32),
    pub(super) labels: Vec<Label>,
}

/// Text beside an arrow.
#[derive(Clone)]
pub(super) struct Label {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) words: Words,
    pub(super) side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Left,
    Right,
}

/// Lays out a scope with all that is in it.
pub(super) fn scope(body: &Body) -> Scope<'_> {
    let (states, edges) = in_rows(body);
    let mut rows: Vec<Row<'_>> = states.into_iter().map(row).collect();
    align(&mut rows);
    let mut routes = Routes::new(&edges, rows.len());
    for (row, (left, right)) in rows.iter_mut().zip(routes.left.iter().zip(&routes.right)) {
        if !matches!(row.what, What::End) {
            row.height = row.height.max(SLOT * left.len().max(right.len()) as i32 + 8);
        }
    }
    routes.assign_lanes();
    let sides = Sides::new(&rows, &routes);
    let height = stack(&mut rows, &routes, sides.left);
    let mut scope = Scope {
        start: (body.start_at.is_some() && !rows.is_empty()).then(|| rows[0].y),
        straights: Vec::new(),
        buses: Vec::new(),
        width: sides.left + sides.right,
        height,
        axis: sides.left,
        rows,
    };
    scope.straights = straights(&scope, &routes);
    scope.buses = buses(&scope, &routes, &sides);
    scope
}

/// A transition between rows.
struct Edge {
    from: usize,
    to: usize,
    cause: Cause,
    label: Option<Words>,
}

/// What a label says, and all that it would say if there were room.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) short: String,
    pub(super) long: Option<String>,
}

/// The rows, `None` for the end marker, and the transitions between them.
fn in_rows(body: &Body) -> (Vec<Option<&State>>, Vec<Edge>) {
    let mut names = Index::with_capacity(body.states.len());
    let mut places = Vec::with_capacity(body.states.len());
    for (i, state) in body.states.iter().enumerate() {
        if names.insert(state.name.value.as_str()).1 {
            places.push(i);
        }
    }
    let index = |name: &str| names.get(name).map(|it| places[it]);
    let mut out = Vec::with_capacity(body.states.len());
    let mut graph: Vec<Vec<usize>> = Vec::with_capacity(body.states.len());
    let mut ends = vec![false; body.states.len()];
    for (i, state) in body.states.iter().enumerate() {
        let transitions = transitions(state);
        let mut next = Vec::with_capacity(transitions.len());
        for transition in &transitions {
            match transition.target {
                Target::State(name) => next.extend(index(name)),
                Target::End => ends[i] = true,
            }
        }
        out.push(transitions);
        graph.push(next);
    }
    let start = body.start_at.as_ref().and_then(|it| index(&it.value));
    let order = order::in_flow(&graph, start);
    // The end stands behind the last state that leads to it: handlers that fail come after it.
    let mut end = None;
    for (position, state) in order.iter().enumerate() {
        if ends[*state] {
            end = Some(position + 1);
        }
    }
    let mut states: Vec<Option<&State>> = Vec::with_capacity(order.len() + 1);
    let mut row_of = vec![0; order.len()];
    for state in &order {
        if end == Some(states.len()) {
            states.push(None);
        }
        row_of[*state] = states.len();
        states.push(Some(&body.states[*state]));
    }
    if end == Some(states.len()) {
        states.push(None);
    }
    let mut edges = Vec::new();
    for (state, transitions) in out.into_iter().enumerate() {
        for transition in transitions {
            let to = match transition.target {
                Target::State(name) => index(name).map(|it| row_of[it]),
                Target::End => end,
            };
            let Some(to) = to else { continue };
            let label = label(&transition.labels);
            edges.push(Edge { from: row_of[state], to, cause: transition.cause, label });
        }
    }
    (states, edges)
}

fn label(reasons: &[String]) -> Option<Words> {
    let long = match reasons {
        [] => return None,
        [reason] => words::short(reason, TOOLTIP).into_owned(),
        reasons => {
            let several: Vec<&str> = reasons.iter().take(TOOLTIP / 4).map(String::as_str).collect();
            words::short(&several.join(" or "), TOOLTIP).into_owned()
        }
    };
    let short = words::short(&long, LABEL).into_owned();
    Some(Words { long: (short != long).then_some(long), short })
}

/// A box that is as large as what it holds.
fn row(state: Option<&State>) -> Row<'_> {
    let Some(state) = state else {
        return Row { what: What::End, x: 0, y: 0, width: DOT, height: DOT };
    };
    let name = text::fitting(&words::short(&state.name.value, 80), text::NAME, WIDEST_TEXT);
    let mut detail = state.kind.name().to_owned();
    if let Some(more) = words::detail(state) {
        detail = format!("{detail} · {}", words::short(&more, 120));
    }
    let detail = text::fitting(&detail, text::SMALL, WIDEST_TEXT);
    let mut scopes: Vec<Scope<'_>> = Vec::new();
    for body in state.bodies() {
        if !body.states.is_empty() {
            scopes.push(scope(body));
        }
    }
    let words = text::width(&name, text::NAME).max(text::width(&detail, text::SMALL));
    let mut width = (INDENT + words + 14).max(NARROWEST);
    let mut height = BOX;
    if !scopes.is_empty() {
        let (mut across, mut highest) = (PADDING, 0);
        for scope in &scopes {
            across += branch_width(scope, scopes.len()) + PADDING;
            highest = highest.max(branch_height(scope, scopes.len()));
        }
        width = width.max(across);
        height += highest + PADDING;
    }
    Row { what: What::State(Box::new(Labelled { state, name, detail, scopes })), x: 0, y: 0, width, height }
}

/// Makes all boxes of a scope as wide as the widest: icons and names then stand under one another.
fn align(rows: &mut [Row<'_>]) {
    let is_box = |row: &Row<'_>| matches!(&row.what, What::State(it) if it.scopes.is_empty());
    let mut widest = 0;
    for row in rows.iter() {
        if is_box(row) {
            widest = widest.max(row.width);
        }
    }
    for row in rows {
        if is_box(row) {
            row.width = widest;
        }
    }
}

/// With the frame that a branch has if it is not alone.
pub(super) fn branch_width(scope: &Scope<'_>, branches: usize) -> i32 {
    scope.width + if branches > 1 { 2 * PADDING } else { 0 }
}

pub(super) fn branch_height(scope: &Scope<'_>, branches: usize) -> i32 {
    scope.height + if branches > 1 { 2 * PADDING } else { 0 }
}

/// How each edge runs.
struct Routes {
    /// For each row the label of the straight arrow to the next, if there is one.
    straight: Vec<Option<Option<Words>>>,
    lanes: Vec<Lane>,
    /// For each row, from top to bottom, what touches its side.
    left: Vec<Vec<Slot>>,
    right: Vec<Vec<Slot>>,
    left_lanes: usize,
    right_lanes: usize,
}

/// A bus before it has a place.
struct Lane {
    side: Side,
    cause: Cause,
    top: usize,
    bottom: usize,
    number: usize,
}

struct Slot {
    lane: usize,
    way: Way,
    label: Option<Words>,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    In,
    Out,
}

impl Routes {
    fn new(edges: &[Edge], rows: usize) -> Routes {
        let mut routes = Routes {
            straight: Vec::with_capacity(rows),
            lanes: Vec::new(),
            left: Vec::with_capacity(rows),
            right: Vec::with_capacity(rows),
            left_lanes: 0,
            right_lanes: 0,
        };
        for _ in 0..rows {
            routes.straight.push(None);
            routes.left.push(Vec::new());
            routes.right.push(Vec::new());
        }
        // By row that is led to, side and cause.
        let mut lane_to: Vec<Option<usize>> = vec![None; 4 * rows];
        let key = |edge: &Edge| {
            4 * edge.to + 2 * usize::from(edge.to > edge.from) + usize::from(edge.cause == Cause::Error)
        };
        for edge in edges {
            if edge.cause == Cause::Done && edge.to == edge.from + 1 {
                routes.straight[edge.from] = Some(edge.label.clone());
                continue;
            }
            let side = if edge.to > edge.from { Side::Right } else { Side::Left };
            match lane_to[key(edge)] {
                Some(lane) => {
                    let lane = &mut routes.lanes[lane];
                    lane.top = lane.top.min(edge.from);
                    lane.bottom = lane.bottom.max(edge.from);
                }
                None => {
                    lane_to[key(edge)] = Some(routes.lanes.len());
                    let (top, bottom) = (edge.from.min(edge.to), edge.from.max(edge.to));
                    routes.lanes.push(Lane { side, cause: edge.cause, top, bottom, number: 0 });
                }
            }
        }
        // What arrives stands above what leaves, so that a lane may end where another begins.
        for cause in [Cause::Done, Cause::Error] {
            for (number, lane) in routes.lanes.iter().enumerate() {
                if lane.cause != cause {
                    continue;
                }
                let (slots, to) = match lane.side {
                    Side::Left => (&mut routes.left, lane.top),
                    Side::Right => (&mut routes.right, lane.bottom),
                };
                slots[to].push(Slot { lane: number, way: Way::In, label: None });
            }
        }
        for edge in edges {
            if edge.cause == Cause::Done && edge.to == edge.from + 1 {
                continue;
            }
            let side = if edge.to > edge.from { Side::Right } else { Side::Left };
            let slots = if side == Side::Left { &mut routes.left } else { &mut routes.right };
            let Some(lane) = lane_to[key(edge)] else { continue };
            slots[edge.from].push(Slot { lane, way: Way::Out, label: edge.label.clone() });
        }
        routes
    }

    fn slots(&self, side: Side) -> &[Vec<Slot>] {
        if side == Side::Left { &self.left } else { &self.right }
    }

    /// What is inside another stands nearer to the column, because it ends (or, going up, begins) earlier.
    fn assign_lanes(&mut self) {
        let is_before = |a: usize, b: usize| {
            let (a, b) = (&self.lanes[a], &self.lanes[b]);
            a.bottom < b.bottom || a.bottom == b.bottom && a.top > b.top
        };
        let by_end = sorted(self.lanes.len(), &is_before);
        let mut last_bottom: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
        for number in by_end {
            let lane = &mut self.lanes[number];
            let taken = &mut last_bottom[usize::from(lane.side == Side::Right)];
            let is_free = |bottom: &usize| match lane.side {
                Side::Right => *bottom <= lane.top,
                Side::Left => *bottom < lane.top,
            };
            lane.number = match taken.iter().position(is_free) {
                Some(free) => free,
                None if taken.len() < LANES => {
                    taken.push(0);
                    taken.len() - 1
                }
                None => LANES - 1,
            };
            taken[lane.number] = taken[lane.number].max(lane.bottom);
        }
        self.left_lanes = last_bottom[0].len();
        self.right_lanes = last_bottom[1].len();
    }
}

/// How far the scope reaches from its axis.
struct Sides {
    /// To the first lane.
    left_lane: i32,
    right_lane: i32,
    /// In all.
    left: i32,
    right: i32,
}

impl Sides {
    fn new(rows: &[Row<'_>], routes: &Routes) -> Sides {
        let mut half = if rows.is_empty() { DOT / 2 } else { 0 };
        for row in rows {
            half = half.max((row.width + 1) / 2);
        }
        let beside =
            |label: &Option<Words>| label.as_ref().map_or(0, |it| text::width(&it.short, text::SMALL) + STUB);
        let reach = |slots: &[Vec<Slot>]| {
            let mut reach = half + STUB;
            for (at, slots) in slots.iter().enumerate() {
                for slot in slots.iter().filter(|it| it.label.is_some()) {
                    reach = reach.max(rows[at].width / 2 + beside(&slot.label));
                }
            }
            reach
        };
        let mut beside_arrows = 0;
        for label in routes.straight.iter().flatten() {
            beside_arrows = beside_arrows.max(beside(label));
        }
        let left_lane = reach(&routes.left);
        let right_lane = reach(&routes.right).max(beside_arrows);
        let with_lanes = |first: i32, count: usize| first + (count as i32 - 1) * LANE + 2;
        let left = if routes.left_lanes > 0 { with_lanes(left_lane, routes.left_lanes) } else { half };
        let right = if routes.right_lanes > 0 {
            with_lanes(right_lane, routes.right_lanes)
        } else {
            half.max(beside_arrows)
        };
        Sides { left_lane, right_lane, left, right }
    }
}

/// Gives every row its place and returns the height of all.
fn stack(rows: &mut [Row<'_>], routes: &Routes, axis: i32) -> i32 {
    let mut y = DOT + ARROW;
    for (row, straight) in rows.iter_mut().zip(&routes.straight) {
        row.x = axis - row.width / 2;
        row.y = y;
        y += row.height
            + match straight {
                Some(Some(_)) => ARROW + 6,
                Some(None) => ARROW,
                None => GAP,
            };
    }
    rows.last().map_or(0, |it| it.y + it.height)
}

fn straights(scope: &Scope<'_>, routes: &Routes) -> Vec<Straight> {
    let mut straights = Vec::new();
    for (pair, straight) in scope.rows.windows(2).zip(&routes.straight) {
        let Some(label) = straight else { continue };
        let from = pair[0].y + pair[0].height;
        let place = |words: &Words| Label {
            x: scope.axis + 8,
            y: from + 14,
            words: words.clone(),
            side: Side::Right,
        };
        straights.push(Straight { from, to: pair[1].y, label: label.as_ref().map(place) });
    }
    straights
}

fn buses(scope: &Scope<'_>, routes: &Routes, sides: &Sides) -> Vec<Bus> {
    let mut buses: Vec<Bus> = Vec::with_capacity(routes.lanes.len());
    for lane in &routes.lanes {
        let beyond = lane.number as i32 * LANE;
        let x = match lane.side {
            Side::Left => scope.axis - sides.left_lane - beyond,
            Side::Right => scope.axis + sides.right_lane + beyond,
        };
        let (side, cause) = (lane.side, lane.cause);
        buses.push(Bus { side, cause, x, exits: Vec::new(), tip: (0, 0), labels: Vec::new() });
    }
    for side in [Side::Left, Side::Right] {
        for (row, slots) in scope.rows.iter().zip(routes.slots(side)) {
            for (i, slot) in slots.iter().enumerate() {
                let bus = &mut buses[slot.lane];
                let at =
                    (if side == Side::Left { row.x } else { row.x + row.width }, slot_y(row, i, slots.len()));
                if slot.way == Way::In {
                    bus.tip = at;
                    continue;
                }
                bus.exits.push(at);
                if let Some(words) = &slot.label {
                    let x = if side == Side::Left { at.0 - 7 } else { at.0 + 7 };
                    bus.labels.push(Label { x, y: at.1 - 4, words: words.clone(), side });
                }
            }
        }
    }
    buses
}

/// Evenly, in the middle of a box; at the head of a frame.
fn slot_y(row: &Row<'_>, i: usize, count: usize) -> i32 {
    let is_frame = matches!(&row.what, What::State(it) if !it.scopes.is_empty());
    let room = if is_frame { BOX.max(SLOT * count as i32 + 8) } else { row.height };
    row.y + (room - SLOT * (count as i32 - 1)) / 2 + SLOT * i as i32
}
