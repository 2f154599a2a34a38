//! Right programs whose paths are checked: what compiles here must compile.

mod compared;
mod derive;
mod right;
