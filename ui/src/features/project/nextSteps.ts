import { refusalFor } from '@/app/roles';
import type { RouteId } from '@/app/routes';
import type { Overview, Person } from '@/generated/commands';
import { t } from '@/messages';

export interface NextStep {
  id: string;
  text: string;
  action: string;
  route: RouteId;
  params?: Record<string, unknown>;
}

const MOST = 4;

/** What this person can do next in this project, the most urgent first. */
export function nextSteps(project: Overview, me: Person | null): NextStep[] {
  const { items, judgments, complete, raters, conflicts, runs, references } = project.counts;
  const open = items - complete;
  const step = (when: boolean, id: string, text: string, action: string, route: RouteId, params?: NextStep['params']) =>
    when ? [{ id, text, action, route, params }] : [];
  const all: NextStep[] = [
    ...step(items === 0, 'items', t('project.next.items'), t('project.next.itemsAction'), 'import'),
    ...step(conflicts > 0, 'conflicts', t('project.next.conflicts', { n: conflicts }), t('project.next.conflictsAction'), 'conflicts'),
    ...step(open > 0, 'label', t('project.next.label', { n: open }), t('project.next.labelAction'), 'label'),
    ...step(judgments > 0 && raters > 1, 'agreement', t('project.next.agreement'), t('project.next.agreementAction'), 'quality'),
    ...step(runs > 0 && references > 0, 'errors', t('project.next.errors'), t('project.next.errorsAction'), 'errors'),
    ...step(references > 0 && runs === 0, 'predictions', t('project.next.predictions'), t('project.next.predictionsAction'), 'import'),
    ...step(references > 0, 'export', t('project.next.export'), t('project.next.exportAction'), 'export', { what: 'labels' }),
  ];
  return all.filter(({ route }) => refusalFor(route, me, project) === null).slice(0, MOST);
}
