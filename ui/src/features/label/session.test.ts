import { describe, expect, it } from 'vitest';
import type { AskSend, Feedback, LabelSubmit, Queue, Task } from '@/generated/commands';
import { AssayError } from '@/platform/errors';
import { ActiveClock } from './clock';
import { LabelSession, type LabelApi, type Press } from './session';

const task = (id: number): Task => ({
  assignment: id,
  item: { id, key: `k${id}`, fields: {}, media: null },
  notes: [],
});

const explained = (id: number): Feedback => ({
  item: task(id).item,
  given: 1,
  right: false,
  acceptable: [2],
  explanation: 'because',
  practice: true,
});

/** A workbench of ten items whose answers come when the test says so. */
class Bench implements LabelApi {
  next = 1;
  saved: LabelSubmit[] = [];
  calls: string[] = [];
  fail: AssayError | null = null;
  slow = 0;
  /** The next answer is explained. */
  explains: number | null = null;

  private offer(): Queue {
    const tasks = [this.next, this.next + 1].filter((id) => id <= 10).map(task);
    const pace = { judgments: this.saved.length, skips: 0, active_ms: 0, last_hour: 0, items_open: 0 };
    const feedback = this.explains === null ? null : explained(this.explains);
    this.explains = null;
    return { tasks, pace, streak: null, stage: { kind: 'work' }, changes: [], feedback, answered: [] };
  }
  async queue() {
    this.calls.push('queue');
    return this.offer();
  }
  async submit(request: LabelSubmit) {
    await new Promise((done) => setTimeout(done, this.slow));
    this.calls.push('submit');
    if (this.fail) throw this.fail;
    expect(request.assignment).toBe(this.next);
    this.saved.push(request);
    this.next += 1;
    return this.offer();
  }
  asked: AskSend[] = [];
  tried: string[] = [];
  async ask(request: AskSend) {
    this.tried.push(request.uid);
    if (this.fail) throw this.fail;
    this.asked.push(request);
    this.next += 1;
    return this.offer();
  }
  async undo() {
    const undone = this.saved.pop() !== undefined;
    if (undone) this.next -= 1;
    return { undone, queue: this.offer() };
  }
  async accept() {
    this.calls.push('accept');
    return this.offer();
  }
  async start() {
    this.calls.push('start');
    return this.offer();
  }
  async release() {
    this.calls.push('release');
  }
}

async function start(bench = new Bench()) {
  let uid = 0;
  const lost: string[] = [];
  const unsaved: string[] = [];
  const session = new LabelSession(bench, {
    question: 1,
    clock: new ActiveClock(1000, () => 0),
    newUid: () => `u${(uid += 1)}`,
    onLost: (error) => lost.push(error.code),
    onUnsaved: (error) => unsaved.push(error.code),
  });
  await session.open();
  return { bench, session, lost, unsaved, now: () => session.state.get() };
}

const key = (id: number): Press => ({ kind: 'class', class: id });
/** Turns of the clock, not time: a busy machine takes longer for each. */
const rest = async () => {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((done) => setTimeout(done, 2));
};
const labels = (bench: Bench) => bench.saved.map(({ said }) => said.answers[0]?.class ?? null);

