//! Keys that stand twice.

use crate::diag::Diagnostics;
use crate::diag::messages::document;
use crate::value::Field;

/// The last of the fields with one key, as Jackson keeps it, at the place of the first; the others are reported.
/// Sorts, so that an object of a thousand states is no thousand times slower than one of ten.
pub(super) fn keep_last(cx: &mut Diagnostics, fields: Vec<Field>) -> Vec<Field> {
    let mut order: Vec<usize> = (0..fields.len()).collect();
    order.sort_by_key(|i| fields[*i].key.value.as_str());
    let mut first: Vec<usize> = (0..fields.len()).collect();
    let mut unique = true;
    for pair in order.windows(2) {
        if fields[pair[0]].key.value == fields[pair[1]].key.value {
            first[pair[1]] = first[pair[0]];
            unique = false;
        }
    }
    if unique {
        return fields;
    }
    let mut kept: Vec<Option<Field>> = Vec::new();
    for (i, field) in fields.into_iter().enumerate() {
        if first[i] == i {
            kept.push(Some(field));
            continue;
        }
        let earlier = &mut kept[first[i]];
        if let Some(earlier) = earlier {
            document::duplicate_key(cx, &field.key, earlier.key.loc);
        }
        *earlier = Some(field);
        kept.push(None);
    }
    kept.into_iter().flatten().collect()
}
