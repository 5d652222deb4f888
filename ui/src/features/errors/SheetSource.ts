/**
 * The rows of one view, for the grid. A change is first made in the rows that are here, so
 * that it shows with the next frame; when the workbench has answered, rows are fetched anew.
 */
import type { GridSource } from '@/components/grid';
import type { SheetRow, SheetView } from '@/generated/commands';

export type FetchRows = (start: number, count: number) => Promise<readonly SheetRow[]>;

/** Rows kept here beside what the grid keeps; enough for what is in view and around it. */
const KEPT = 8192;

export class SheetSource implements GridSource<SheetRow> {
  readonly rowCount: number;
  readonly revision: number;
  private readonly known = new Map<number, SheetRow>();
  private readonly listeners = new Set<() => void>();
  private readonly fetchRows: FetchRows;
  private unsettled = 0;
  /** Grows with every change here, so that an answer to an older question is told apart. */
  private generation = 0;
  private version = 0;

  constructor(view: SheetView, fetchRows: FetchRows) {
    this.rowCount = view.rows;
    this.revision = view.revision;
    this.fetchRows = fetchRows;
  }

  async fetch(start: number, count: number): Promise<readonly SheetRow[]> {
    if (this.unsettled > 0) {
      const here = this.rows(start, count);
      if (here) return here;
    }
    const { generation } = this;
    const rows = await this.fetchRows(start, count);
    // Asked before a change was made: what is here is newer where it is here.
    const newest = generation === this.generation ? rows : rows.map((row, at) => this.known.get(start + at) ?? row);
    newest.forEach((row, at) => this.keep(start + at, row));
    this.changed();
    return newest;
  }

  row(index: number): SheetRow | undefined {
    return this.known.get(index);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.version;

  /** Changes rows that are here until `settle`; gives a function that takes it back. */
  change(edit: (row: SheetRow, index: number) => SheetRow): () => void {
    const before = new Map<number, SheetRow>();
    for (const [index, row] of this.known) {
      const after = edit(row, index);
      if (after === row) continue;
      before.set(index, row);
      this.known.set(index, after);
    }
    this.unsettled += 1;
    this.generation += 1;
    this.changed();
    return () => {
      for (const [index, row] of before) this.known.set(index, row);
      this.changed();
    };
  }

  /** The workbench has answered: from now on rows are asked of it again. */
  settle(): void {
    this.unsettled = Math.max(0, this.unsettled - 1);
    this.generation += 1;
  }

  private rows(start: number, count: number): SheetRow[] | null {
    const rows: SheetRow[] = [];
    for (let index = start; index < start + count; index += 1) {
      const row = this.known.get(index);
      if (!row) return null;
      rows.push(row);
    }
    return rows;
  }

  private keep(index: number, row: SheetRow): void {
    this.known.delete(index);
    this.known.set(index, row);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
  }

  private changed(): void {
    this.version += 1;
    for (const listener of [...this.listeners]) listener();
  }
}
