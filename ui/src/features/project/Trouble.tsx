import type { ReactNode } from 'react';
import { InlineNotice } from '@/components';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './Trouble.module.css';

/** The workbench writes sentences without a capital and without a full stop, and names between backticks. */
export function Words({ text }: { text: string }) {
  const start = /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  const whole = /[.!?:]$/.test(start) ? start : `${start}.`;
  return <>{whole.split('`').map((part, at) => (at % 2 === 1 ? <code key={at} className={classes.code}>{part}</code> : part))}</>;
}

/** The line of a file that an error speaks of, where it names one. */
export function lineOf(error: AssayError): number | null {
  const { details } = error;
  if (typeof details !== 'object' || details === null || !('line' in details)) return null;
  return typeof details.line === 'number' ? details.line : null;
}

export interface TroubleProps {
  error: unknown;
  /** What could not be done, in one sentence. */
  lead?: string;
  actions?: ReactNode;
}

/** Something that did not work, said where it happened: what, where, and what to do. */
export function Trouble({ error: thrown, lead, actions }: TroubleProps) {
  if (!thrown) return null;
  const error = AssayError.from(thrown);
  const line = lineOf(error);
  return (
    <div data-testid="trouble" data-code={error.code}>
      <InlineNotice kind="error" actions={actions}>
        {lead && <strong>{lead} </strong>}
        {line !== null && <strong>{t('project.place', { line })} </strong>}
        <Words text={error.message} />
      </InlineNotice>
    </div>
  );
}
