//! Places for the nodes of a network: lines pull, nodes push each other away, and the middle pulls all of them a little (Fruchterman and
//! Reingold, "Graph Drawing by Force-directed Placement", 1991).
//!
//! It is our own: the libraries for it are unfinished or no longer kept, and the same nodes must have the same places each time.

/// The rounds. Each one looks at every pair of nodes, so that 200 nodes cost 6 million steps.
const ROUNDS: u32 = 150;
/// The pull of the middle, as a part of the pull of a line.
const MIDDLE: f64 = 0.9;

/// A point of the picture; both numbers are from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Returns a place for each of `count` nodes, by the lines between them: two nodes and a weight above 0. Nodes that come first begin in the
/// middle.
pub(super) fn places(count: usize, lines: &[(usize, usize, f64)]) -> Vec<Spot> {
    if count == 0 {
        return Vec::new();
    }
    // The distance at which pushing and pulling are equal.
    let distance = (1.0 / count as f64).sqrt();
    let mut spots: Vec<Spot> = (0..count).map(|place| spiral(place, count)).collect();
    for round in 0..ROUNDS {
        let reach = 0.1 * (1.0 - f64::from(round) / f64::from(ROUNDS));
        let forces = forces(&spots, lines, distance);
        for (spot, (x, y)) in spots.iter_mut().zip(forces) {
            let length = x.hypot(y).max(1e-9);
            spot.x += x / length * length.min(reach);
            spot.y += y / length * length.min(reach);
        }
    }
    fitted(spots)
}

/// Returns a place on a spiral on which no two nodes are close.
fn spiral(place: usize, count: usize) -> Spot {
    const TURN: f64 = 2.399_963_229_728_653;
    let (angle, radius) = (place as f64 * TURN, 0.5 * ((place as f64 + 0.5) / count as f64).sqrt());
    Spot { x: radius * angle.cos(), y: radius * angle.sin() }
}

fn forces(spots: &[Spot], lines: &[(usize, usize, f64)], distance: f64) -> Vec<(f64, f64)> {
    let push = |one: &Spot| {
        let mut force = (0.0, 0.0);
        for other in spots {
            let (x, y) = (one.x - other.x, one.y - other.y);
            let square = x * x + y * y;
            if square > 0.0 {
                force.0 += x * distance * distance / square.max(1e-6);
                force.1 += y * distance * distance / square.max(1e-6);
            }
        }
        (force.0 - one.x * MIDDLE, force.1 - one.y * MIDDLE)
    };
    let mut forces: Vec<(f64, f64)> = spots.iter().map(push).collect();
    let mut degrees = vec![0_u32; spots.len()];
    for node in lines.iter().flat_map(|(one, other, _)| [*one, *other]) {
        if let Some(degree) = degrees.get_mut(node) {
            *degree += 1;
        }
    }
    for (one, other, weight) in lines {
        let (Some(a), Some(b)) = (spots.get(*one), spots.get(*other)) else { continue };
        let (x, y) = (b.x - a.x, b.y - a.y);
        // The many lines of a hub together must not pull everything onto it.
        let [one_lines, other_lines] = [*one, *other].map(|node| f64::from(degrees.get(node).copied().unwrap_or(1)));
        let pull = x.hypot(y) / distance * weight / one_lines.min(other_lines).sqrt();
        for (node, sign) in [(*one, 1.0), (*other, -1.0)] {
            if let Some(force) = forces.get_mut(node) {
                force.0 += sign * x * pull;
                force.1 += sign * y * pull;
            }
        }
    }
    forces
}

/// Returns the places so that they fill the picture.
fn fitted(spots: Vec<Spot>) -> Vec<Spot> {
    let (x, y) = (span(spots.iter().map(|spot| spot.x)), span(spots.iter().map(|spot| spot.y)));
    let part = |value: f64, (least, most): (f64, f64)| if most - least > 1e-9 { (value - least) / (most - least) } else { 0.5 };
    spots.into_iter().map(|spot| Spot { x: part(spot.x, x), y: part(spot.y, y) }).collect()
}

/// Returns the least and the greatest of some numbers.
fn span(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::MAX, f64::MIN), |(least, most), number| (least.min(number), most.max(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_joins_is_closer_than_what_none_does() {
        let lines = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)];
        let spots = places(6, &lines);
        let distance = |a: usize, b: usize| (spots[a].x - spots[b].x).hypot(spots[a].y - spots[b].y);
        let mean = |pairs: &[(usize, usize)]| pairs.iter().map(|(a, b)| distance(*a, *b)).sum::<f64>() / pairs.len() as f64;
        let inside = mean(&lines.map(|(a, b, _)| (a, b)));
        let between = mean(&[(0, 3), (0, 4), (0, 5), (1, 3), (1, 4), (1, 5), (2, 3), (2, 4), (2, 5)]);
        assert!(inside < 0.8 * between, "{inside} {between}: {spots:?}");
        assert!(spots.iter().all(|spot| (0.0..=1.0).contains(&spot.x) && (0.0..=1.0).contains(&spot.y)));
        assert_eq!(spots, places(6, &lines));
    }

    #[test]
    fn few_nodes_have_places_too() {
        assert_eq!(places(0, &[]), []);
        assert_eq!(places(1, &[]), [Spot { x: 0.5, y: 0.5 }]);
        assert!(places(2, &[(0, 1, 1.0), (0, 9, 1.0)]).iter().all(|spot| spot.x.is_finite() && spot.y.is_finite()));
    }
}
