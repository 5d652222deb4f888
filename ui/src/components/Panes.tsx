import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { createStoredStore, useStore } from '@/lib/store';
import { t } from '@/messages';
import classes from './Panes.module.css';

const sizes = createStoredStore<Readonly<Record<string, number>>>('assay.panes', {}, (raw) =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, number>) : undefined,
);

export interface PanesProps {
  /** Remembers the size under this name. */
  id: string;
  /** What the side pane is, for screen readers. */
  label: string;
  /** None: the main pane has all the room, and stays what it is. */
  side: ReactNode | null;
  /** The main pane. */
  children: ReactNode;
  place?: 'left' | 'right';
  initial?: number;
  min?: number;
  max?: number;
}

/** A main pane and a side pane with a bar between them that can be dragged or moved by keys. */
export function Panes({ id, label, side, children, place = 'right', initial = 320, min = 200, max = 640 }: PanesProps) {
  const stored = useStore(sizes)[id] ?? initial;
  const [dragged, setDragged] = useState<number | null>(null);
  const from = useRef({ x: 0, size: 0 });
  const clamp = (size: number) => Math.round(Math.min(max, Math.max(min, size)));
  const size = clamp(dragged ?? stored);
  const keep = (next: number) => sizes.set((now) => ({ ...now, [id]: clamp(next) }));
  const sign = place === 'left' ? 1 : -1;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, size };
    setDragged(size);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (dragged !== null) setDragged(from.current.size + sign * (event.clientX - from.current.x));
  };
  const onPointerUp = () => {
    if (dragged !== null) keep(dragged);
    setDragged(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -16 * sign, ArrowRight: 16 * sign }[event.key];
    const next = event.key === 'Home' ? min : event.key === 'End' ? max : step && size + step;
    if (next === undefined) return;
    event.preventDefault();
    keep(next);
  };

  const sidePane = (
    <div className={classes.side} style={{ width: size }}>
      {side}
    </div>
  );
  return (
    <div className={classes.panes}>
      {place === 'left' && side !== null && sidePane}
      {place === 'right' && <div className={classes.main}>{children}</div>}
      {side !== null && (
        <div
          role="separator"
          tabIndex={0}
          className={classes.bar}
          aria-label={t('components.resize', { label })}
          aria-orientation="vertical"
          aria-valuenow={size}
          aria-valuemin={min}
          aria-valuemax={max}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={onPointerUp}
          onDoubleClick={() => keep(initial)}
          onKeyDown={onKeyDown}
        />
      )}
      {place === 'right' && side !== null && sidePane}
      {place === 'left' && <div className={classes.main}>{children}</div>}
    </div>
  );
}
