import type { ComponentType } from 'react';
import { t } from '@/messages';
import { DriftView } from '@/features/drift/DriftView';
import { SlicesView } from '@/features/slices/SlicesView';
import { SuspectsView } from '@/features/suspects/SuspectsView';
import { RunView } from './RunView';
import type { OfRunProps } from './WithRun';

export interface ErrorsView {
  /** `params.view` of the route. */
  id: string;
  title: () => string;
  Content: ComponentType<OfRunProps>;
}

/** What can be looked at of a run, in the order of the tabs; each gets the whole height and scrolls by itself. */
export const VIEWS: readonly ErrorsView[] = [
  { id: 'sheet', title: () => t('errors.views.sheet'), Content: RunView },
  { id: 'slices', title: () => t('slices.tab'), Content: SlicesView },
  { id: 'suspects', title: () => t('suspects.tab'), Content: SuspectsView },
  { id: 'drift', title: () => t('drift.tab'), Content: DriftView },
];
