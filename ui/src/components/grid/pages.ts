/**
 * Rows fetched in pages and kept while they are likely to be seen again.
 *
 * Only what is in view now is asked for: a request that is no longer wanted is aborted, and
 * keeps its place among the few at a time until the other side has really answered.
 */
import type { GridSource } from './types';

export interface PageOptions {
  pageSize?: number;
  /** Pages kept. */
  capacity?: number;
  concurrency?: number;
  /** How long a page that failed is left alone, in milliseconds. */
  pause?: number;
  now?: () => number;
}

interface Flight {
  page: number;
  generation: number;
  abort: AbortController;
}

export class PageCache<R> {
  readonly pageSize: number;
  private readonly capacity: number;
  private readonly concurrency: number;
  private readonly pause: number;
  private readonly now: () => number;
  private source: GridSource<R>;
  /** In order of use: the first key is the one used longest ago. */
  private readonly pages = new Map<number, readonly R[]>();
  /** Rows of an older revision, shown until the new ones are there. */
  private readonly stale = new Map<number, readonly R[]>();
  private readonly flights = new Set<Flight>();
  private readonly failed = new Map<number, number>();
  private wanted: number[] = [];
  /** Grows whenever what was fetched before no longer holds. */
  private generation = 0;
  private readonly listeners = new Set<() => void>();
  private failure: unknown = null;
  /** Grows with every change, for useSyncExternalStore. */
  private changes = 0;

  constructor(source: GridSource<R>, options: PageOptions = {}) {
    this.source = source;
    this.pageSize = options.pageSize ?? 128;
    this.capacity = options.capacity ?? 64;
    this.concurrency = options.concurrency ?? 2;
    this.pause = options.pause ?? 2000;
    this.now = options.now ?? Date.now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.changes;

  /** The last failure, until a page arrives or a retry. */
  get error(): unknown {
    return this.failure;
  }

  row(index: number): R | undefined {
    const page = Math.floor(index / this.pageSize);
    const rows = this.pages.get(page) ?? this.stale.get(page);
    return rows?.[index - page * this.pageSize];
  }

  /** Takes another source; the same rows at a new revision stay in view until replaced. */
  setSource(source: GridSource<R>): void {
    const before = this.source;
    this.source = source;
    if (source.revision === before.revision && source.rowCount === before.rowCount) return;
    this.reset(source.rowCount === before.rowCount);
  }

  readonly refresh = (): void => {
    this.reset(true);
  };

  retry(): void {
    this.failed.clear();
    this.failure = null;
    this.schedule();
    this.changed();
  }

  /** Says which rows are in view; everything else waits or is abandoned. */
  want(first: number, end: number): void {
    const wanted: number[] = [];
    if (end > first) {
      const last = Math.floor((end - 1) / this.pageSize);
      for (let page = Math.floor(first / this.pageSize); page <= last; page += 1) wanted.push(page);
    }
    this.wanted = wanted;
    for (const page of wanted) this.touch(page);
    for (const flight of this.flights) {
      if (!wanted.includes(flight.page)) flight.abort.abort();
    }
    this.schedule();
  }

  dispose(): void {
    this.wanted = [];
    for (const flight of this.flights) flight.abort.abort();
    this.listeners.clear();
  }

  private reset(keepInView: boolean): void {
    this.generation += 1;
    this.stale.clear();
    if (keepInView) {
      for (const page of this.wanted) {
        const rows = this.pages.get(page);
        if (rows) this.stale.set(page, rows);
      }
    }
    this.pages.clear();
    this.failed.clear();
    this.failure = null;
    for (const flight of this.flights) flight.abort.abort();
    this.schedule();
    this.changed();
  }

  private touch(page: number): void {
    const rows = this.pages.get(page);
    if (!rows) return;
    this.pages.delete(page);
    this.pages.set(page, rows);
  }

  private schedule(): void {
    for (const page of this.wanted) {
      if (this.flights.size >= this.concurrency) return;
      if (this.pages.has(page) || this.isFlying(page) || this.isPaused(page)) continue;
      void this.fly(page);
    }
  }

  private isFlying(page: number): boolean {
    return [...this.flights].some(
      (flight) =>
        flight.page === page &&
        flight.generation === this.generation &&
        !flight.abort.signal.aborted,
    );
  }

  private isPaused(page: number): boolean {
    return this.now() < (this.failed.get(page) ?? 0);
  }

  private async fly(page: number): Promise<void> {
    const { source, pageSize, generation } = this;
    const abort = new AbortController();
    const flight: Flight = { page, generation, abort };
    this.flights.add(flight);
    const start = page * pageSize;
    const count = Math.min(pageSize, source.rowCount - start);
    try {
      const rows = await source.fetch(start, count, abort.signal);
      if (generation === this.generation) this.keep(page, rows);
    } catch (thrown) {
      if (!abort.signal.aborted && generation === this.generation) this.fail(page, thrown);
    } finally {
      this.flights.delete(flight);
      this.schedule();
    }
  }

  private keep(page: number, rows: readonly R[]): void {
    this.pages.set(page, rows);
    this.stale.delete(page);
    this.failed.delete(page);
    this.failure = null;
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= this.capacity) break;
      this.pages.delete(oldest);
    }
    // A page that was scrolled past is kept for the way back, but shows nowhere now.
    if (this.wanted.includes(page)) this.changed();
  }

  private fail(page: number, thrown: unknown): void {
    this.failed.set(page, this.now() + this.pause);
    this.failure = thrown;
    this.changed();
  }

  private changed(): void {
    this.changes += 1;
    for (const listener of [...this.listeners]) listener();
  }
}
