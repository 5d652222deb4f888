/**
 * Time at work on one item: a monotonic clock that stops while the window is away and counts
 * at most `idleMs` after the last key or pointer movement.
 */
export class ActiveClock {
  private total = 0;
  private since: number | null = null;
  private held = false;
  private readonly idleMs: number;
  private readonly now: () => number;

  constructor(idleMs: number, now: () => number = () => performance.now()) {
    this.idleMs = idleMs;
    this.now = now;
  }

  /** Another item: from nothing. */
  restart(): void {
    this.total = 0;
    this.since = this.now();
  }

  /** A key or the pointer: someone is there. */
  touch(): void {
    if (this.held) return;
    this.add();
    this.since = this.now();
  }

  /** The window lost the focus or is hidden. */
  away(): void {
    this.add();
    this.since = null;
  }

  /** The person looks at something else in this window, such as an earlier item. */
  hold(held: boolean): void {
    if (held) this.away();
    this.held = held;
    if (!held) this.touch();
  }

  read(): number {
    this.touch();
    return Math.round(this.total);
  }

  private add(): void {
    if (this.since !== null) this.total += Math.min(this.now() - this.since, this.idleMs);
  }
}

/** Tells clocks of the person's hands; returns what stops it. */
export function watchActivity(clock: ActiveClock): () => void {
  const touch = () => clock.touch();
  const away = () => clock.away();
  const visible = () => (document.hidden ? away() : touch());
  const options = { capture: true, passive: true };
  const signs = ['keydown', 'pointermove', 'pointerdown', 'wheel', 'focus'] as const;
  for (const sign of signs) window.addEventListener(sign, touch, options);
  window.addEventListener('blur', away);
  document.addEventListener('visibilitychange', visible);
  return () => {
    for (const sign of signs) window.removeEventListener(sign, touch, options);
    window.removeEventListener('blur', away);
    document.removeEventListener('visibilitychange', visible);
  };
}
