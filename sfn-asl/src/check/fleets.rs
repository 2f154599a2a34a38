//! Instance fleets of Amazon EMR: what of a cluster goes with what.
//!
//! <https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-fleet.html>

use crate::diag::Diagnostics;
use crate::diag::messages::parameters as messages;
use crate::value::{Field, Value, ValueKind, is_open};

/// Strategies that go by the priorities of instance types.
const PRIORITIZED: &[&str] = &["prioritized", "capacity-optimized-prioritized"];

// The role of automatic scaling is for instance groups.
pub(crate) fn check_scaling(cx: &mut Diagnostics, cluster: &Value) {
    let fleets = cluster.get("Instances").and_then(|it| field(it, "InstanceFleets"));
    if let (Some(role), Some(fleets)) = (field(cluster, "AutoScalingRole"), fleets) {
        messages::both(cx, &role.key, &fleets.key);
    }
}

// A fleet is for something.
pub(crate) fn check_capacity(cx: &mut Diagnostics, fleet: &Value) {
    let of = |name: &str| field(fleet, name);
    let is_zero = |it: &&Field| matches!(&it.value.kind, ValueKind::Number(text) if text.parse() == Ok(0.0));
    let given = [of("TargetOnDemandCapacity"), of("TargetSpotCapacity")];
    let mut given = given.into_iter().flatten();
    let Some(first) = given.next().filter(is_zero) else { return };
    match given.next() {
        None => messages::no_capacity(cx, first.value.loc, None),
        Some(other) if is_zero(&other) => {
            messages::no_capacity(cx, first.value.loc, Some(other.value.loc));
        }
        Some(_) => {}
    }
}

// Instance types have priorities where, and only where, they are chosen by them.
pub(crate) fn check_priorities(cx: &mut Diagnostics, fleet: &Value) {
    let Some(configs) = field(fleet, "InstanceTypeConfigs") else { return };
    let ValueKind::Array(types) = &configs.value.kind else { return };
    let specifications = fleet.get("LaunchSpecifications");
    let strategies: Vec<&Field> = ["OnDemandSpecification", "SpotSpecification"]
        .into_iter()
        .filter_map(|it| field(specifications?.get(it)?, "AllocationStrategy"))
        .collect();
    let is_static = |it: &Value| matches!(&it.kind, ValueKind::String(text) if !is_open(text));
    let is_known = specifications.is_none_or(|it| matches!(it.kind, ValueKind::Object(_)))
        && strategies.iter().all(|it| is_static(&it.value));
    let priority = types.iter().find_map(|it| field(it, "Priority"));
    let prioritized = strategies
        .iter()
        .find(|it| matches!(&it.value.kind, ValueKind::String(text) if PRIORITIZED.contains(&text.as_str())));
    match (priority, prioritized) {
        (Some(priority), None) if is_known => {
            messages::priority_unused(cx, &priority.key, strategies.first().map(|it| it.value.loc));
        }
        (None, Some(strategy)) if types.iter().all(|it| matches!(it.kind, ValueKind::Object(_))) => {
            messages::priority_missing(cx, strategy.value.loc, configs.key.loc);
        }
        _ => {}
    }
}

fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Field> {
    match &value.kind {
        ValueKind::Object(fields) => fields.iter().find(|it| it.key.value == name),
        _ => None,
    }
}
