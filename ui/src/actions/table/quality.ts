import type { Action, Situation } from '../table';

const writable = (situation: Situation): boolean => situation.projectOpen && !situation.readOnly;

/** They act on the rater chosen in the table. */
export const qualityActions = [
  { id: 'quality.resume', title: 'training.raters.action.resume', keys: ['R'], scope: 'quality', when: writable },
  { id: 'quality.setAside', title: 'training.raters.action.setAside', keys: ['A'], scope: 'quality', when: writable },
  { id: 'quality.pass', title: 'training.raters.action.pass', keys: ['P'], scope: 'quality', when: writable },
  { id: 'quality.again', title: 'training.raters.action.again', keys: ['T'], scope: 'quality', when: writable },
] as const satisfies readonly Action[];
