import type { Action } from '../table';

export const projectActions = [
  { id: 'project.new', title: 'actions.title.project.new', keys: ['Mod+N'], scope: 'app' },
  { id: 'project.open', title: 'actions.title.project.open', keys: ['Mod+O'], scope: 'app' },
  { id: 'project.copy', title: 'actions.title.project.copy', keys: [], scope: 'app' },
  { id: 'project.close', title: 'actions.title.project.close', keys: [], scope: 'app' },
  { id: 'project.who', title: 'actions.title.project.who', keys: [], scope: 'app' },
] as const satisfies readonly Action[];
