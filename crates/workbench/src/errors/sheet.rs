//! Views of the sheet: a snapshot of row ids with a revision, held here, paged to the screen.

use crate::{Context, Error, Result};
use assay_model::Query;
use assay_store::items::{self, Field};
use assay_store::sheet::{self, SheetRow};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// Views kept at a time; an older one must be opened again.
const KEPT: usize = 16;
/// Rows of all views kept at a time, 8 bytes each; the newest stays whatever its size.
const KEPT_ROWS: usize = 3_000_000;
/// Rows of one page at most.
const PAGE: u64 = 1000;

/// Which rows, in what order.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SheetOpen {
    /// The run.
    pub run: i64,
    /// Filter and order.
    pub query: Query,
    /// Names the place that shows the view: what it asked for before and is not there yet is stopped, with the code
    /// `cancelled`.
    #[serde(default)]
    pub place: Option<String>,
}

/// A view that was opened.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SheetView {
    /// Names the view.
    pub view: u64,
    /// Pages and bulk commands name it too.
    pub revision: u64,
    /// Rows in it.
    pub rows: u64,
}

/// A page of a view.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetPage {
    /// The view.
    pub view: u64,
    /// Its revision.
    pub revision: u64,
    /// First row, from 0.
    pub start: u64,
    /// At most this many, up to 1000.
    pub count: u64,
}

/// Rows of a page.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SheetRows {
    /// Of the view they belong to.
    pub revision: u64,
    /// In order.
    pub rows: Vec<SheetRow>,
}

/// What a view holds.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) id: u64,
    pub(crate) revision: u64,
    pub(crate) run: i64,
    project: usize,
    pub(crate) ids: Arc<Vec<i64>>,
}

/// The views of this process.
#[derive(Default)]
pub(crate) struct Views {
    next: AtomicU64,
    open: Mutex<VecDeque<View>>,
    /// What is being opened, by the place that shows it.
    opening: Mutex<HashMap<String, Arc<AtomicBool>>>,
}

impl Views {
    fn add(&self, run: i64, project: usize, ids: Vec<i64>) -> View {
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let view = View { id, revision: id, run, project, ids: Arc::new(ids) };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.push_front(view.clone());
        let mut rows = 0;
        let fits = open.iter().take_while(|view| {
            rows += view.ids.len();
            rows <= KEPT_ROWS
        });
        let kept = fits.count().clamp(1, KEPT);
        open.truncate(kept);
        view
    }

    /// Stops what this place is opening; gives what stops the new one.
    fn begin(&self, place: &str) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(older) = opening.insert(place.to_owned(), Arc::clone(&stop)) {
            older.store(true, Ordering::Relaxed);
        }
        stop
    }

    fn end(&self, place: &str, stop: &Arc<AtomicBool>) {
        let mut opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if opening.get(place).is_some_and(|newest| Arc::ptr_eq(newest, stop)) {
            opening.remove(place);
        }
    }

    pub(crate) fn get(&self, ctx: &Context, id: u64, revision: u64) -> Result<View> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let project = Arc::as_ptr(ctx.store()?) as usize;
        let found =
            open.iter().find(|v| v.id == id && v.revision == revision && v.project == project).cloned();
        found.ok_or_else(|| {
            Error::refused("view_stale", "this view of the sheet is out of date; open it again")
        })
    }
}

pub(crate) fn open(ctx: &Context, request: SheetOpen) -> Result<SheetView> {
    let views = &ctx.workbench.views;
    let ids = match &request.place {
        None => ctx.read(|r| Ok(sheet::ids(r, request.run, &request.query)?))?,
        Some(place) => {
            // Another person in the same program has another sheet.
            let place = format!("{} {place}", ctx.person()?.id);
            let stop = views.begin(&place);
            let found = ctx
                .store()?
                .read_until(&stop, |r| Ok::<_, Error>(sheet::ids(r, request.run, &request.query)?));
            views.end(&place, &stop);
            found?
        }
    };
    let view = ctx.workbench.views.add(request.run, Arc::as_ptr(ctx.store()?) as usize, ids);
    Ok(SheetView { view: view.id, revision: view.revision, rows: view.ids.len() as u64 })
}

pub(crate) fn rows(ctx: &Context, request: SheetPage) -> Result<SheetRows> {
    let view = ctx.workbench.views.get(ctx, request.view, request.revision)?;
    let index = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).min(view.ids.len());
    let (start, end) = (index(request.start), index(request.start.saturating_add(request.count.min(PAGE))));
    let rows = ctx.read(|r| Ok(sheet::rows(r, view.run, &view.ids[start..end])?))?;
    Ok(SheetRows { revision: view.revision, rows })
}

pub(crate) fn fields(ctx: &Context, (): ()) -> Result<Vec<Field>> {
    ctx.read(|r| Ok(items::fields(r)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_of_a_place_goes_on() {
        let views = Views::default();
        let stopped = |stop: &Arc<AtomicBool>| stop.load(Ordering::Relaxed);
        let older = views.begin("1 sheet");
        let elsewhere = views.begin("1 tags");
        let newer = views.begin("1 sheet");
        assert!(stopped(&older) && !stopped(&newer) && !stopped(&elsewhere));
        // The older one ends late, and the newer one can still be stopped.
        views.end("1 sheet", &older);
        let newest = views.begin("1 sheet");
        assert!(stopped(&newer) && !stopped(&newest));
        views.end("1 sheet", &newest);
        views.end("1 tags", &elsewhere);
        assert!(views.opening.lock().unwrap().is_empty());
    }
}
