//! Resolves objects and lists without the executor, as far as their fields wait for nothing.
//!
//! The executor boxes a future for each field of each object, because any field may have to wait. Most fields of this
//! schema read the graph and wait for nothing. For them, boxes and polling would be most of the cost of a query.
//!
//! So each field is *attempted* first: the future of its resolver is polled once, on the stack. Three things can
//! happen:
//!
//! - The field has its value.
//! - The field lacks records. During an attempt a loader reads nothing; it notes the keys (a *wish*, see
//!   [`View::attempt`]). The outermost object attempts all its other fields, lets the loaders read everything that was
//!   noted, and attempts the missing fields again.
//! - The field waits for something else, such as a search. It is resolved anew as the executor would do it, together
//!   with the other fields of its object that wait. The same request does not attempt it again.
//!
//! **Invariant:** a resolver below the root may run more than once in a request, so it must change nothing. The answer
//! depends on the resolvers alone, not on the number of attempts.
//!
//! [`View::attempt`]: crate::catalog::View::attempt

use std::borrow::Cow;
use std::future::pending;
use std::pin::pin;
use std::ptr;
use std::sync::PoisonError;
use std::task::{self, Poll, Waker};

use async_graphql::indexmap::IndexMap;
use async_graphql::indexmap::map::Entry;
use async_graphql::parser::types::{Field, Selection};
use async_graphql::registry::Registry;
use async_graphql::{Context, ContextSelectionSet, Name, ObjectType, OutputType, Positioned, ServerResult, Value};
use futures_util::future::{BoxFuture, try_join_all};

use super::context::ContextExt;
use crate::catalog::View;

/// An object whose fields are attempted before they wait.
#[derive(Debug, Clone, Copy)]
pub struct Quickly<T>(pub T);

/// A list whose items are attempted before they wait.
#[derive(Debug)]
pub struct QuickList<T>(pub Vec<T>);

/// A type whose fields can be attempted before they wait.
pub trait Quick: OutputType {
    /// Returns the value that a selection asks for. Fails as the resolvers of its fields do.
    fn resolve_quickly(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>)
    -> impl Future<Output = ServerResult<Value>> + Send;
}

impl<T: Quick> OutputType for Quickly<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn qualified_type_name() -> String {
        T::qualified_type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.introspection_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        self.0.resolve_quickly(ctx, field).await
    }
}

impl<T: Quick> OutputType for QuickList<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let view = ctx.view();
        let (mut values, mut waiting) = (Vec::with_capacity(self.0.len()), Vec::new());
        for (place, item) in self.0.iter().enumerate() {
            let ctx = ctx.with_index(place);
            match poll(view, &ctx, item.resolve_quickly(&ctx, field)) {
                Poll::Ready(value) => values.push(value.map_err(|error| ctx.set_error_path(error))?),
                Poll::Pending => {
                    values.push(Value::Null);
                    waiting.push((place, item));
                }
            }
        }
        if !waiting.is_empty() {
            if view.is_attempting() {
                // Each of them has noted the keys that it lacks.
                return pending().await;
            }
            wait_for_items(&mut values, &waiting, ctx, field).await?;
        }
        Ok(Value::List(values))
    }
}

/// Resolves the items of a list that have to wait, all at the same time.
fn wait_for_items<'a, T: Quick>(
    values: &'a mut [Value],
    waiting: &'a [(usize, &T)],
    ctx: &'a ContextSelectionSet<'_>,
    field: &'a Positioned<Field>,
) -> BoxFuture<'a, ServerResult<()>> {
    Box::pin(async move {
        let resolving = waiting.iter().map(|(place, item)| {
            let resolving: BoxFuture<'_, ServerResult<Value>> = Box::pin(async move {
                let ctx = ctx.with_index(*place);
                item.resolve_quickly(&ctx, field).await.map_err(|error| ctx.set_error_path(error))
            });
            resolving
        });
        for ((place, _), value) in waiting.iter().zip(try_join_all(resolving).await?) {
            if let Some(missing) = values.get_mut(*place) {
                *missing = value;
            }
        }
        Ok(())
    })
}

impl<T: ObjectType> Quick for T {
    async fn resolve_quickly(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let (view, errors) = (ctx.view(), errors(ctx));
        let wishes = view.wishes();
        let mut object = Object { values: IndexMap::with_capacity(ctx.item.node.items.len()), waiting: Vec::new() };
        if !object.attempt(self, view, ctx)? {
            forget_errors(ctx, errors);
            // Boxed, here and below: most objects never get here, and their futures stay small.
            return Box::pin(self.resolve(ctx, field)).await;
        }
        if object.waiting.is_empty() {
            return Ok(Value::Object(object.values));
        }
        if view.is_attempting() {
            // The outermost object attempts this one again when the records are there.
            return pending().await;
        }
        object.finish(self, view, ctx, wishes).await
    }
}

/// An object of which some fields have their values.
struct Object<'a> {
    values: IndexMap<Name, Value>,
    /// The fields that have to wait; their values are null so far.
    waiting: Vec<&'a Positioned<Field>>,
}

