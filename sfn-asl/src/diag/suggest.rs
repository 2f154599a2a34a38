//! "Did you mean …": the nearest of a list of names.

/// The name closest to `wrong` by edit distance (swaps count once), if it is close enough to be worth saying.
///
/// A difference in case only always counts as close. Ties go to the first, so the answer is stable.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(wrong, &mut names.into_iter())
}

/// Compiled once, whatever the names come from.
fn nearest_of<'a>(wrong: &str, names: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let distance = if name.eq_ignore_ascii_case(wrong) { 0 } else { distance(wrong, name, limit) };
        // Where every letter differs nothing is alike.
        let alike = distance < wrong.chars().count().max(1);
        if alike && distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Optimal string alignment distance; anything beyond `limit` may come back as any number beyond it.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before_last: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(ca != cb)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *ca == b[j - 1] && a[i - 1] == *cb {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["Poll", "Pause", "putItem", "getItem"];
        assert_eq!(nearest("Pol", names), Some("Poll"));
        assert_eq!(nearest("putItme", names), Some("putItem"));
        assert_eq!(nearest("PUTITEM", names), Some("putItem"));
        assert_eq!(nearest("Elsewhere", names), None);
        assert_eq!(nearest("X", ["A"]), None);
    }
}
