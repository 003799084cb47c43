//! The HTTP edge: methods, media types, status codes, error codes, pages.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;

use crate::harness::{World, tells_nothing};

async fn send(world: &World, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
    let response = world.send(request).await;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

fn post(content_type: &str, accept: &str, body: &str) -> Request<Body> {
    Request::post("/graphql")
        .header(header::CONTENT_TYPE, content_type)
        .header(header::ACCEPT, accept)
        .body(Body::from(body.to_owned()))
        .unwrap()
}

fn code(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {body}"));
    body.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default().to_owned()
}

const ANSWER: &str = "{\"data\":{\"resources\":{\"totalCount\":8}},\"extensions\":{\"cost\":{\"requested\":2,\"limit\":200000}}}";
const JSON: &str = "application/json";
const RESPONSE: &str = "application/graphql-response+json";

#[tokio::test]
async fn requests_that_cannot_be_executed_have_a_status_and_a_code() {
    let world = World::sample().await;
    let nested = format!("{{\"query\":\"{}\"}}", "{a".repeat(5_000));
    let lists = format!("{{\"query\":\"{{ nodes(ids: {}\"}}", "[".repeat(20_000));
    let long = format!("{{\"query\":\"{{ resources {{ totalCount }} }} #{}\"}}", "x".repeat(70_000));
    for (request, status, wanted) in [
        (post("text/plain", RESPONSE, "{}"), 415, "UNSUPPORTED_CONTENT_TYPE"),
        (post("application/x-www-form-urlencoded", RESPONSE, "query={a}"), 415, "UNSUPPORTED_CONTENT_TYPE"),
        (post("application/json; charset=latin1", RESPONSE, "{}"), 415, "UNSUPPORTED_CONTENT_TYPE"),
        (post(JSON, "text/html", "{}"), 406, "NOT_ACCEPTABLE"),
        (post(JSON, RESPONSE, "nonsense"), 400, "BAD_REQUEST"),
        (post(JSON, RESPONSE, "{}"), 400, "BAD_REQUEST"),
        (post(JSON, RESPONSE, "{\"query\": 7}"), 400, "BAD_REQUEST"),
        (post(JSON, RESPONSE, "[{\"query\":\"{ __typename }\"}]"), 400, "BAD_REQUEST"),
        (post(JSON, RESPONSE, "{\"query\":\"{ nonsense\"}"), 400, "GRAPHQL_PARSE_FAILED"),
        (post(JSON, RESPONSE, "{\"query\":\"{ nonsense }\"}"), 400, "GRAPHQL_VALIDATION_FAILED"),
        (post(JSON, JSON, "{\"query\":\"{ nonsense }\"}"), 200, "GRAPHQL_VALIDATION_FAILED"),
        (post(JSON, RESPONSE, "{\"query\":\"query A { __typename } query B { __typename }\"}"), 400, "OPERATION_RESOLUTION_FAILURE"),
        (post(JSON, RESPONSE, "{\"query\":\"query A { __typename }\",\"operationName\":\"B\"}"), 400, "OPERATION_RESOLUTION_FAILURE"),
        (post(JSON, RESPONSE, &nested), 400, "GRAPHQL_PARSE_FAILED"),
        (post(JSON, RESPONSE, &lists), 400, "GRAPHQL_PARSE_FAILED"),
        (post(JSON, RESPONSE, &long), 413, "PAYLOAD_TOO_LARGE"),
        (post(JSON, RESPONSE, &"x".repeat(2_000_000)), 413, "PAYLOAD_TOO_LARGE"),
        (Request::put("/graphql").body(Body::empty()).unwrap(), 405, "BAD_REQUEST"),
        (Request::get("/graphql?query=mutation%7Ba%7D").body(Body::empty()).unwrap(), 405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET"),
        (Request::get("/nothing").body(Body::empty()).unwrap(), 404, "NOT_FOUND"),
    ] {
        let (uri, method) = (request.uri().clone(), request.method().clone());
        let (got, headers, body) = send(&world, request).await;
        assert_eq!((got.as_u16(), code(&body).as_str()), (status, wanted), "{method} {uri}: {body}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(headers.contains_key("x-request-id"), "{method} {uri}");
        tells_nothing(&body);
        assert!(!body.contains("\"data\""), "{body}");
    }
}

#[tokio::test]
async fn get_and_post_answer_alike() {
    let world = World::sample().await;
    let get = Request::get("/graphql?query=query($f:Int)%7Bresources(first:$f)%7BtotalCount%7D%7D&variables=%7B%22f%22:1%7D")
        .body(Body::empty())
        .unwrap();
    let body = "{\"query\":\"query($f:Int){resources(first:$f){totalCount}}\",\"variables\":{\"f\":1},\"extra\":true}";
    for request in [get, post(JSON, RESPONSE, body)] {
        let (status, headers, body) = send(&world, request).await;
        assert_eq!((status.as_u16(), body.as_str()), (200, ANSWER));
        assert!(headers.contains_key("x-request-id"));
    }
}

#[tokio::test]
async fn wrong_arguments_are_bad_input_with_a_path() {
    let world = World::sample().await;
    let (status, _, body) = send(
        &world,
        post(JSON, RESPONSE, "{\"query\":\"query($f: Int) { resources(first: $f) { totalCount } }\",\"variables\":{\"f\":500}}"),
    )
    .await;
    assert_eq!((status.as_u16(), code(&body).as_str()), (200, "BAD_USER_INPUT"));
    assert!(body.contains("\"path\":[\"resources\"]"), "{body}");
    let (_, _, body) = send(
        &world,
        post(JSON, RESPONSE, "{\"query\":\"query($f: Int) { resources(first: $f) { totalCount } }\",\"variables\":{\"f\":\"x\"}}"),
    )
    .await;
    assert!(["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"].contains(&code(&body).as_str()), "{body}");
}

#[tokio::test]
async fn pages_for_people() {
    let world = World::sample().await;
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    let (status, headers, body) = send(&world, get("/")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
    assert!(body.contains(">8<") && body.contains("/playground") && !body.contains("{{"), "{body}");
    for path in ["/playground/", "/static/style.css", "/static/mark.svg", "/schema.graphql", "/health/live", "/health/ready"] {
        let (status, _, body) = send(&world, get(path)).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!body.is_empty(), "{path}");
    }
    let (_, _, body) = send(&world, get("/schema.graphql")).await;
    assert!(body.contains("type Resource") && body.contains("@key(fields: \"doi\")"));
    world.store.clone().close().await.unwrap();
    // A server looks each second.
    assert!(!world.store.look(Duration::from_secs(1)).await);
    let (status, _, _) = send(&world, get("/health/ready")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn answers_are_compressed_and_kept_from_other_origins() {
    let origin = "https://www.example.org";
    let limits = colophon::limits::Limits::default();
    let world = World::sample().await;
    let open = colophon::http::router(colophon::http::App::new(world.catalog.clone(), limits, vec![origin.parse().unwrap()]));
    let ask = |origin: &str| {
        let mut request = post(JSON, JSON, "{\"query\":\"{ resources { nodes { title slug description } } }\"}");
        request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
        request.headers_mut().insert(header::ACCEPT_ENCODING, "gzip".parse().unwrap());
        request
    };
    let closed = world.send(ask(origin)).await;
    assert_eq!(closed.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN), None);
    assert_eq!(closed.headers()[header::CONTENT_ENCODING], "gzip");
    let welcome = tower::ServiceExt::oneshot(open.clone(), ask(origin)).await.unwrap();
    assert_eq!(welcome.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], origin);
    let stranger = tower::ServiceExt::oneshot(open, ask("https://elsewhere.example")).await.unwrap();
    assert_eq!(stranger.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN), None);
}
