import type { Action, Situation } from '../table';

const writable = (situation: Situation): boolean => situation.projectOpen && !situation.readOnly;

/** The keys of the tags belong to the project; see features/errors/useTagKeys.ts. */
export const errorsActions = [
  { id: 'errors.newTag', title: 'errors.actions.newTag', keys: ['T'], scope: 'errors', when: writable },
  { id: 'errors.rest', title: 'errors.actions.rest', keys: ['Space'], scope: 'errors', when: writable },
  { id: 'errors.comment', title: 'errors.actions.comment', keys: ['C'], scope: 'errors', when: writable },
  { id: 'errors.filter', title: 'errors.actions.filter', keys: ['/'], scope: 'errors' },
  { id: 'errors.redo', title: 'errors.actions.redo', keys: ['Mod+Shift+Z', 'Mod+Y'], scope: 'errors', when: writable },
  { id: 'errors.columnMenu', title: 'sheet.actions.columnMenu', keys: ['Alt+ArrowDown'], scope: 'errors' },
  { id: 'errors.columnFilter', title: 'sheet.actions.columnFilter', keys: ['Alt+F'], scope: 'errors' },
  { id: 'errors.columnLeft', title: 'sheet.actions.columnLeft', keys: ['Alt+Shift+ArrowLeft'], scope: 'errors', repeat: true },
  { id: 'errors.columnRight', title: 'sheet.actions.columnRight', keys: ['Alt+Shift+ArrowRight'], scope: 'errors', repeat: true },
  { id: 'errors.columns', title: 'sheet.actions.columns', keys: ['Alt+C'], scope: 'errors' },
  { id: 'errors.views', title: 'sheet.actions.views', keys: ['Alt+V'], scope: 'errors' },
  { id: 'errors.copy', title: 'sheet.actions.copy', keys: ['Mod+C'], scope: 'errors' },
  { id: 'errors.copyHeader', title: 'sheet.actions.copyHeader', keys: ['Mod+Shift+C'], scope: 'errors' },
  { id: 'errors.paste', title: 'sheet.actions.paste', keys: ['Mod+V'], scope: 'errors', when: writable },
  // The arrows do the same while the item is large.
  { id: 'errors.itemNext', title: 'sheet.actions.next', keys: ['J'], scope: 'errors.item', repeat: true },
  { id: 'errors.itemPrevious', title: 'sheet.actions.previous', keys: ['K'], scope: 'errors.item', repeat: true },
  { id: 'errors.summary', title: 'errors.actions.summary', keys: ['\\'], scope: 'errors' },
  { id: 'errors.nextDrawn', title: 'errors.actions.nextDrawn', keys: ['N'], scope: 'errors' },
  { id: 'errors.editTag', title: 'errors.actions.editTag', keys: ['E'], scope: 'errors', when: writable },
  { id: 'errors.draw', title: 'errors.actions.draw', keys: ['D'], scope: 'errors', when: writable },
  { id: 'errors.reload', title: 'errors.actions.reload', keys: ['R'], scope: 'errors' },
  { id: 'errors.all', title: 'errors.actions.all', keys: ['Alt+A'], scope: 'errors' },
  { id: 'errors.wrong', title: 'errors.actions.wrong', keys: ['Alt+W'], scope: 'errors' },
  { id: 'errors.right', title: 'errors.actions.right', keys: ['Alt+R'], scope: 'errors' },
] as const satisfies readonly Action[];
