//! What an editor is shown: each path from what it starts at. Both the machine as it is and the one with the name that
//! rust-analyzer tries have the same views in the same order, up to the tokens that are tried.

use std::rc::Rc;

use sfn_asl::diag::Place;
use sfn_asl::query::jsonpath::{Segment, SegmentKind};

use super::shape::Shape;
use super::uses::tokens;
use crate::cx::{Cx, SpanRange};

/// A path, or the beginning of one.
#[derive(Clone, Debug)]
pub struct View {
    /// What is known of where it starts.
    pub from: Shape,
    pub steps: Vec<ViewStep>,
}

#[derive(Clone, Debug)]
pub enum ViewStep {
    Name(Rc<str>, SpanRange),
    /// Any item of an array.
    Item,
}

impl View {
    /// `None` if nothing is known of it.
    pub fn of(cx: &Cx, from: Shape, segments: &[Segment], places: &[Place]) -> Option<View> {
        if from == Shape::Any {
            return None;
        }
        let step = |(segment, place): (&Segment, &Place)| match &segment.kind {
            SegmentKind::Name(name) => Some(ViewStep::Name(name.as_str().into(), tokens(cx, place))),
            SegmentKind::Index(_) | SegmentKind::Wildcard | SegmentKind::Filter(_) => Some(ViewStep::Item),
            _ => None,
        };
        Some(View { from, steps: segments.iter().zip(places).map_while(step).collect() })
    }
}
