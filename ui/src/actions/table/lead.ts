import type { Action } from '../table';

export const conflictActions = [
  { id: 'conflicts.next', title: 'conflicts.action.next', keys: ['J', 'ArrowDown'], scope: 'conflicts', repeat: true },
  { id: 'conflicts.previous', title: 'conflicts.action.previous', keys: ['K', 'ArrowUp'], scope: 'conflicts', repeat: true },
  { id: 'conflicts.undo', title: 'conflicts.action.undo', keys: ['Z'], scope: 'conflicts' },
  { id: 'conflicts.cause', title: 'conflicts.action.cause', keys: ['C'], scope: 'conflicts' },
  { id: 'conflicts.causeBack', title: 'conflicts.action.causeBack', keys: ['Shift+C'], scope: 'conflicts' },
  { id: 'conflicts.rationale', title: 'conflicts.action.rationale', keys: ['N'], scope: 'conflicts' },
  { id: 'conflicts.search', title: 'conflicts.action.search', keys: ['/'], scope: 'conflicts' },
  { id: 'conflicts.accept', title: 'conflicts.action.accept', keys: ['Shift+A'], scope: 'conflicts' },
  { id: 'conflicts.example', title: 'conflicts.action.example', keys: ['E'], scope: 'conflicts' },
  { id: 'conflicts.guideline', title: 'conflicts.action.guideline', keys: ['G'], scope: 'conflicts' },
] as const satisfies readonly Action[];

export const humanActions = [
  { id: 'human.undo', title: 'human.action.undo', keys: ['Z'], scope: 'quality' },
  { id: 'human.guideline', title: 'human.action.guideline', keys: ['G'], scope: 'quality' },
] as const satisfies readonly Action[];

export const auditActions = [
  { id: 'audit.undo', title: 'audit.action.undo', keys: ['Z'], scope: 'audit' },
  { id: 'audit.guideline', title: 'audit.action.guideline', keys: ['G'], scope: 'audit' },
] as const satisfies readonly Action[];
