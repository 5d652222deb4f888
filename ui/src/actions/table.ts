/**
 * The one table of actions. Shortcuts, palette and help sheet all read it; a feature
 * adds its rows in `table/<feature>.ts` and gives them a hand with `useAction`.
 */
import type { MessageKey } from '@/messages';
import type { RouteId } from '@/app/routes';
import type { Keys } from './keys';
import { appActions } from './table/app';
import { errorsActions } from './table/errors';
import { itemActions } from './table/item';
import { labelActions } from './table/label';
import { auditActions, conflictActions, humanActions } from './table/lead';
import { navActions } from './table/nav';
import { projectActions } from './table/project';
import { qualityActions } from './table/quality';
import { tagActions } from './table/tags';
import { suspectsActions } from './table/suspects';

/** Where an action is live: everywhere, on one screen, or in a part of a screen. */
export type Scope = 'app' | RouteId | `${RouteId}.${string}`;

/** What `when` may look at. */
export interface Situation {
  projectOpen: boolean;
  readOnly: boolean;
  route: RouteId;
}

export interface Action {
  readonly id: string;
  readonly title: MessageKey;
  /** None: only in the palette. */
  readonly keys: readonly Keys[];
  readonly scope: Scope;
  /** Acts again while the key is held down. */
  readonly repeat?: boolean;
  /** Acts in text fields and dialogs as well; only for what changes no data. */
  readonly inText?: boolean;
  /** Kept out of the palette, such as the ten digits that label. */
  readonly hidden?: boolean;
  readonly when?: (situation: Situation) => boolean;
}

export const actionTable = [
  ...errorsActions,
  ...tagActions,
  ...suspectsActions,
  ...appActions,
  ...itemActions,
  ...labelActions,
  ...qualityActions,
  ...conflictActions,
  ...auditActions,
  ...humanActions,
  ...navActions,
  ...projectActions,
] as const satisfies readonly Action[];

export type ActionId = (typeof actionTable)[number]['id'];

export const actions: readonly Action[] = actionTable;

const byId = new Map(actions.map((action) => [action.id, action]));

export const actionOf = (id: ActionId): Action => byId.get(id) as Action;