impl<'a> Object<'a> {
    /// Attempts all fields of a selection. Returns false when only the executor can put the object together: it merges
    /// fields that are asked for twice.
    fn attempt<T: ObjectType>(&mut self, of: &T, view: &View, ctx: &ContextSelectionSet<'a>) -> ServerResult<bool> {
        let type_name = T::type_name();
        for selection in &ctx.item.node.items {
            let (condition, inner) = match &selection.node {
                Selection::Field(field) => {
                    if !field.node.directives.is_empty() || !self.field(of, view, ctx, field)? {
                        return Ok(false);
                    }
                    continue;
                }
                Selection::InlineFragment(fragment) => (fragment.node.type_condition.as_ref(), &fragment.node.selection_set),
                Selection::FragmentSpread(spread) => match ctx.query_env.fragments.get(&spread.node.fragment_name.node) {
                    Some(fragment) => (Some(&fragment.node.type_condition), &fragment.node.selection_set),
                    None => return Ok(false),
                },
            };
            let is_meant = condition.is_none_or(|condition| {
                let (condition, implements) = (condition.node.on.node.as_str(), &ctx.schema_env.registry.implements);
                condition == type_name || implements.get(&*type_name).is_some_and(|interfaces| interfaces.contains(condition))
            });
            if is_meant && !self.attempt(of, view, &ctx.with_selection_set(inner))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Attempts one field. Returns false when the object has it already.
    fn field<T: ObjectType>(
        &mut self,
        of: &T,
        view: &View,
        ctx: &ContextSelectionSet<'a>,
        field: &'a Positioned<Field>,
    ) -> ServerResult<bool> {
        let Entry::Vacant(place) = self.values.entry(field.node.response_key().node.clone()) else { return Ok(false) };
        if field.node.name.node == "__typename" {
            place.insert(Value::String(of.introspection_type_name().into_owned()));
            return Ok(true);
        }
        match attempt(of, view, ctx, field) {
            Poll::Ready(value) => {
                place.insert(value?);
            }
            Poll::Pending => {
                place.insert(Value::Null);
                self.waiting.push(field);
            }
        }
        Ok(true)
    }

    /// Resolves the fields that have to wait. Reads the records that they lack and attempts them again. The fields that
    /// wait for something else are resolved as the executor would do it. `wishes` is the number of wishes of the view
    /// before the fields were attempted.
    fn finish<'b, T: ObjectType>(
        mut self,
        of: &'b T,
        view: &'b View,
        ctx: &'b ContextSelectionSet<'a>,
        mut wishes: usize,
    ) -> BoxFuture<'b, ServerResult<Value>>
    where
        'a: 'b,
    {
        Box::pin(async move {
            while view.wishes() > wishes && !self.waiting.is_empty() {
                view.fulfil().await;
                wishes = view.wishes();
                for field in std::mem::take(&mut self.waiting) {
                    match attempt(of, view, ctx, field) {
                        Poll::Ready(value) => {
                            self.values.insert(field.node.response_key().node.clone(), value?);
                        }
                        Poll::Pending => self.waiting.push(field),
                    }
                }
            }
            if self.waiting.is_empty() { Ok(Value::Object(self.values)) } else { self.wait(of, ctx).await }
        })
    }

    /// Resolves the fields that have to wait, all at the same time.
    fn wait<'b, T: ObjectType>(mut self, of: &'b T, ctx: &'b ContextSelectionSet<'_>) -> BoxFuture<'b, ServerResult<Value>>
    where
        'a: 'b,
    {
        Box::pin(async move {
            let resolving = self.waiting.iter().map(|field| {
                let resolving: BoxFuture<'_, ServerResult<Value>> = Box::pin(async move {
                    let ctx = ctx.with_field(field);
                    Ok(of.resolve_field(&ctx).await?.unwrap_or_default())
                });
                resolving
            });
            let resolved = try_join_all(resolving).await?;
            for (field, value) in self.waiting.iter().zip(resolved) {
                self.values.insert(field.node.response_key().node.clone(), value);
            }
            Ok(Value::Object(self.values))
        })
    }
}

/// Attempts a field. Returns its value, or pending when the field has to wait.
fn attempt<T: ObjectType>(of: &T, view: &View, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> Poll<ServerResult<Value>> {
    let place = ptr::from_ref(field).addr();
    if view.has_waited(place) {
        return Poll::Pending;
    }
    let wishes = view.wishes();
    let ctx_field: Context<'_> = ctx.with_field(field);
    let polled = poll(view, ctx, of.resolve_field(&ctx_field));
    if polled.is_pending() && view.wishes() == wishes {
        view.waited(place);
    }
    polled.map_ok(Option::unwrap_or_default)
}

/// Polls a future once, during which nothing may begin to wait. When it is pending, the errors that it left are
/// forgotten.
fn poll<F: Future>(view: &View, ctx: &ContextSelectionSet<'_>, resolving: F) -> Poll<F::Output> {
    let errors = errors(ctx);
    let _attempt = view.attempt();
    let polled = pin!(resolving).poll(&mut task::Context::from_waker(Waker::noop()));
    if polled.is_pending() {
        forget_errors(ctx, errors);
    }
    polled
}

/// Returns the number of errors so far in the answer.
fn errors(ctx: &ContextSelectionSet<'_>) -> usize {
    ctx.query_env.errors.lock().unwrap_or_else(PoisonError::into_inner).len()
}

/// Forgets the errors after the first `errors`. They are of fields that will be resolved anew: no other field was
/// resolved since.
fn forget_errors(ctx: &ContextSelectionSet<'_>, errors: usize) {
    ctx.query_env.errors.lock().unwrap_or_else(PoisonError::into_inner).truncate(errors);
}
