/**
 * A rater at work: what is on offer, the keys that wait for their turn, and one command at a
 * time. No React and no DOM, so that every order of events can be tested.
 */
import type { AskSend, Feedback, LabelSubmit, LineChange, NoteView, Pace, Queue, Said, Stage, Task, Undone } from '@/generated/commands';
import { createStore, type Store } from '@/lib/store';
import { AssayError } from '@/platform/errors';
import { ActiveClock } from './clock';

export type Press =
  | { kind: 'class'; class: number }
  | { kind: 'skip' }
  | { kind: 'unsure' }
  | { kind: 'undo' }
  | { kind: 'note' }
  | { kind: 'ask' }
  | { kind: 'back' };

/** What a press has opened: it takes the keys until it is closed. */
export type Opened = 'note' | 'ask' | 'back' | null;

export interface LabelState {
  loading: boolean;
  tasks: readonly Task[];
  pace: Pace | null;
  streak: number | null;
  /** Work, what comes before it, or why there is none. */
  stage: Stage;
  changes: readonly LineChange[];
  /** The known answer to the item before, until the person goes on. */
  feedback: Feedback | null;
  /** Answers to own questions that were not put away yet. */
  answered: readonly NoteView[];
  /** Where the rater stood at the item that is explained. */
  explained: Stage | null;
  unsure: boolean;
  note: string;
  opened: Opened;
  /** What stands in the opened field. */
  typed: string;
  /** The class being saved. */
  saving: number | null;
  /** The command in flight has taken so long that the person must see it. */
  slow: boolean;
  /** Presses that wait for it. */
  waiting: number;
  failure: AssayError | null;
  /** What an undo took back, or that a question was sent. */
  undone: 'label' | 'correction' | 'nothing' | 'asked' | null;
}

export interface LabelApi {
  queue(): Promise<Queue>;
  submit(request: LabelSubmit): Promise<Queue>;
  ask(request: AskSend): Promise<Queue>;
  undo(): Promise<Undone>;
  /** Accepts this version of the guideline. */
  accept(version: number): Promise<Queue>;
  /** Starts the test before work. */
  start(): Promise<Queue>;
  release(): Promise<unknown>;
}

export interface SessionOptions {
  question: number;
  clock: ActiveClock;
  newUid: () => string;
  /** The item that comes next, to be made ready. */
  onNext?: (task: Task | undefined) => void;
  /** The item in view is not this rater's any more. */
  onLost?: (error: AssayError) => void;
  onRefused?: (error: AssayError) => void;
  /** An answer could not be saved, and no screen shows it any more. */
  onUnsaved?: (error: AssayError) => void;
}

const SLOW_AFTER = 300;

/** The offer is gone; sending again cannot help, and what is on offer must be asked for. */
const LOST: ReadonlySet<string> = new Set(['lease_lost', 'already_judged', 'not_found']);

const EMPTY: LabelState = {
  loading: true,
  tasks: [],
  pace: null,
  streak: null,
  stage: { kind: 'work' },
  changes: [],
  feedback: null,
  answered: [],
  explained: null,
  unsure: false,
  note: '',
  opened: null,
  typed: '',
  saving: null,
  slow: false,
  waiting: 0,
  failure: null,
  undone: null,
};

export class LabelSession {
  readonly state: Store<LabelState> = createStore(EMPTY);
  private readonly api: LabelApi;
  private readonly options: SessionOptions;
  private presses: Press[] = [];
  private running = false;
  /** Not taken in yet; sent again as it is. */
  private unsaved: LabelSubmit | null = null;
  /** A question that could not be sent. */
  private unasked: AskSend | null = null;
  private closed = false;
  private asking = false;

  constructor(api: LabelApi, options: SessionOptions) {
    this.api = api;
    this.options = options;
  }

  /** Asks what is on offer. */
  async open(): Promise<void> {
    this.closed = false;
    await this.run(async () => this.accept(await this.api.queue()));
  }

