//! The conditions that a filter puts on a dimension itself, and what is left of the filter without them.

use entity::vocabulary::AgentKind;

use super::Graph;
use super::condition::{Condition, NumberField, Relation, TextField};
use super::dimension::Dimension;

impl Graph {
    /// Returns all of a condition but what it says of a dimension itself; none when it says nothing of it.
    ///
    /// Looked at are the tests that must all hold, those inside `and` included. An `or` is looked at as one test, which speaks of a dimension
    /// when all of it does. What stands inside `not` stays. Producers, persons and organizations are told by the same tests. Those on persons are the tests that name persons
    /// only, or that ask for the kind; so it is for organizations.
    pub fn without_own(&self, condition: &Condition, dimension: Dimension) -> Option<Condition> {
        let Condition::All(conditions) = condition else { return None };
        let mut is_changed = false;
        let mut left = Vec::with_capacity(conditions.len());
        for condition in conditions {
            if self.is_own(condition, dimension) {
                is_changed = true;
            } else if let Some(rest) = self.without_own(condition, dimension) {
                is_changed = true;
                left.push(rest);
            } else {
                left.push(condition.clone());
            }
        }
        is_changed.then_some(Condition::All(left))
    }

    /// Returns true when a test speaks of a dimension and of nothing else.
    fn is_own(&self, condition: &Condition, dimension: Dimension) -> bool {
        match condition {
            Condition::Number(NumberField::Year, _) => dimension == Dimension::Year,
            Condition::Format(_) | Condition::HasFormat => dimension == Dimension::Format,
            Condition::License(_) | Condition::Text(TextField::License, _) => dimension == Dimension::License,
            Condition::Language(_) | Condition::Text(TextField::Language, _) => dimension == Dimension::Language,
            Condition::Placed(_) | Condition::Related(Relation::Collections, ..) => dimension == Dimension::Collection,
            Condition::Related(Relation::Funders(_), ..) => dimension == Dimension::Funder,
            Condition::Related(Relation::Keywords, ..) => dimension == Dimension::Keyword,
            Condition::Related(Relation::Producers(_), _, makers) => match dimension {
                Dimension::Producer => true,
                Dimension::Person => self.names_only(makers, AgentKind::Person),
                Dimension::Organization => self.names_only(makers, AgentKind::Organization),
                _ => false,
            },
            Condition::Any(conditions) => {
                !conditions.is_empty() && conditions.iter().all(|condition| self.is_wholly_own(condition, dimension))
            }
            // `isNull: true` is the opposite of having a value. The filter inside a `not` is a list of tests, which is nobody's own.
            Condition::Not(condition) => self.is_own(condition, dimension),
            _ => false,
        }
    }

    /// Returns true when a part of an `or` speaks of a dimension and of nothing else.
    fn is_wholly_own(&self, condition: &Condition, dimension: Dimension) -> bool {
        match condition {
            Condition::All(conditions) => {
                !conditions.is_empty() && conditions.iter().all(|condition| self.is_wholly_own(condition, dimension))
            }
            condition => self.is_own(condition, dimension),
        }
    }

    /// Returns true when a condition on agents leaves those of one kind only, by what it says at first sight.
    fn names_only(&self, condition: &Condition, kind: AgentKind) -> bool {
        match condition {
            Condition::Agent(other) => *other == kind,
            Condition::Node(agents) => {
                !agents.is_empty() && agents.iter().all(|agent| self.agent(*agent).is_some_and(|node| node.kind() == kind))
            }
            Condition::All(conditions) => conditions.iter().any(|condition| self.names_only(condition, kind)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::condition::{NumberTest, Quantifier, TextTest};
    use crate::graph::model::{id, large};

    fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        Condition::All(conditions.into_iter().collect())
    }

    fn year() -> Condition {
        Condition::Number(NumberField::Year, NumberTest::Known)
    }

    fn made_by(condition: Condition) -> Condition {
        Condition::Related(Relation::Producers(None), Quantifier::Some, Box::new(all([condition])))
    }

    #[test]
    fn own_conditions_are_found_inside_and_and_nowhere_else() {
        let graph = large().build();
        let without = |condition: &Condition, dimension| graph.without_own(condition, dimension);
        let format = Condition::HasFormat;
        let nested = all([all([format.clone(), all([year()])]), Condition::Not(Box::new(year()))]);
        assert_eq!(without(&nested, Dimension::Year), Some(all([all([format.clone(), all([])])])));
        assert_eq!(without(&nested, Dimension::Format), Some(all([all([all([year()])]), Condition::Not(Box::new(year()))])));
        assert_eq!(without(&nested, Dimension::Keyword), None);
        let either = all([Condition::Any(vec![all([year()]), all([all([year()])])]), format.clone()]);
        assert_eq!(without(&either, Dimension::Year), Some(all([format.clone()])));
        assert_eq!(without(&either, Dimension::Format), Some(all([Condition::Any(vec![all([year()]), all([all([year()])])])])));
        let elsewhere = all([Condition::Any(vec![all([year()]), all([format])]), Condition::Not(Box::new(all([year()])))]);
        assert_eq!(without(&elsewhere, Dimension::Year), None);
        for field in [Condition::Language(1), Condition::Text(TextField::Language, TextTest::Known)] {
            assert_eq!(without(&all([field.clone()]), Dimension::Language), Some(all([])));
            assert_eq!(without(&all([field]), Dimension::License), None);
        }
    }

    #[test]
    fn conditions_on_makers_are_of_one_kind_where_they_say_so() {
        let graph = large().build();
        let node = |number| graph.find_agent(&id(1, number)).unwrap();
        let kinds = |condition: Condition| {
            let condition = all([all([condition])]);
            [Dimension::Producer, Dimension::Organization, Dimension::Person].map(|kind| graph.without_own(&condition, kind).is_some())
        };
        // The first three agents are organizations, the others persons.
        assert_eq!(kinds(made_by(Condition::Node(vec![node(0), node(1)]))), [true, true, false]);
        assert_eq!(kinds(made_by(Condition::Node(vec![node(4)]))), [true, false, true]);
        assert_eq!(kinds(made_by(Condition::Node(vec![node(0), node(4)]))), [true, false, false]);
        assert_eq!(kinds(made_by(Condition::Node(vec![]))), [true, false, false]);
        assert_eq!(kinds(made_by(Condition::Agent(AgentKind::Person))), [true, false, true]);
        assert_eq!(kinds(made_by(Condition::Text(TextField::Name, TextTest::Known))), [true, false, false]);
        assert_eq!(kinds(Dimension::Person.has_none()), [true, false, true]);
    }
}
