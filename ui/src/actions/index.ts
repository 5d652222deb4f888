import { useEffect, useRef } from 'react';
import { createStore, useStore } from '@/lib/store';
import { currentPlace } from '@/app/routes';
import { keysFor, overrides } from './bindings';
import { focusOf, handOf, isLive, lend, meaningOf } from './dispatcher';
import type { Keys } from './keys';
import { actionOf, type Action, type ActionId, type Situation } from './table';

export { findClashes, keysFor, overrides, remap, resetAllKeys, resetKeys } from './bindings';
export { keyLabels, showKeys, type Keys } from './keys';
export { actionOf, actions, type Action, type ActionId, type Scope, type Situation } from './table';

/** What the project is, as far as actions care; the app keeps it up to date. */
const project = createStore({ projectOpen: false, readOnly: false });

export const setProjectSituation = (now: { projectOpen: boolean; readOnly: boolean }): void =>
  project.set(now);

export const situation = (): Situation => ({ ...project.get(), route: currentPlace().route });

/** Gives an action a hand while the component is on the screen. */
export function useAction(id: ActionId, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(
    () => lend(id, { run: () => latest.current(), enabled }),
    [id, enabled],
  );
}

/** Runs an action as its key would; false where it is not live here. */
export function runAction(id: ActionId): boolean {
  const action = actionOf(id);
  if (!isLive(action, situation())) return false;
  handOf(action)?.run();
  return true;
}

/** The first key of an action, for a hint beside a button. */
export function useActionKeys(id: ActionId): Keys | undefined {
  return keysFor(actionOf(id), useStore(overrides))[0];
}

export const isActionLive = (action: Action): boolean => isLive(action, situation());

/** Listens for keys; called once by the app. It comes after what the controls do with a key. */
export function listenForKeys(target: Window): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const focus = focusOf(event.target);
    const meaning = meaningOf(event, focus, situation());
    if (meaning.kind === 'none') return;
    event.preventDefault();
    if (meaning.kind === 'run') handOf(meaning.action)?.run();
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}
