import type { Action, Situation } from '../table';

const writable = (situation: Situation): boolean => situation.projectOpen && !situation.readOnly;

/** Letters and digits alone belong to the tags themselves. */
export const tagActions = [
  { id: 'tags.open', title: 'tags.actions.open', keys: ['Alt+T'], scope: 'errors' },
  { id: 'tags.fromFilter', title: 'tags.actions.fromFilter', keys: ['Alt+G'], scope: 'errors', when: writable },
  { id: 'tags.merge', title: 'tags.actions.merge', keys: ['Alt+M'], scope: 'errors', when: writable },
  { id: 'tags.split', title: 'tags.actions.split', keys: ['Alt+S'], scope: 'errors', when: writable },
  { id: 'tags.remove', title: 'tags.actions.remove', keys: ['Delete'], scope: 'errors', when: writable },
  { id: 'tags.late', title: 'tags.actions.late', keys: ['Alt+L'], scope: 'errors' },
] as const satisfies readonly Action[];
