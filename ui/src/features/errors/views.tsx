import type { ComponentType } from 'react';
import { TagsView } from '@/features/tags/TagsView';
import { ChecksView } from '@/features/checks';
import { MetricsView } from '@/features/metrics';
import { t } from '@/messages';
import { CompareView } from '@/features/compare/CompareView';
import { PipelinesView } from '@/features/pipelines/PipelinesView';
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
  { id: 'tags', title: () => t('tags.tab'), Content: TagsView },
  { id: 'metrics', title: () => t('metrics.title'), Content: MetricsView },
  { id: 'checks', title: () => t('checks.title'), Content: ChecksView },
  { id: 'compare', title: () => t('compare.title'), Content: CompareView },
  { id: 'pipelines', title: () => t('pipelines.title'), Content: PipelinesView },
  { id: 'slices', title: () => t('slices.tab'), Content: SlicesView },
  { id: 'suspects', title: () => t('suspects.tab'), Content: SuspectsView },
  { id: 'drift', title: () => t('drift.tab'), Content: DriftView },
];
