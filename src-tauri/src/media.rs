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
        Ok(media) if ALLOWED.contains(&media.mime.as_str()) => {
            build(StatusCode::OK, &media.mime, "private, max-age=31536000, immutable", media.bytes)
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
        for (method, uri, expected) in [
            (Method::GET, "media://localhost/ab12-_Z", Ok("ab12-_Z".to_owned())),
            (Method::GET, "media://localhost/", Err(400)),
            (Method::GET, "media://localhost/../etc/passwd", Err(400)),
            (Method::GET, "media://localhost/a%2Fb", Err(400)),
            (Method::GET, "media://localhost/a/b", Err(400)),
            (Method::POST, "media://localhost/ab12", Err(405)),
        ] {
            assert_eq!(ask(method, uri), expected, "{uri}");
        }
        assert_eq!(ask(Method::GET, &format!("media://localhost/{}", "a".repeat(129))), Err(400));
    }

    #[test]
    fn every_answer_forbids_sniffing() {
        for response in
            [refuse(StatusCode::NOT_FOUND), build(StatusCode::OK, "image/png", "no-store", vec![1])]
        {
            assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        }
    }

    #[test]
    fn nothing_that_can_carry_script_is_served() {
        for mime in ["image/svg+xml", "text/html", "application/pdf", "application/xhtml+xml"] {
            assert!(!ALLOWED.contains(&mime));
        }
    }
}
