import type { Action } from '../table';

export const appActions = [
  { id: 'app.palette', title: 'actions.title.app.palette', keys: ['Mod+K'], scope: 'app', inText: true, hidden: true },
  { id: 'app.help', title: 'actions.title.app.help', keys: ['?'], scope: 'app' },
  {
    id: 'app.undo',
    title: 'actions.title.app.undo',
    keys: ['Mod+Z'],
    scope: 'app',
    when: (situation) => situation.projectOpen && !situation.readOnly,
  },
  { id: 'app.zoomIn', title: 'actions.title.app.zoomIn', keys: ['Mod++', 'Mod+='], scope: 'app', inText: true, repeat: true },
  { id: 'app.zoomOut', title: 'actions.title.app.zoomOut', keys: ['Mod+-'], scope: 'app', inText: true, repeat: true },
  { id: 'app.zoomReset', title: 'actions.title.app.zoomReset', keys: ['Mod+0'], scope: 'app', inText: true },
  { id: 'app.theme', title: 'actions.title.app.theme', keys: [], scope: 'app' },
] as const satisfies readonly Action[];
