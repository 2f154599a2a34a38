//! Right programs whose paths are checked: what compiles here must compile.

mod derive;
mod right;
