//! What is open, to whom.

use super::Live;
use super::client::{QUERY, rest};

const SCHEMA: &str = "{ __schema { queryType { name } } }";
const HIDDEN: &str = "query { __typename ...F } fragment F on Query { ... on Query { s: _service { sdl } } }";

#[tokio::test]
async fn reading_may_need_a_role() {
    let live = Live::sqlite("read = 'curator'").await;
    for (role, status, code) in [("reader", 403, "FORBIDDEN"), ("curator", 200, ""), ("admin", 200, "")] {
        let bearer = format!("Bearer {}", live.token(role).await);
        let reply = live.query(QUERY, &[("authorization", &bearer), ("x-request-id", role)]).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{role}");
        assert_eq!(reply.header("x-request-id"), role);
        assert_eq!(reply.header("www-authenticate").contains("insufficient_scope"), status == 403);
    }
    assert_eq!(live.query(QUERY, &[("x-request-id", "nobody")]).await.header("x-request-id"), "nobody");
    assert_eq!(live.get("/", &[]).await.status, 401);
    let bearer = format!("Bearer {}", live.token("curator").await);
    assert!(live.get("/", &[("authorization", &bearer)]).await.text.contains("class=\"counts\""));
    assert_eq!(live.get("/playground/", &[]).await.status, 200);
    assert_eq!(live.get("/health/ready", &[("authorization", "nonsense")]).await.status, 200);
}

#[tokio::test]
async fn the_schema_may_be_kept_back() {
    let live = Live::sqlite("introspection = 'admin'").await;
    let [reader, admin] = [live.token("reader").await, live.token("admin").await].map(|token| format!("Bearer {token}"));
    for query in [SCHEMA, HIDDEN, "{ __type(name: \"Query\") { name } }", "query A { __schema { __typename } } query B { __typename }"] {
        for (headers, status, code) in [(vec![], 401, "UNAUTHENTICATED"), (vec![("authorization", reader.as_str())], 403, "FORBIDDEN")] {
            let reply = live.query(query, &headers).await;
            assert_eq!((reply.status, reply.code().as_str()), (status, code), "{query}");
        }
    }
    for query in [SCHEMA, HIDDEN] {
        assert!(live.query(query, &[("authorization", &admin)]).await.text.contains("\"Query\""));
    }
    for query in ["{ __typename }", QUERY] {
        assert_eq!(live.query(query, &[]).await.status, 200);
    }
    let stream = live.stream(SCHEMA, &[]).await;
    assert_eq!(stream.status(), 401);
    assert!(!live.get("/", &[]).await.text.contains("/schema.graphql"));
    for (headers, status) in
        [(vec![], 401), (vec![("authorization", reader.as_str())], 403), (vec![("authorization", admin.as_str())], 200)]
    {
        assert_eq!(live.get("/schema.graphql", &headers).await.status, status);
    }

    let closed = Live::sqlite("introspection = 'closed'").await;
    let reply = closed.query(SCHEMA, &[]).await;
    assert_eq!((reply.status, reply.code().as_str()), (403, "FORBIDDEN"));
    assert!(reply.text.contains("`__schema` is not answered"), "{}", reply.text);
    assert_eq!(closed.get("/schema.graphql", &[]).await.status, 404);
    assert!(rest(closed.stream("{ __typename }", &[]).await).await.contains("\"Query\""));
}

/// Names that introspection would not tell are not suggested either.
#[tokio::test]
async fn names_are_suggested_to_those_who_may_read_the_schema() {
    let mistakes = [
        "{ resuorces { totalCount } }",
        "{ resources(fisrt: 1) { totalCount } }",
        "{ resources(filter: { yaer: { eq: 1 } }) { totalCount } }",
        "{ crosstab(rows: FUNDR, columns: KEYWORD) { totalCount } }",
        "{ resources { nodes { ... on Resorce { title } } } }",
        "subscription { catalogueChnged { resources } }",
    ];
    let live = Live::sqlite("introspection = 'admin'").await;
    let admin = format!("Bearer {}", live.token("admin").await);
    let reader = format!("Bearer {}", live.token("reader").await);
    let open = Live::sqlite("").await;
    for query in mistakes {
        for headers in [vec![], vec![("authorization", reader.as_str())]] {
            let streamed = rest(live.stream(query, &headers).await).await;
            for text in [live.query(query, &headers).await.text, streamed] {
                assert!(text.contains("\"errors\"") && !text.contains("Did you mean"), "{query}: {text}");
            }
        }
        let told = [rest(live.stream(query, &[("authorization", &admin)]).await).await, rest(open.stream(query, &[]).await).await];
        for text in told {
            assert!(text.contains("Did you mean"), "{query}: {text}");
        }
    }
}

#[tokio::test]
async fn the_playground_may_be_closed() {
    let paths = ["/playground", "/playground/", "/playground/index.html"];
    let closed = Live::sqlite("playground = 'closed'").await;
    for path in paths {
        let reply = closed.get(path, &[]).await;
        assert_eq!((reply.status, reply.code().as_str()), (404, "NOT_FOUND"), "{path}");
    }
    assert!(!closed.get("/", &[]).await.text.contains("/playground"));
    let curators = Live::sqlite("playground = 'curator'").await;
    let [reader, curator] = [curators.token("reader").await, curators.token("curator").await].map(|token| format!("Bearer {token}"));
    for path in paths {
        assert_eq!(curators.get(path, &[]).await.status, 401, "{path}");
        assert_eq!(curators.get(path, &[("authorization", &reader)]).await.status, 403, "{path}");
    }
    assert_eq!(curators.get("/playground/", &[("authorization", &curator)]).await.status, 200);
}
