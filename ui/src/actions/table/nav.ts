import type { Action } from '../table';

export const navActions = [
  { id: 'nav.label', title: 'actions.title.nav.label', keys: ['Mod+1'], scope: 'app' },
  { id: 'nav.dashboard', title: 'actions.title.nav.dashboard', keys: ['Mod+D'], scope: 'app' },
  { id: 'nav.quality', title: 'actions.title.nav.quality', keys: ['Mod+2'], scope: 'app' },
  { id: 'nav.conflicts', title: 'actions.title.nav.conflicts', keys: ['Mod+3'], scope: 'app' },
  { id: 'nav.errors', title: 'actions.title.nav.errors', keys: ['Mod+4'], scope: 'app' },
  { id: 'nav.priorities', title: 'actions.title.nav.priorities', keys: ['Mod+5'], scope: 'app' },
  { id: 'nav.audit', title: 'actions.title.nav.audit', keys: ['Mod+6'], scope: 'app' },
  { id: 'nav.import', title: 'actions.title.nav.import', keys: ['Mod+7'], scope: 'app' },
  { id: 'nav.export', title: 'actions.title.nav.export', keys: ['Mod+8'], scope: 'app' },
  { id: 'nav.project', title: 'actions.title.nav.project', keys: ['Mod+9'], scope: 'app' },
] as const satisfies readonly Action[];
