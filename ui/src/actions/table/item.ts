import type { Action } from '../table';

export const itemActions = [
  { id: 'item.zoomIn', title: 'item.zoomIn', keys: ['+', '='], scope: 'app', repeat: true },
  { id: 'item.zoomOut', title: 'item.zoomOut', keys: ['-'], scope: 'app', repeat: true },
  // Where a class has this key, the class has it.
  { id: 'item.zoomFit', title: 'item.zoomFit', keys: ['0'], scope: 'app' },
] as const satisfies readonly Action[];