  /** Gives back what is on offer, after all that was pressed has been saved. */
  async close(): Promise<void> {
    this.closed = true;
    await this.settled();
    if (this.closed) await this.api.release().catch(() => undefined);
  }

  /** A key or a button. It takes effect in turn: on the item that is then in view. */
  press(press: Press): void {
    const { loading, opened, failure, tasks } = this.state.get();
    if (loading || this.closed || opened !== null || this.presses.some(opens)) return;
    // What is explained is read first.
    if (this.state.get().feedback) return;
    // Whoever types fast means this key for the next item, not for the one that is still in
    // view: first the person says what becomes of the answer that could not be saved.
    if (failure) return;
    if (!this.running && tasks.length === 0 && press.kind !== 'undo' && press.kind !== 'back') return;
    this.presses.push(press);
    this.set({ waiting: this.presses.length });
    void this.pump();
  }

  /** An answer could not be saved and waits for the person. */
  hasUnsaved(): boolean {
    return this.unsaved !== null && this.state.get().failure !== null;
  }

  /** What leaving would lose; known once all that is under way has ended. */
  async unfinished(): Promise<'answer' | 'words' | null> {
    await this.settled();
    if (this.hasUnsaved()) return 'answer';
    const { note, typed } = this.state.get();
    return note !== '' || typed.trim() !== '' ? 'words' : null;
  }

  /** Sends the answer that could not be saved again, then what waits behind it. */
  retry(): void {
    if (!this.state.get().failure || this.running) return;
    this.set({ failure: null });
    void this.pump();
  }

  /** The file takes answers again: sends what waits, or asks anew what could not be read. */
  again(): void {
    if (!this.state.get().failure) return;
    if (this.unsaved) this.retry();
    else void this.refresh();
  }

  /** Forgets the answer that could not be saved and all that was typed after it. */
  drop(): void {
    this.presses = [];
    this.unsaved = null;
    this.set({ failure: null, waiting: 0 });
  }

  /** The opened field now holds this. */
  type(typed: string): void {
    this.set({ typed });
  }

  keepNote(note: string): void {
    this.set({ note });
    this.leave();
  }

  /** Sends a question about the item in view, which is set aside; the field stays open where it could not be sent. */
  async ask(body: string): Promise<void> {
    const [task] = this.state.get().tasks;
    if (!task || this.asking || body.trim() === '') return;
    this.asking = true;
    let sent = false;
    await this.run(async () => {
      const before = this.unasked;
      const same = before?.assignment === task.assignment && before.body === body;
      // Sent again as it was: it may be in the file, though its confirmation never came.
      const request = same ? before : { assignment: task.assignment, uid: this.options.newUid(), body, active_ms: this.options.clock.read() };
      this.unasked = request;
      this.accept(await this.api.ask(request));
      this.unasked = null;
      sent = true;
    }, this.options.onRefused ?? (() => undefined));
    this.asking = false;
    if (!sent) return;
    this.set({ undone: 'asked' });
    this.leave();
  }

  /** Closes the note, the question or the way back; keys act on the item again. */
  leave(): void {
    this.options.clock.hold(false);
    this.set({ opened: null, typed: '' });
    void this.pump();
  }

  /** On to the next item, after what was explained. */
  goOn(): void {
    if (!this.state.get().feedback) return;
    this.options.clock.restart();
    this.set({ feedback: null, explained: null });
  }

  /** Accepts the guideline that was read. */
  async accepts(version: number): Promise<void> {
    await this.run(async () => this.accept(await this.api.accept(version)), this.options.onRefused);
  }

  /** Starts the test before work. */
  async starts(): Promise<void> {
    await this.run(async () => this.accept(await this.api.start()), this.options.onRefused);
  }

  /** What is on offer now, as after a correction. */
  async refresh(): Promise<void> {
    await this.run(async () => this.accept(await this.api.queue()));
  }

