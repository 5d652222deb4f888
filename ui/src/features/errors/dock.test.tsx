import { Children, isValidElement, type FocusEvent, type ReactElement, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Dock, leaves } from './Dock';
import { createOpenings, type Pending, type Writing } from './pending';

const writing = (item: number, saved = ''): Writing => ({ kind: 'comment', item, key: `k${item}`, saved, body: saved });
const saves = () => vi.fn(async (_item: number, _body: string) => true);
const fails = () => vi.fn(async (_item: number, _body: string) => false);

describe('a comment', () => {
  /** As Enter and leaving do. */
  const end = async (openings: ReturnType<typeof createOpenings>, of: Writing, typed: string, send: ReturnType<typeof saves>) => {
    if (openings.end(of)) await openings.save(of, typed, send);
  };

  it('is saved to its own row, once, though closing it takes the focus from it', async () => {
    const openings = createOpenings();
    const send = saves();
    const a = writing(1);
    openings.show(a);
    await Promise.all([end(openings, a, 'of A ', send), end(openings, a, 'of A ', send)]);
    expect(send.mock.calls).toEqual([[1, 'of A']]);
    expect(openings.now.get().pending).toBeNull();
  });

  it('that is left late closes nothing that was opened since', () => {
    const openings = createOpenings();
    const [a, b] = [writing(1), writing(2)];
    openings.show(a);
    openings.show(b);
    expect(openings.end(a)).toBe(false);
    expect(openings.now.get().pending).toBe(b);
  });

  it('that was thrown away, or not changed, is not saved', async () => {
    const openings = createOpenings();
    const send = saves();
    const a = writing(1, 'as it was ');
    openings.show(a);
    openings.close();
    await end(openings, a, 'typed', send);
    openings.show(a);
    await end(openings, a, 'as it was ', send);
    expect(send).not.toHaveBeenCalled();
  });

  it('that could not be saved is opened again as it was typed', async () => {
    const openings = createOpenings();
    const a = writing(1, 'before');
    openings.show(a);
    await end(openings, a, 'typed', fails());
    const again = openings.now.get().pending as Writing;
    expect(again).toEqual({ ...a, body: 'typed' });
    const send = saves();
    await end(openings, again, 'typed', send);
    expect(send.mock.calls).toEqual([[1, 'typed']]);
  });

  it('that could not be saved waits while another is written', async () => {
    const openings = createOpenings();
    const [a, b] = [writing(1), writing(2)];
    openings.show(a);
    const failed = end(openings, a, 'of A', fails());
    openings.show(b);
    await failed;
    expect(openings.now.get().pending).toBe(b);
    await end(openings, b, 'of B', saves());
    expect(openings.now.get().pending).toEqual({ ...a, body: 'of A' });
  });
});

describe('the dock', () => {
  const nothing = () => undefined;
  const keyOf = (pending: Pending, nth: number) => {
    const dock = Dock({ pending, nth, selected: 0, tags: [], onClear: nothing, onDone: nothing, onLeave: nothing, onTag: nothing, onComment: nothing });
    const { children } = (dock as ReactElement<{ children: ReactNode }>).props;
    return Children.toArray(children).find(isValidElement)?.key;
  };

  it.each<[string, (item: number) => Pending]>([
    ['a comment', writing],
    ['a new tag', (rows) => ({ kind: 'newTag', rows })],
  ])('keeps nothing of %s for the next', (_, make) => {
    const openings = createOpenings();
    const keys = [1, 2, 1].map((item) => {
      const pending = make(item);
      openings.show(pending);
      return keyOf(pending, openings.now.get().nth);
    });
    expect(new Set(keys).size).toBe(3);
  });

  it('is left where the focus goes to something else in the window, not to another program', () => {
    const [area, button, sheet, body] = ['area', 'button', 'sheet', 'body'];
    const to = (relatedTarget: string | null, activeElement: string) =>
      leaves({
        target: area,
        relatedTarget,
        currentTarget: { contains: (each: string) => each === area || each === button, ownerDocument: { activeElement } },
      } as unknown as FocusEvent<HTMLElement>);
    expect(to(sheet, body)).toBe(true);
    expect(to(button, body)).toBe(false);
    // A press on a bare place: nothing has the focus then, and keys would act on the rows.
    expect(to(null, body)).toBe(true);
    // The window lost it; when it comes back, so does the comment.
    expect(to(null, area)).toBe(false);
  });
});
