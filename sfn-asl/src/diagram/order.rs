//! The states of a scope in the order in which they run, as far as there is one.

/// Nodes such that every edge leads forward unless it closes a loop, and such that what comes first in a node's list
/// follows it most closely, loops before what is behind them. `edges[node]` are the nodes it leads to. What cannot be
/// reached from `start` is last.
pub(super) fn in_flow(edges: &[Vec<usize>], start: Option<usize>) -> Vec<usize> {
    let loops = components(edges);
    let mut seen = vec![false; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    if let Some(start) = start {
        order = branch(start, edges, &loops, &mut seen);
    }
    let mut rest = Vec::new();
    for root in (0..edges.len()).rev() {
        if !seen[root] {
            let mut unreached = branch(root, edges, &loops, &mut seen);
            unreached.reverse();
            rest.extend(unreached);
        }
    }
    order.extend(rest.into_iter().rev());
    order
}

/// Everything unseen that `root` leads to: a depth-first search read from its end.
fn branch(root: usize, edges: &[Vec<usize>], loops: &[usize], seen: &mut [bool]) -> Vec<usize> {
    let last_first = |node: usize| {
        // Read from the end, what is visited last comes first: so what leads out of the loop is visited first.
        let (inside, outside): (Vec<usize>, Vec<usize>) =
            edges[node].iter().partition(|it| loops[**it] == loops[node]);
        inside.into_iter().chain(outside).collect::<Vec<_>>()
    };
    let mut order = Vec::new();
    let mut stack = vec![(root, last_first(root))];
    seen[root] = true;
    while let Some((node, left)) = stack.last_mut() {
        match left.pop() {
            Some(next) if seen[next] => {}
            Some(next) => {
                seen[next] = true;
                stack.push((next, last_first(next)));
            }
            None => {
                order.push(*node);
                stack.pop();
            }
        }
    }
    order.reverse();
    order
}

/// For each node the number of its strongly connected component (Tarjan).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut component = vec![NONE; edges.len()];
    let mut entered = vec![NONE; edges.len()];
    let mut lowest = vec![NONE; edges.len()];
    let mut open = Vec::new();
    let mut count = 0;
    let mut clock = 0;
    for root in 0..edges.len() {
        if entered[root] != NONE {
            continue;
        }
        let mut stack = vec![(root, 0)];
        while let Some((node, at)) = stack.last_mut() {
            let node = *node;
            if *at == 0 && entered[node] == NONE {
                entered[node] = clock;
                lowest[node] = clock;
                clock += 1;
                open.push(node);
            }
            if let Some(&next) = edges[node].get(*at) {
                *at += 1;
                if entered[next] == NONE {
                    stack.push((next, 0));
                } else if component[next] == NONE {
                    lowest[node] = lowest[node].min(entered[next]);
                }
                continue;
            }
            stack.pop();
            if let Some((parent, _)) = stack.last() {
                lowest[*parent] = lowest[*parent].min(lowest[node]);
            }
            if lowest[node] == entered[node] {
                while let Some(member) = open.pop() {
                    component[member] = count;
                    if member == node {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::in_flow;

    #[test]
    fn branches_follow_their_choice_and_the_join_follows_them() {
        // 0 → 1 | 2 | 3, 1 → 3, 2 → 3
        assert_eq!(in_flow(&[vec![1, 2, 3], vec![3], vec![3], vec![]], Some(0)), [0, 1, 2, 3]);
    }

    #[test]
    fn a_loop_stands_before_what_is_behind_it() {
        // 0: query, 1: finished? → 2: process → 4 | 3: wait → 0
        assert_eq!(in_flow(&[vec![1], vec![2, 3], vec![4], vec![0], vec![]], Some(0)), [0, 1, 3, 2, 4]);
    }

    #[test]
    fn what_cannot_be_reached_is_last_and_in_order() {
        assert_eq!(in_flow(&[vec![], vec![2], vec![], vec![0]], Some(3)), [3, 0, 1, 2]);
        assert_eq!(in_flow(&[vec![1], vec![]], None), [0, 1]);
    }

    #[test]
    fn depth_is_no_matter() {
        let chain: Vec<Vec<usize>> =
            (1..=100_000).map(|it| if it < 100_000 { vec![it] } else { vec![0] }).collect();
        assert!(in_flow(&chain, Some(0)).into_iter().eq(0..100_000));
    }
}
