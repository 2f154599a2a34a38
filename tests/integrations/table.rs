//! The table of all optimised integrations, at the end of the page.

use std::fmt::Write;

use sfn_asl::catalog;
use sfn_asl::resource::Pattern;

pub(crate) fn of_all() -> String {
    let mut out = String::from(
        "\n## All optimised integrations\n\nWhat the service checks for when a machine is created. \
         Other actions are called with `aws_sdk::`.\n\n\
         | call | patterns | required parameters |\n| --- | --- | --- |\n",
    );
    for service in catalog::services() {
        for action in service.actions {
            let pattern = |it: &&Pattern| match it {
                Pattern::RequestResponse => None,
                other => Some(format!("`{}`", other.suffix())),
            };
            let patterns: Vec<String> = action.patterns.iter().filter_map(|it| pattern(&it)).collect();
            let required: Vec<String> = action.required.iter().map(|it| format!("`{it}`")).collect();
            let call = format!("{}::{}", service.name.replace('-', "_"), action.name);
            let _ = writeln!(
                out,
                "| [`{call}`]({}) | {} | {} |",
                service.docs,
                patterns.join(", "),
                required.join(", ")
            );
        }
    }
    out
}
