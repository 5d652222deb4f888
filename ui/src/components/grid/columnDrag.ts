/** A header that is dragged. The marks are set on the elements: nothing is drawn again for a move of the pointer. */
import type { PointerEvent } from 'react';
import type { MoveColumn } from './types';

/** So far a press is a click. */
const STILL = 5;

export interface HeaderPlace {
  readonly id: string;
  readonly left: number;
  readonly right: number;
}

/** The header that a pointer is over, and on which half; pinned headers come first, as they lie above the others. */
export function dropAt(headers: readonly HeaderPlace[], x: number): { id: string; after: boolean } | null {
  const over = headers.find(({ left, right }) => x >= left && x < right) ?? (x < 0 ? headers[0] : headers.at(-1));
  return over ? { id: over.id, after: x >= (over.left + over.right) / 2 } : null;
}

export function beginDrag(
  event: PointerEvent<HTMLElement>,
  column: string,
  onMove: MoveColumn,
  onDragged: () => void,
): void {
  if (event.button !== 0) return;
  const header = event.currentTarget;
  const row = header.parentElement;
  if (!row) return;
  const from = event.clientX;
  const { pointerId } = event;
  let drop: { id: string; after: boolean } | null = null;
  let marked: HTMLElement | null = null;
  let dragging = false;

  const mark = (element: HTMLElement | null, after: boolean): void => {
    if (marked && marked !== element) delete marked.dataset.drop;
    marked = element;
    if (element) element.dataset.drop = after ? 'after' : 'before';
  };
  const onPointerMove = (move: globalThis.PointerEvent): void => {
    if (!dragging && Math.abs(move.clientX - from) < STILL) return;
    if (!dragging) {
      dragging = true;
      onDragged();
      header.setPointerCapture(pointerId);
      header.dataset.dragged = '';
    }
    const elements = [...row.querySelectorAll<HTMLElement>('[data-id]')];
    const places = elements.map((each): HeaderPlace => {
      const { left, right } = each.getBoundingClientRect();
      return { id: each.dataset.id ?? '', left, right };
    });
    drop = dropAt(places, move.clientX);
    const own = drop?.id === column;
    mark(own ? null : (elements.find((each) => each.dataset.id === drop?.id) ?? null), drop?.after ?? false);
  };
  const end = (): void => {
    window.removeEventListener('pointermove', onPointerMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', end);
    window.removeEventListener('keydown', onKeyDown, true);
    mark(null, false);
    delete header.dataset.dragged;
  };
  const onUp = (): void => {
    const to = drop;
    end();
    if (dragging && to && to.id !== column) onMove(column, to.id, to.after);
  };
  const onKeyDown = (press: KeyboardEvent): void => {
    if (!dragging || press.key !== 'Escape') return;
    press.preventDefault();
    press.stopImmediatePropagation();
    end();
  };
  // On the window: a quick hand has left the header before it is captured.
  window.addEventListener('pointermove', onPointerMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', end);
  window.addEventListener('keydown', onKeyDown, true);
}