  private async pump(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (!this.state.get().failure && this.state.get().opened === null && !this.state.get().feedback) {
        if (this.unsaved) await this.send(this.unsaved);
        else {
          const press = this.presses.shift();
          if (!press) break;
          this.set({ waiting: this.presses.length });
          await this.apply(press);
        }
      }
    } finally {
      this.running = false;
    }
  }

  private async apply(press: Press): Promise<void> {
    const { tasks, unsure, note } = this.state.get();
    const [task] = tasks;
    if (press.kind === 'undo') return this.undo();
    if (press.kind === 'back' || ((press.kind === 'note' || press.kind === 'ask') && task)) {
      if (press.kind === 'back') this.options.clock.hold(true);
      return this.set({ opened: press.kind, typed: press.kind === 'note' ? note : '' });
    }
    if (!task) return;
    if (press.kind === 'unsure') return this.set({ unsure: !unsure });
    const said: Said = {
      answers: press.kind === 'class' ? [{ question: this.options.question, class: press.class }] : [],
      skipped: press.kind === 'skip',
      unsure,
      note,
      active_ms: this.options.clock.read(),
    };
    this.unsaved = { assignment: task.assignment, uid: this.options.newUid(), said };
    await this.send(this.unsaved);
  }

  private async send(request: LabelSubmit): Promise<void> {
    this.set({ saving: request.said.answers[0]?.class ?? null });
    await this.run(async () => {
      const queue = await this.api.submit(request);
      this.unsaved = null;
      this.accept(queue);
    });
    this.set({ saving: null });
  }

  private async undo(): Promise<void> {
    const before = this.state.get().tasks[0]?.assignment;
    let brought = false;
    await this.run(async () => {
      const { undone, queue } = await this.api.undo();
      this.accept(queue);
      brought = undone && queue.tasks[0]?.assignment !== before;
      this.set({ undone: undone ? (brought ? 'label' : 'correction') : 'nothing' });
    }, this.options.onRefused);
    // What was typed after it was meant for the item that it should have brought back.
    if (!brought) this.drop();
  }

  /** Runs one command, shows when it takes long, and keeps what failed. */
  private async run(work: () => Promise<void>, onRefused?: (error: AssayError) => void): Promise<void> {
    const slow = setTimeout(() => this.set({ slow: true }), SLOW_AFTER);
    try {
      await work();
      // Something else that went well saves no answer.
      if (!this.unsaved) this.set({ failure: null });
    } catch (thrown) {
      const error = AssayError.from(thrown);
      if (this.unsaved && LOST.has(error.code)) {
        this.drop();
        this.options.onLost?.(error);
        await this.api.queue().then(
          (queue) => this.accept(queue),
          (again: unknown) => this.set({ failure: AssayError.from(again) }),
        );
      } else if (onRefused) onRefused(error);
      else {
        this.set({ failure: error, loading: false });
        if (this.closed && this.unsaved) this.options.onUnsaved?.(error);
      }
    } finally {
      clearTimeout(slow);
      this.set({ slow: false });
    }
  }

  private accept(queue: Queue): void {
    const { tasks, loading, stage: before } = this.state.get();
    const other = queue.tasks[0]?.assignment !== tasks[0]?.assignment;
    const { pace, streak, stage, changes, feedback, answered } = queue;
    this.set({ tasks: queue.tasks, pace, streak, stage, changes, answered, loading: false });
    if (feedback) {
      // Keys typed ahead were meant for an item that was not explained.
      this.presses = [];
      this.set({ feedback, explained: before, waiting: 0 });
    }
    if (other || loading) {
      this.options.clock.restart();
      this.set({ unsure: false, note: '', undone: null });
    }
    this.options.onNext?.(queue.tasks[1]);
  }

  private async settled(): Promise<void> {
    while (this.running || this.asking) await new Promise((done) => setTimeout(done, 5));
  }

  private set(change: Partial<LabelState>): void {
    this.state.set((now) => ({ ...now, ...change }));
  }
}

const opens = (press: Press): boolean => press.kind === 'note' || press.kind === 'ask' || press.kind === 'back';
