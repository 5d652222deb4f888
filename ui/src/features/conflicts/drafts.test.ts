import { describe, expect, it } from 'vitest';
import { Drafts } from './drafts';

describe('drafts', () => {
  it('keeps what was typed for each item, project and person until it is sent', () => {
    const drafts = new Drafts<string>('test.drafts');
    drafts.keep('p ann', 1, 'because');
    drafts.keep('p ann', 2, 'other');
    drafts.keep('p ann', 1, 'because of this');
    expect([drafts.of('p ann', 1), drafts.of('p ann', 2), drafts.of('p bob', 1)]).toEqual(['because of this', 'other', undefined]);
    drafts.keep('p ann', 1, null);
    expect([drafts.of('p ann', 1), drafts.of('p ann', 2)]).toEqual([undefined, 'other']);
  });

  it('forgets the oldest where there are too many', () => {
    const drafts = new Drafts<number>('test.many');
    for (let id = 0; id < 510; id += 1) drafts.keep('p', id, id);
    expect([drafts.of('p', 9), drafts.of('p', 10), drafts.of('p', 509)]).toEqual([undefined, 10, 509]);
  });
});
