import { createStore, useStore } from '@/lib/store';

export const ROUTES = [
  'label',
  'dashboard',
  'quality',
  'conflicts',
  'errors',
  'priorities',
  'audit',
  'import',
  'export',
  'project',
] as const;

export type RouteId = (typeof ROUTES)[number];

/** Where the person is: a screen, and what that screen should show first. */
export interface Place {
  route: RouteId;
  params: Readonly<Record<string, unknown>>;
}

const place = createStore<Place>({ route: 'project', params: {} });

/** Asked before leaving a screen; a screen with an unsaved draft may refuse. */
type LeaveGuard = () => boolean | Promise<boolean>;
let leaveGuard: LeaveGuard | null = null;

/** Whether a screen wants to be asked before it is left. */
export const isGuarded = (): boolean => leaveGuard !== null;

export const mayLeave = async (): Promise<boolean> => !leaveGuard || (await leaveGuard());

/** Goes there without asking: the screen being left is already gone for good. */
export const jump = (route: RouteId, params: Place['params'] = {}): void => place.set({ route, params });

export async function navigate(route: RouteId, params: Place['params'] = {}): Promise<void> {
  if (await mayLeave()) jump(route, params);
}

export function guardLeaving(guard: LeaveGuard): () => void {
  leaveGuard = guard;
  return () => {
    if (leaveGuard === guard) leaveGuard = null;
  };
}

export const currentPlace = (): Place => place.get();
export const usePlace = (): Place => useStore(place);
