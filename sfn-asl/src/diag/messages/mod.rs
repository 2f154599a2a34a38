//! The words of every finding, one function each; one file for each section of the catalogue.

pub mod calls;
pub mod choice;
pub mod data;
pub mod document;
pub mod fields;
pub mod flow;
pub mod graph;
pub mod habits;
pub mod hints;
pub mod iam;
pub mod jsonata;
pub mod limits;
pub mod literals;
pub mod maps;
pub mod names;
pub mod parameters;
pub mod paths;
pub mod retry;
pub mod sdk;
pub mod tasks;
pub mod templates;
pub mod variables;
