import { useCallback, useEffect, useRef, useState } from 'react';
import type { SheetRow, SheetView } from '@/generated/commands';
import type { GridSort } from '@/components/grid';
import { AssayError, call } from '@/platform';
import { SheetSource } from './SheetSource';
import { restoreLook, type Look } from './state';

/** A view of the sheet with what it was opened for. */
export interface Sheet {
  readonly run: number;
  readonly view: number;
  readonly revision: number;
  readonly filter: string;
  /** What it was opened for. */
  readonly look: Look;
  /** Another one means other rows; opened again for the same, the place is kept. */
  readonly key: string;
  readonly source: SheetSource;
}

export interface FilterFault {
  readonly line: string;
  /** Where, in code points; none where the workbench names no place. */
  readonly at: number | null;
  readonly message: string;
}

export interface SheetState {
  /** The newest view that could be opened; it stays while another is being opened. */
  sheet: Sheet | null;
  opening: boolean;
  fault: FilterFault | null;
  error: AssayError | null;
}

/** Gives up what is being opened: what is shown stays. */
export interface Opening extends SheetState {
  cancel: () => void;
}

const NOTHING: SheetState = { sheet: null, opening: true, fault: null, error: null };

/** What a column is called where the workbench sorts by it. */
export type SortName = (column: string) => string | undefined;

/** Opens a view for each run, filter and order. */
export function useSheet(project: string, run: number, look: Look, sortName: SortName): Opening {
  const [state, setState] = useState<SheetState>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const names = useRef(sortName);
  names.current = sortName;
  const shown = useRef<{ sheet: Sheet; attempt: number } | null>(null);

  const onStale = useCallback(() => setAttempt((now) => now + 1), []);

  useEffect(() => {
    let current = true;
    const last = shown.current;
    if (last && last.sheet.look === look && last.sheet.run === run && last.attempt === attempt) {
      setState({ sheet: last.sheet, opening: false, fault: null, error: null });
      return;
    }
    setState((now) => ({ ...now, opening: true }));
    const query = { filter: look.filter, sort: sortsOf(look.sort, names.current) };
    const sheetOf = (view: SheetView, filter: string): Sheet => ({
      run,
      view: view.view,
      revision: view.revision,
      filter,
      look,
      key: JSON.stringify([run, { ...query, filter }]),
      source: new SheetSource(view, (start, count) => fetchRows(view.view, view.revision, start, count, onStale)),
    });
    // A filter that was faulty before the screen was left: all rows, rather than none.
    const openAll = async () => {
      const view = await call('sheet_open', { run, query: { filter: '', sort: [] } }).catch(() => null);
      if (view && current) setState((now) => (now.sheet?.run === run ? now : { ...now, sheet: sheetOf(view, '') }));
    };
    call('sheet_open', { run, query, place: 'sheet' }).then(
      (view) => {
        // An answer to an older question: its rows are never shown.
        if (!current) return;
        const sheet = sheetOf(view, look.filter);
        shown.current = { sheet, attempt };
        setState({ sheet, opening: false, fault: null, error: null });
      },
      (thrown: unknown) => {
        if (!current) return;
        const error = AssayError.from(thrown);
        const fault = faultOf(error, look.filter);
        setState(({ sheet }) => ({ sheet, opening: false, fault, error: fault ? null : error }));
        if (fault) void openAll();
      },
    );
    return () => {
      current = false;
    };
  }, [run, look, attempt, onStale]);

  const cancel = useCallback(() => {
    if (shown.current) restoreLook(project, shown.current.sheet.look);
  }, [project]);

  return { ...state, cancel };
}

const sortsOf = (sort: readonly GridSort[], nameOf: SortName) =>
  sort.flatMap(({ column, descending }) => {
    const name = nameOf(column);
    return name === undefined ? [] : [{ column: name, descending }];
  });

async function fetchRows(view: number, revision: number, start: number, count: number, onStale: () => void): Promise<SheetRow[]> {
  try {
    return (await call('sheet_rows', { view, revision, start, count })).rows;
  } catch (thrown) {
    // Few views are kept at a time; one that was let go is opened again.
    if (AssayError.from(thrown).code === 'view_stale') onStale();
    throw thrown;
  }
}

function faultOf(error: AssayError, line: string): FilterFault | null {
  if (error.code !== 'filter_invalid') return null;
  const { details } = error;
  const at =
    typeof details === 'object' && details !== null && 'at' in details && typeof details.at === 'number'
      ? details.at
      : null;
  return { line, at, message: error.message };
}
