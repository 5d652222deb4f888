import type { Action } from '../table';

/** Classes are chosen by keys of the project's scheme, which can be none of these letters. */
export const labelActions = [
  { id: 'label.undo', title: 'label.action.undo', keys: ['Z'], scope: 'label' },
  { id: 'label.skip', title: 'label.action.skip', keys: ['S'], scope: 'label' },
  { id: 'label.unsure', title: 'label.action.unsure', keys: ['U'], scope: 'label' },
  { id: 'label.note', title: 'label.action.note', keys: ['N'], scope: 'label' },
  { id: 'label.ask', title: 'asking.action', keys: ['I'], scope: 'label' },
  { id: 'label.guideline', title: 'label.action.guideline', keys: ['G'], scope: 'label' },
  { id: 'label.back', title: 'label.action.back', keys: ['B'], scope: 'label' },
  { id: 'label.goOn', title: 'training.action.goOn', keys: ['Enter'], scope: 'label' },
] as const satisfies readonly Action[];
