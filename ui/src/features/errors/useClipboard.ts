import { useRef, type KeyboardEvent } from 'react';
import { notify } from '@/components';
import { countRows, type RowSpans } from '@/components/grid';
import type { SheetRow } from '@/generated/commands';
import { showKeys } from '@/actions';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { COPY_LIMIT, toTsv } from './clipboard';
import type { Column } from './columns';
import type { Sheet } from './useSheet';

const PAGE = 1000;

/** Every row of some spans, page by page; what is asked of a few rows never loads the rest. */
export async function rowsOf({ view, revision }: Sheet, spans: RowSpans): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for (const { first, last } of spans) {
    for (let start = first; start <= last; start += PAGE) {
      const { rows } = await call('sheet_rows', { view, revision, start, count: Math.min(PAGE, last + 1 - start) });
      found.push(...rows);
    }
  }
  return found;
}

function notifyFailure(reason: string): void {
  notify({ kind: 'error', text: t('sheet.copy.failed', { reason }) });
}

/** The same rows where all of them are here already: then the clipboard is written while the key still counts. */
function rowsHere({ source }: Sheet, spans: RowSpans): SheetRow[] | null {
  const found: SheetRow[] = [];
  for (const { first, last } of spans) {
    for (let at = first; at <= last; at += 1) {
      const row = source.row(at);
      if (!row) return null;
      found.push(row);
    }
  }
  return found;
}

export interface Clipboard {
  copy: (header: boolean) => void;
  /** From the palette: a page may read the clipboard by the key alone. */
  paste: () => void;
  /** Put it around the sheet. */
  onKeyDown: (event: KeyboardEvent) => void;
}

interface Options {
  sheet: Sheet | null;
  columns: readonly Column[];
  /** Back to the rows. */
  focus: () => void;
  chosen: () => RowSpans;
  onPaste: (text: string) => void;
}

/** The rows that are chosen as text, and text as marks. */
export function useClipboard({ sheet, columns, focus, chosen, onPaste }: Options): Clipboard {
  const asked = useRef(0);

  const fail = (thrown: unknown): void => notifyFailure(AssayError.from(thrown).message);

  const copy = async (header: boolean): Promise<void> => {
    // Text that was marked with the mouse is what a person means to copy.
    const marked = String(window.getSelection() ?? '');
    if (marked !== '') return void write(marked).catch(fail);
    const spans = chosen();
    const rows = countRows(spans);
    if (!sheet || rows === 0) return;
    if (rows > COPY_LIMIT) {
      notify({ kind: 'warn', text: t('sheet.copy.tooMany', { n: COPY_LIMIT, rows }) });
      return;
    }
    const ask = ++asked.current;
    try {
      const here = rowsHere(sheet, spans);
      if (here) await write(toTsv(here, columns, header));
      else await writeLater(rowsOf(sheet, spans).then((found) => toTsv(found, columns, header)));
      if (ask !== asked.current) return;
      notify({ kind: 'ok', text: t('sheet.copy.done', { n: rows, columns: columns.length }) });
    } catch (thrown) {
      fail(thrown);
    } finally {
      focus();
    }
  };

  return {
    copy: (header) => void copy(header),
    paste: () => notify({ kind: 'info', text: t('sheet.paste.hint', { keys: showKeys('Mod+V') }) }),
    onKeyDown: (event) => {
      const mod = event.ctrlKey || event.metaKey;
      if (!mod || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'v') return;
      if (!(event.target instanceof Element) || !event.target.closest('[role=grid]')) return;
      // Only what can be edited takes a paste; so for a moment something that can has the focus.
      event.stopPropagation();
      catchPaste((text) => {
        focus();
        if (text !== null) onPaste(text);
      });
    },
  };
}

function hidden(): HTMLTextAreaElement {
  const area = document.createElement('textarea');
  area.setAttribute('aria-hidden', 'true');
  area.tabIndex = -1;
  Object.assign(area.style, { position: 'fixed', top: '0', left: '0', width: '1px', height: '1px', opacity: '0' });
  document.body.append(area);
  return area;
}

/** How long a paste that was asked for may take; where nothing can be pasted no event comes. */
const PASTE_WITHIN = 1000;

function catchPaste(done: (text: string | null) => void): void {
  const area = hidden();
  const end = (text: string | null): void => {
    clearTimeout(timer);
    area.remove();
    done(text);
  };
  const timer = setTimeout(() => end(null), PASTE_WITHIN);
  area.addEventListener('paste', (event) => {
    event.preventDefault();
    end(event.clipboardData?.getData('text/plain') ?? '');
  });
  area.focus();
}

/** A text that is still on its way, promised to the clipboard while the key counts. */
async function writeLater(coming: Promise<string>): Promise<void> {
  const type = 'text/plain';
  const blob = coming.then((text) => new Blob([text], { type }));
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
}

async function write(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Where the page may not, or the key is too long ago: the old way, by a selection.
    const area = hidden();
    area.value = text;
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) throw new Error(t('sheet.copy.refused'));
  }
}
