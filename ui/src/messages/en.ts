/** All text of the interface, one file to a section; `t('section.key', params)` reads it. */
import { actions } from './en/actions';
import { app } from './en/app';
import { asking } from './en/asking';
import { assignment } from './en/assignment';
import { audit } from './en/audit';
import { backups } from './en/backups';
import { checks } from './en/checks';
import { compare } from './en/compare';
import { components } from './en/components';
import { conflicts } from './en/conflicts';
import { dashboard } from './en/dashboard';
import { drift } from './en/drift';
import { errors } from './en/errors';
import { fault } from './en/fault';
import { grid } from './en/grid';
import { guideline } from './en/guideline';
import { human } from './en/human';
import { history } from './en/history';
import { item } from './en/item';
import { jobs } from './en/jobs';
import { label } from './en/label';
import { metrics } from './en/metrics';
import { quality } from './en/quality';
import { slices } from './en/slices';
import { sheet } from './en/sheet';
import { start } from './en/start';
import { tags } from './en/tags';
import { suspects } from './en/suspects';
import { training } from './en/training';
import { priorities } from './en/priorities';
import { project } from './en/project';
import { importing } from './en/import';
import { exporting } from './en/export';
import { people } from './en/people';
import { pipelines } from './en/pipelines';

export const en = {
  drift,
  errors,
  fault,
  priorities,
  actions,
  app,
  asking,
  assignment,
  audit,
  backups,
    checks, compare,
  components,
  conflicts,
  dashboard,
  grid,
  guideline,
  human,
  history,
  item,
  jobs,
  label,
  metrics,
  quality,
    slices, sheet,
  start,
    tags, suspects,
  training,
  project,
  import: importing,
  export: exporting,
  people,
  pipelines,
} as const;
