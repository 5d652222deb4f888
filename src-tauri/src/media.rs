//! `media://localhost/<id>`: what an item shows, by content id and never by path.

use std::sync::Arc;

use assay_workbench::Workbench;
use tauri::UriSchemeResponder;
use tauri::http::{Method, Request, Response, StatusCode, header};

/// The scheme the page uses.
pub(crate) const SCHEME: &str = "media";

/// The only types that leave this process. SVG and HTML can carry script and are
/// not among them; the workbench has sniffed the type from the bytes.
const ALLOWED: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];

/// Answers one request on a thread where reading the project may block.
pub(crate) fn answer(workbench: Arc<Workbench>, request: &Request<Vec<u8>>, responder: UriSchemeResponder) {
    let id = content_id(request).map(str::to_owned);
    tauri::async_runtime::spawn_blocking(move || responder.respond(respond(&workbench, id)));
}

fn respond(workbench: &Workbench, id: Result<String, StatusCode>) -> Response<Vec<u8>> {
    let media = match id {
        Ok(id) => workbench.media(&id).map_err(|_| StatusCode::NOT_FOUND),
        Err(status) => Err(status),
    };
    match media {
        Ok(media) if ALLOWED.contains(&media.mime) => {
            build(StatusCode::OK, media.mime, "private, max-age=31536000, immutable", media.bytes)
        }
        Ok(_) => refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE),
        Err(status) => refuse(status),
    }
}

/// The id a request names: one path segment of letters, digits, `-` and `_`.
fn content_id(request: &Request<Vec<u8>>) -> Result<&str, StatusCode> {
    if request.method() != Method::GET {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    let id = request.uri().path().trim_start_matches('/');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if id.is_empty() || id.len() > 128 || !id.bytes().all(plain) {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(id)
}

fn refuse(status: StatusCode) -> Response<Vec<u8>> {
    build(status, "text/plain", "no-store", Vec::new())
}

fn build(status: StatusCode, mime: &str, cache: &str, body: Vec<u8>) -> Response<Vec<u8>> {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, mime)
        .header(header::CACHE_CONTROL, cache)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        .body(body);
    response.unwrap_or_else(|_| {
        let mut empty = Response::new(Vec::new());
        *empty.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        empty
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, uri: &str) -> Result<String, u16> {
        let request = Request::builder().method(method).uri(uri).body(Vec::new()).unwrap();
        content_id(&request).map(str::to_owned).map_err(|status| status.as_u16())
    }

    #[test]
    fn only_a_plain_content_id_is_looked_up() {
        assert_eq!(ask(Method::GET, "media://localhost/ab12-_Z"), Ok("ab12-_Z".to_owned()));
        for path in [
            "",
            "..",
            "../etc/passwd",
            "../../../../etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e/etc/passwd",
            "%2e%2e%2fetc%2fpasswd",
            "%252e%252e%252fetc%252fpasswd",
            "..%c0%af..%c0%afetc",
            "%00",
            "ab12%00.png",
            "..%5c..%5cwindows",
            "C:%5cwindows",
            "C:/windows",
            "file:///etc/passwd",
            "etc/passwd",
            "a%2Fb",
            "a/b",
            "a.png",
            ".",
            "~root",
            "a;b",
            "a:b",
            "ab12/../../etc",
            "%EF%BC%8E%EF%BC%8E",
        ] {
            assert_eq!(ask(Method::GET, &format!("media://localhost/{path}")), Err(400), "{path}");
        }
        for long in [129, 4096, 60_000] {
            assert_eq!(ask(Method::GET, &format!("media://localhost/{}", "a".repeat(long))), Err(400));
        }
        // What stands behind a question mark is no part of the id.
        assert_eq!(ask(Method::GET, "media://localhost/ab12?../etc/passwd"), Ok("ab12".to_owned()));
    }

    #[test]
    fn nothing_but_reading_is_answered() {
        for method in ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "MADEUP"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert_eq!(ask(method, "media://localhost/ab12"), Err(405));
        }
    }

    #[test]
    fn without_a_project_there_are_no_pictures() {
        let workbench = Workbench::new(assay_workbench::Config { app_dir: None, version: "test" });
        for id in ["0".repeat(64), "passwd".to_owned(), "-".to_owned()] {
            let response = respond(&workbench, Ok(id));
            assert_eq!((response.status(), response.body().len()), (StatusCode::NOT_FOUND, 0));
        }
    }

    #[test]
    fn every_answer_forbids_sniffing_and_script() {
        for response in
            [refuse(StatusCode::NOT_FOUND), build(StatusCode::OK, "image/png", "no-store", vec![1])]
        {
            assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], "default-src 'none'; sandbox");
            assert!(response.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
        }
    }

    #[test]
    fn nothing_that_can_carry_script_is_served() {
        for mime in ["image/svg+xml", "text/html", "application/pdf", "application/xhtml+xml"] {
            assert!(!ALLOWED.contains(&mime));
        }
    }
}
