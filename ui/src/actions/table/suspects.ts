import type { Action, Situation } from '../table';

const writable = (situation: Situation): boolean => situation.projectOpen && !situation.readOnly;

export const suspectsActions = [
  { id: 'suspects.next', title: 'suspects.action.next', keys: ['J', 'ArrowDown'], scope: 'errors.suspects', repeat: true },
  { id: 'suspects.previous', title: 'suspects.action.previous', keys: ['K', 'ArrowUp'], scope: 'errors.suspects', repeat: true },
  { id: 'suspects.select', title: 'suspects.action.select', keys: ['X'], scope: 'errors.suspects' },
  { id: 'suspects.send', title: 'suspects.action.send', keys: ['Shift+S'], scope: 'errors.suspects', when: writable },
  { id: 'suspects.skip', title: 'suspects.action.skip', keys: ['S'], scope: 'errors.suspects', when: writable },
  { id: 'suspects.undo', title: 'suspects.action.undo', keys: ['Z'], scope: 'errors.suspects' },
  { id: 'suspects.guideline', title: 'suspects.action.guideline', keys: ['G'], scope: 'errors.suspects' },
] as const satisfies readonly Action[];
