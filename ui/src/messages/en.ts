/** All text of the interface, one file to a section; `t('section.key', params)` reads it. */
import { actions } from './en/actions';
import { app } from './en/app';
import { assignment } from './en/assignment';
import { audit } from './en/audit';
import { components } from './en/components';
import { conflicts } from './en/conflicts';
import { errors } from './en/errors';
import { grid } from './en/grid';
import { item } from './en/item';
import { jobs } from './en/jobs';
import { label } from './en/label';
import { quality } from './en/quality';
import { start } from './en/start';
import { priorities } from './en/priorities';
import { project } from './en/project';
import { importing } from './en/import';
import { exporting } from './en/export';
import { people } from './en/people';

export const en = {
  errors,
  priorities,
  actions,
  app,
  assignment,
  audit,
  components,
  conflicts,
  grid,
  item,
  jobs,
  label,
  quality,
  start,
  project,
  import: importing,
  export: exporting,
  people,
} as const;
