use super::layout::{self, Scope, What};
use super::{mermaid, svg};
use crate::diag::Diagnostics;
use crate::machine::Machine;
use crate::{json, read};

fn machine(text: &str) -> Machine {
    let mut cx = Diagnostics::new();
    let value = json::parse(text, &mut cx).value.expect("JSON");
    let machine = read::machine(&mut cx, &value);
    assert!(!cx.has_errors(), "{:?}", cx.items());
    machine
}

/// A bit of everything, with names that are hard on both formats.
fn sample() -> Machine {
    machine(
        r##"{"StartAt": "1. Ask <b>", "States": {
            "1. Ask <b>": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Next": "end",
                "Catch": [{"ErrorEquals": ["A", "B"], "Next": "Fail & \"quit\""},
                          {"ErrorEquals": ["States.ALL"], "Next": "1. Ask <b>"}]},
            "end": {"Type": "Choice", "Default": "Fail & \"quit\"", "Choices": [
                {"Variable": "$.a", "StringEquals": "x", "Next": "Each"},
                {"Not": {"Variable": "$.a", "IsPresent": true}, "Next": "Each"},
                {"Or": [{"Variable": "$.b", "NumericLessThan": 3}, {"And": [{"Variable": "$.c", "BooleanEquals": true},
                        {"Variable": "$.d", "IsNull": false}]}], "Next": "Pause"}]},
            "Each": {"Type": "Map", "MaxConcurrency": 5, "End": true, "ItemProcessor": {"StartAt": "a b", "States": {
                "a b": {"Type": "Pass", "Next": "a-b"}, "a-b": {"Type": "Succeed"}}}},
            "Pause": {"Type": "Wait", "Seconds": 120, "Next": "Both"},
            "Both": {"Type": "Parallel", "Next": "1. Ask <b>", "Branches": [
                {"StartAt": "L", "States": {"L": {"Type": "Pass", "End": true}}},
                {"StartAt": "R", "States": {"R": {"Type": "Pass", "End": true}}}]},
            "Fail & \"quit\"": {"Type": "Fail", "Error": "#1"}}}"##,
    )
}

#[test]
fn mermaid_of_everything() {
    let expected = r#"flowchart TD
  start((" ")) --> s_1__Ask__b_
  s_1__Ask__b_["1#46; Ask #60;b#62;<br/>aws_sdk::s3::getObject"]
  s_end{"end"}
  subgraph s_Each["Map · Each · 5 at a time"]
    direction TB
    s_a_b("a b")
    s_a_b_2(["a-b"]):::success
    s_a_b --> s_a_b_2
  end
  s_Pause{{"Pause<br/>2 min"}}
  subgraph s_Both["Parallel · Both"]
    direction TB
    subgraph s_Both__branch0[" "]
      direction TB
      s_L("L")
    end
    subgraph s_Both__branch1[" "]
      direction TB
      s_R("R")
    end
  end
  s_Fail____quit_(["Fail #38; #34;quit#34;<br/>#35;1"]):::failure
  s_1__Ask__b_ --> s_end
  s_1__Ask__b_ -.->|"A, B"| s_Fail____quit_
  s_1__Ask__b_ -.->|"any error"| s_1__Ask__b_
  s_end -->|"$.a = #34;x#34;<br/>$.a is absent"| s_Each
  s_end -->|"$.b #60; 3 #124;#124; ($.c = true #38;#38; $.d is not null)"| s_Pause
  s_end -->|"otherwise"| s_Fail____quit_
  s_Each --> finish
  s_Pause --> s_Both
  s_Both --> s_1__Ask__b_
  finish(((" ")))
  classDef success stroke:#1a9c4b,stroke-width:2px
  classDef failure stroke:#d9383a,stroke-width:2px
"#;
    assert_eq!(mermaid(&sample()), expected);
}

#[test]
fn mermaid_ids_are_unique_whatever_the_names() {
    let states = ["a b", "a-b", "a_b_2", "a_b_3", "a.b", "a:b", "a+b_2"];
    let states: Vec<String> = states.iter().map(|it| format!(r#""{it}": {{"Type": "Succeed"}}"#)).collect();
    let chart = mermaid(&machine(&format!(r#"{{"StartAt": "a b", "States": {{{}}}}}"#, states.join(","))));
    let mut ids: Vec<&str> =
        chart.lines().filter_map(|it| it.trim().split_once("([")).map(|it| it.0).collect();
    assert_eq!(ids.len(), 7);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 7, "{chart}");
}

#[test]
fn svg_is_well_formed_html_in_one_block() {
    let svg = svg(&sample(), "Over<Flow");
    assert!(svg.starts_with("<div ") && svg.ends_with("</div>\n"));
    assert!(svg.lines().all(|it| !it.trim().is_empty()), "a blank line ends the block");
    assert!(!svg.contains(" id="), "identifiers are global to a page");
    assert!(svg.contains("aria-label=\"State machine Over&lt;Flow\""));
    assert!(svg.contains("Fail &amp; &quot;quit&quot;") && !svg.contains("<b>"));
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.extend(tag.split(' ').next()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn boxes_keep_clear_of_each_other_and_of_lanes() {
    clear(&layout::scope(&sample().body));
}

fn clear(scope: &Scope<'_>) {
    for pair in scope.rows.windows(2) {
        assert!(pair[0].y + pair[0].height < pair[1].y);
    }
    for row in &scope.rows {
        assert!(row.x >= 0 && row.x + row.width <= scope.width && row.y + row.height <= scope.height);
        for bus in &scope.buses {
            assert!(bus.x >= 0 && bus.x <= scope.width);
            assert!(bus.x < row.x || bus.x > row.x + row.width, "a lane runs through a box");
        }
        if let What::State(labelled) = &row.what {
            labelled.scopes.iter().for_each(clear);
        }
    }
    for (i, one) in scope.buses.iter().enumerate() {
        for other in &scope.buses[i + 1..] {
            let (one_y, other_y) = (extent(one), extent(other));
            assert!(
                one.x != other.x || one_y.1 < other_y.0 || other_y.1 < one_y.0,
                "two arrows share a line"
            );
        }
    }
}

fn extent(bus: &layout::Bus) -> (i32, i32) {
    let ys = || bus.exits.iter().map(|it| it.1).chain([bus.tip.1]);
    (ys().min().unwrap_or(0), ys().max().unwrap_or(0))
}

#[test]
fn a_broken_machine_is_drawn_as_far_as_it_goes() {
    let mut broken = sample();
    broken.body.start_at = None;
    broken.body.states.retain(|it| it.name.value != "end");
    assert!(!mermaid(&broken).contains("start(("));
    clear(&layout::scope(&broken.body));
    assert!(svg(&Machine::default(), "Empty").contains("<svg"));
    assert!(mermaid(&Machine::default()).starts_with("flowchart TD\n"));
}

/// Not a measurement: what is not linear would be caught by never ending.
#[test]
fn many_states_are_no_matter() {
    let state = |i: usize| {
        let catch =
            format!(r#""Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "S{}"}}]"#, (i * 7919) % 5000);
        let next = if i == 4999 { r#""End": true"#.to_owned() } else { format!(r#""Next": "S{}""#, i + 1) };
        format!(
            r#""S{i}": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", {next}, {catch}}}"#
        )
    };
    let states: Vec<String> = (0..5000).map(state).collect();
    let large = machine(&format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(",")));
    assert!(svg(&large, "Large").len() < 5000 * 1000);
    assert!(mermaid(&large).len() < 5000 * 200);
}
