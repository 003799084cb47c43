//! Objects that need not wait for anything, resolved without the executor's machinery.
//!
//! The executor puts a future for each field of each object into a box of its own and polls them together, because any of them may have to wait. Most fields of this schema read the graph and wait for
//! nothing, and then boxes and polling are most of what a query costs. So each field is *attempted* first: its resolver's own future is polled once where it stands. While that goes on, whatever would
//! have to wait begins nothing and says so ([`View::attempt`]). Records that are not at hand are wished for: the outermost object goes on through all that it can reach, has everything that was wished
//! for read at once, and attempts what is missing again. A field that waits for something else is resolved anew, with all others of its object that have to wait, as the executor would, and is not
//! attempted again in the same request.
//!
//! What an answer is remains the resolvers' business: this only decides how they are run.
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

/// An object that is resolved at once, if it can be.
#[derive(Debug, Clone, Copy)]
pub struct Quickly<T>(pub T);

/// A list of such objects.
#[derive(Debug)]
pub struct QuickList<T>(pub Vec<T>);

/// What can be resolved so.
pub trait Quick: OutputType {
    /// The value that a selection asks for.
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
                // All of them have said what they wish for.
                return pending().await;
            }
            wait_for_items(&mut values, &waiting, ctx, field).await?;
        }
        Ok(Value::List(values))
    }
}

/// Resolves the items of a list that have to wait, together.
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
            // Boxed, here and below: most objects need no room for it.
            return Box::pin(self.resolve(ctx, field)).await;
        }
        if object.waiting.is_empty() {
            return Ok(Value::Object(object.values));
        }
        if view.is_attempting() {
            // Whoever attempts this comes back when it may wait.
            return pending().await;
        }
        object.finish(self, view, ctx, wishes).await
    }
}

/// An object in the making.
struct Object<'a> {
    values: IndexMap<Name, Value>,
    /// The fields that have to wait; their values are null so far.
    waiting: Vec<&'a Positioned<Field>>,
}

impl<'a> Object<'a> {
    /// Resolves what can be resolved at once. False when it takes the executor to put the object together: what is asked for twice is merged.
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

    /// One field; false when it is there already.
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

    /// Resolves the fields that have to wait: once what they wish for is there, or else as the executor would. `wishes` tells how many there
    /// were before they were attempted.
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

    /// Resolves the fields that have to wait, together.
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

/// The value of a field, if it need not wait for it.
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

/// What comes of resolving something without waiting. If nothing does, it is as if it had not been tried.
fn poll<F: Future>(view: &View, ctx: &ContextSelectionSet<'_>, resolving: F) -> Poll<F::Output> {
    let errors = errors(ctx);
    let _attempt = view.attempt();
    let polled = pin!(resolving).poll(&mut task::Context::from_waker(Waker::noop()));
    if polled.is_pending() {
        forget_errors(ctx, errors);
    }
    polled
}

/// How many fields failed so far that may be null.
fn errors(ctx: &ContextSelectionSet<'_>) -> usize {
    ctx.query_env.errors.lock().unwrap_or_else(PoisonError::into_inner).len()
}

/// Forgets the errors since then: of fields that will be resolved anew. Nothing else was, meanwhile.
fn forget_errors(ctx: &ContextSelectionSet<'_>, errors: usize) {
    ctx.query_env.errors.lock().unwrap_or_else(PoisonError::into_inner).truncate(errors);
}
