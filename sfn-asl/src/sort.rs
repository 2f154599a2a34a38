//! Sorting that is compiled once: the generic one of the standard library is compiled anew for each use, a few thousand
//! lines of machine code each time, which everybody pays who builds the macro.

/// The numbers below `count`, in the order in which `is_before` puts what they stand for. What is equal stays as it was.
pub fn sorted(count: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    let mut merged = numbers.clone();
    let mut width = 1;
    while width < count {
        let mut start = 0;
        while start < count {
            let (middle, end) = ((start + width).min(count), (start + 2 * width).min(count));
            let (mut left, mut right, mut to) = (start, middle, start);
            while to < end {
                let takes_right = left == middle || right < end && is_before(numbers[right], numbers[left]);
                let from = if takes_right { &mut right } else { &mut left };
                merged[to] = numbers[*from];
                *from += 1;
                to += 1;
            }
            start = end;
        }
        std::mem::swap(&mut numbers, &mut merged);
        width *= 2;
    }
    numbers
}

/// The items in the order in which `is_before` puts them. What is equal stays as it was.
pub fn in_order<T>(items: Vec<T>, is_before: &dyn Fn(&T, &T) -> bool) -> Vec<T> {
    let numbers = sorted(items.len(), &|a, b| is_before(&items[a], &items[b]));
    let mut left: Vec<Option<T>> = Vec::with_capacity(items.len());
    for item in items {
        left.push(Some(item));
    }
    let mut ordered = Vec::with_capacity(left.len());
    for number in numbers {
        ordered.extend(left[number].take());
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::{in_order, sorted};

    #[test]
    fn sorts_and_is_stable() {
        let mut seed = 7_u32;
        for count in [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 1000] {
            let items: Vec<u32> = (0..count)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 16) % 50
                })
                .collect();
            let mut expected: Vec<usize> = (0..count).collect();
            expected.sort_by_key(|at| items[*at]);
            assert_eq!(sorted(count, &|a, b| items[a] < items[b]), expected);
            let numbered: Vec<(u32, usize)> = items.iter().copied().zip(0..).collect();
            let mut expected = numbered.clone();
            expected.sort_by_key(|it| it.0);
            assert_eq!(in_order(numbered, &|a, b| a.0 < b.0), expected);
        }
    }
}
