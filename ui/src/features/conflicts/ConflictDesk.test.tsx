import { QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { queries } from '@/app/queries';
import type { ItemView, Overview } from '@/generated/commands';
import { ConflictDesk, type ConflictDeskProps } from './ConflictDesk';

const overview = { question: { text: 'Which?', classes: [] }, kept_classes: [], people: [], read_only: false } as unknown as Overview;
const view = (decision: unknown) =>
  ({ item: { id: 7, key: 'k7', fields: {}, media: null }, judgments: [], requeued: [], reference: null, decision, example: null }) as unknown as ItemView;
const decision = { class: 1, person: 'Ada', cause: null, rationale: '', made_at: 0, draw: null };

function drawn(data: ItemView | undefined, left = false): string {
  const state = { item: { data, error: null }, rows: [], at: -1, shown: 7, left, said: null, saving: null, draft: { cause: null, rationale: '' } };
  const props = { overview, state: state as unknown as ConflictDeskProps['state'], blind: true, onExample: () => undefined };
  return renderToStaticMarkup(
    <QueryClientProvider client={queries}>
      <ConflictDesk {...props} />
    </QueryClientProvider>,
  );
}

describe('the desk of a conflict', () => {
  it('keeps the field for the rationale while the item is on its way, so that letters are never keys', () => {
    const html = drawn(undefined);
    expect(html).toContain('data-testid="rationale"');
    expect(html, 'nothing is in view').not.toContain('data-item');
  });

  it('says that others have taken the item out of the list', () => {
    expect(drawn(view(null))).not.toContain('data-testid="left"');
    expect(drawn(view(null), true)).toContain('not in the list any more');
    expect(drawn(view(decision), true)).toContain('Decided meanwhile');
    expect(drawn(undefined, true)).not.toContain('data-testid="left"');
  });
});
