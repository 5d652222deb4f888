import { lazy, type ComponentType } from 'react';
import type { Place, RouteId } from './routes';

/** What every screen is given. */
export interface ScreenProps {
  params: Place['params'];
}

/** The screen of each part of the project, each in its own chunk. */
const screens: Record<RouteId, ComponentType<ScreenProps>> = {
  label: lazy(() => import('@/features/label')),
  dashboard: lazy(() => import('@/features/dashboard')),
  quality: lazy(() => import('@/features/quality')),
  conflicts: lazy(() => import('@/features/conflicts')),
  errors: lazy(() => import('@/features/errors/ErrorsScreen')),
  priorities: lazy(() => import('@/features/priorities/PrioritiesScreen')),
  audit: lazy(() => import('@/features/audit')),
  import: lazy(() => import('@/features/import/ImportScreen')),
  export: lazy(() => import('@/features/export/ExportScreen')),
  project: lazy(() => import('@/features/project/ProjectScreen')),
};

/** Shown only while a project is open. */
export function Screen({ place: { route, params } }: { place: Place }) {
  const Chosen = screens[route];
  return <Chosen params={params} />;
}