describe('a rater at work', () => {
  it('puts every key typed ahead on the item whose turn it is', async () => {
    const { bench, session, now } = await start();
    bench.slow = 2;
    for (const id of [3, 1, 4, 1, 5]) session.press(key(id));
    expect(now().waiting).toBe(4);
    await rest();
    expect(labels(bench)).toEqual([3, 1, 4, 1, 5]);
    expect(bench.saved.map(({ assignment }) => assignment)).toEqual([1, 2, 3, 4, 5]);
    expect(now().tasks[0]?.assignment).toBe(6);
  });

  it('keeps the next item back while an answer is explained, and forgets keys typed ahead', async () => {
    const { bench, session, now } = await start();
    bench.slow = 2;
    bench.explains = 1;
    for (const id of [1, 2, 2]) session.press(key(id));
    await rest();
    expect(labels(bench)).toEqual([1]);
    expect(now().feedback?.item.id).toBe(1);
    session.press(key(3));
    expect(now().waiting).toBe(0);
    session.goOn();
    expect(now().feedback).toBeNull();
    session.press(key(3));
    await rest();
    expect(labels(bench)).toEqual([1, 3]);
  });

  it('flags only the item that was in view', async () => {
    const { bench, session } = await start();
    session.press(key(1));
    session.press({ kind: 'unsure' });
    session.press(key(2));
    session.press({ kind: 'skip' });
    await rest();
    expect(bench.saved.map(({ said }) => said.unsure)).toEqual([false, true, false]);
    expect(bench.saved[2]?.said).toMatchObject({ skipped: true, answers: [] });
  });

  it('keeps the item and what waits when a save fails, and sends the same again', async () => {
    const { bench, session, now } = await start();
    bench.fail = new AssayError('transport', 'gone');
    session.press(key(7));
    session.press(key(8));
    await rest();
    expect(now()).toMatchObject({ waiting: 1, failure: bench.fail });
    expect(now().tasks[0]?.assignment).toBe(1);
    bench.fail = null;
    session.retry();
    await rest();
    expect(bench.saved.map(({ uid }) => uid)).toEqual(['u1', 'u2']);
    expect(labels(bench)).toEqual([7, 8]);
  });

  it('gives no key to the item whose save failed until the person has decided', async () => {
    const { bench, session, now } = await start();
    bench.fail = new AssayError('disk_full', 'full');
    session.press(key(7));
    session.press(key(8));
    await rest();
    bench.fail = null;
    session.press(key(3));
    await rest();
    expect(labels(bench)).toEqual([]);
    session.drop();
    session.press(key(9));
    await rest();
    expect(labels(bench)).toEqual([9]);
    expect(now().failure).toBeNull();
  });

  it('asks anew when the offer is lost', async () => {
    const { bench, session, lost, now } = await start();
    bench.fail = new AssayError('lease_lost', 'someone else');
    session.press(key(7));
    session.press(key(8));
    await rest();
    expect(lost).toEqual(['lease_lost']);
    expect(now()).toMatchObject({ failure: null, waiting: 0 });
    expect(labels(bench)).toEqual([]);
  });

  it('takes back, and puts the next key on what came back', async () => {
    const { bench, session, now } = await start();
    session.press(key(1));
    session.press({ kind: 'undo' });
    session.press(key(2));
    await rest();
    expect(bench.saved.map(({ assignment, said }) => [assignment, said.answers[0]?.class])).toEqual([[1, 2]]);
    session.press({ kind: 'undo' });
    session.press({ kind: 'undo' });
    session.press(key(5));
    await rest();
    expect(now().undone).toBe('nothing');
    expect(labels(bench)).toEqual([]);
  });

  it('gives no key to an item while the note or the way back is open', async () => {
    const { bench, session, now } = await start();
    bench.slow = 5;
    session.press(key(1));
    session.press({ kind: 'note' });
    session.press(key(2));
    await rest();
    expect(now().opened).toBe('note');
    session.press(key(3));
    session.keepNote('odd');
    session.press(key(4));
    await rest();
    expect(labels(bench)).toEqual([1, 4]);
    expect(bench.saved[1]?.said.note).toBe('odd');
    expect(now().note).toBe('');
  });

  it('keeps saying that an answer is not saved while something else succeeds', async () => {
    const { bench, session, now } = await start();
    bench.fail = new AssayError('busy', 'another program writes');
    session.press(key(2));
    await rest();
    await session.refresh();
    expect([now().failure?.code, session.hasUnsaved()]).toEqual(['busy', true]);
    bench.fail = null;
    session.press(key(9));
    await rest();
    expect(labels(bench), 'the key is for no item that was seen').toEqual([]);
    session.retry();
    await rest();
    expect(labels(bench)).toEqual([2]);
  });

  it('waits for the save under way before it says whether the screen may be left', async () => {
    const { bench, session } = await start();
    bench.slow = 20;
    session.press(key(1));
    expect(await session.unfinished()).toBeNull();
    expect(labels(bench)).toEqual([1]);
    bench.fail = new AssayError('busy', 'another program writes');
    session.press(key(2));
    expect(await session.unfinished()).toBe('answer');
    session.drop();
    expect(await session.unfinished()).toBeNull();
  });

  it('knows of words that leaving would lose', async () => {
    const { bench, session, now } = await start();
    const opened = async (kind: 'note' | 'ask') => {
      session.press({ kind });
      await rest();
      return session.unfinished();
    };
    expect(await opened('ask')).toBeNull();
    session.type('what?');
    expect(await session.unfinished()).toBe('words');
    session.leave();
    expect(await session.unfinished(), 'Escape gave them up').toBeNull();
    expect(await opened('note')).toBeNull();
    session.type('odd');
    expect(await session.unfinished()).toBe('words');
    session.keepNote('odd');
    expect(await session.unfinished(), 'saved with the answer only').toBe('words');
    expect(await opened('note')).toBe('words');
    expect(now().typed).toBe('odd');
    session.leave();
    session.press(key(1));
    expect(await session.unfinished()).toBeNull();
    expect(bench.saved[0]?.said.note).toBe('odd');
  });

  it('waits for a question under way, and keeps its words where it could not be sent', async () => {
    const { bench, session, now } = await start();
    session.press({ kind: 'ask' });
    await rest();
    session.type('what?');
    bench.fail = new AssayError('busy', 'busy');
    void session.ask('what?');
    expect(await session.unfinished()).toBe('words');
    expect([now().opened, now().typed]).toEqual(['ask', 'what?']);
    bench.fail = null;
    void session.ask('what?');
    expect(await session.unfinished()).toBeNull();
    expect(bench.asked.length).toBe(1);
  });

  it('tells of an answer that could not be saved after its screen was left', async () => {
    const { bench, session, unsaved } = await start();
    bench.slow = 5;
    bench.fail = new AssayError('busy', 'another program writes');
    session.press(key(1));
    await session.close();
    expect(unsaved).toEqual(['busy']);
  });

  it('saves what was pressed before it gives the rest back', async () => {
    const { bench, session } = await start();
    bench.slow = 2;
    session.press(key(1));
    session.press(key(2));
    await session.close();
    expect(bench.calls).toEqual(['queue', 'submit', 'submit', 'release']);
    session.press(key(3));
    await rest();
    expect(labels(bench)).toEqual([1, 2]);
  });

  it('stops at the last item', async () => {
    const { bench, session, now } = await start();
    for (let id = 1; id <= 15; id += 1) session.press(key(id));
    await rest();
    expect(labels(bench)).toHaveLength(10);
    expect(now().tasks).toEqual([]);
  });
});

describe('active time', () => {
  it('stops while away and caps what is idle', () => {
    let at = 0;
    const clock = new ActiveClock(1000, () => at);
    clock.restart();
    at = 400;
    clock.touch();
    at = 9400;
    expect(clock.read()).toBe(1400);
    clock.away();
    at = 20_000;
    clock.touch();
    at = 20_100;
    expect(clock.read()).toBe(1500);
    clock.hold(true);
    at = 20_600;
    clock.touch();
    clock.hold(false);
    at = 20_650;
    expect(clock.read()).toBe(1550);
    clock.restart();
    expect(clock.read()).toBe(0);
  });

  it('sends a question once, and keys act on the next item', async () => {
    const { bench, session, now } = await start();
    session.press({ kind: 'ask' });
    await Promise.resolve();
    expect(now().opened).toBe('ask');
    session.press({ kind: 'class', class: 1 });
    expect(bench.saved).toEqual([]);
    await Promise.all([session.ask(' what? '), session.ask(' what? ')]);
    expect(bench.asked.map(({ assignment, body }) => [assignment, body])).toEqual([[1, ' what? ']]);
    expect([now().opened, now().undone, now().tasks[0]?.assignment]).toEqual([null, 'asked', 2]);
    await session.ask('too late is for the item in view');
    expect(bench.asked[1]?.assignment).toBe(2);
  });

  it('keeps the question open where it could not be sent', async () => {
    const { bench, session, now } = await start();
    session.press({ kind: 'ask' });
    await Promise.resolve();
    bench.fail = new AssayError('busy', 'busy');
    await session.ask('what?');
    expect([now().opened, now().failure, bench.asked]).toEqual(['ask', null, []]);
    await session.ask('  ');
    bench.fail = null;
    await session.ask('what?');
    expect([now().opened, bench.asked.length]).toEqual([null, 1]);
    expect(bench.tried, 'the same question, which may be in the file already').toEqual(['u1', 'u1']);
  });

  it('sends the same answer again once the file takes answers again', async () => {
    const { bench, session, now } = await start();
    bench.fail = new AssayError('file_failed', 'the disk is full');
    session.press(key(2));
    await rest();
    expect([now().failure?.code, session.hasUnsaved(), bench.saved]).toEqual(['file_failed', true, []]);
    bench.fail = null;
    session.again();
    await rest();
    expect([now().failure, bench.saved.map(({ uid }) => uid), labels(bench)]).toEqual([null, ['u1'], [2]]);
    session.again();
    await rest();
    expect(labels(bench), 'nothing waits').toEqual([2]);
  });
});
