import { Select, type Option } from '@/components';
import type { ImportPreview, Question } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { foreseen, type Foreseen } from './foreseen';
import classes from './Import.module.css';
import { classOf, offeredRoles, type ColumnRole } from './mapping';

/** Enough to recognise a file by. */
const ROWS = 8;

export interface ColumnsTableProps {
  preview: ImportPreview;
  roles: readonly ColumnRole[];
  question: Question;
  onRole: (at: number, role: ColumnRole) => void;
}

/** The first rows of a file under what each column is taken for. */
export function ColumnsTable({ preview, roles, question, onRole }: ColumnsTableProps) {
  const { columns, shape } = preview;
  const folder = shape === 'folder';
  const rows = Math.min(ROWS, Math.max(0, ...columns.map(({ samples }) => samples.length)));
  const faults = folder
    ? []
    : foreseen({ kind: preview.kind, roles, columns: columns.map(({ samples }) => samples.slice(0, rows)) }, question);
  const faulty = new Set(faults.flatMap((column) => column.flatMap((fault, row) => (fault ? [row] : [])))).size;
  return (
    <section className={classes.columns}>
      <h2 className={classes.sub}>{t(folder ? 'import.pictures' : 'import.columns')}</h2>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('import.columns')}>
        <table className={classes.table} data-testid="import-columns">
          <thead>
            {!folder && (
              <tr>
                {columns.map(({ name }, at) => (
                  <td key={name} className={classes.roleCell}>
                    <RoleSelect
                      column={name}
                      role={roles[at] ?? 'ignored'}
                      preview={preview}
                      question={question}
                      onChange={(role) => onRole(at, role)}
                    />
                  </td>
                ))}
              </tr>
            )}
            <tr>
              {columns.map(({ name }, at) => (
                <th key={name} scope="col" dir="auto" className={cx(roles[at] === 'ignored' && classes.out)}>
                  {folder ? t('import.role.image') : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              <tr key={row}>
                {columns.map(({ name, samples }, at) => (
                  <Cell key={name} text={samples[row] ?? null} out={!folder && roles[at] === 'ignored'} fault={faults[at]?.[row] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!folder && (
        <p className={classes.hint} data-testid="import-foreseen">
          {faulty > 0 && <strong className={classes.fault}>{t('import.foreseen.rows', { n: faulty })}</strong>}{' '}
          {shape === 'csv' && t('import.foreseen.ragged')} {t('import.foreseen.all')}
        </p>
      )}
    </section>
  );
}

function Cell({ text, out, fault }: { text: string | null; out: boolean; fault: Foreseen | null }) {
  const empty = text === null || text === '';
  return (
    <td className={cx(out && classes.out)} data-selectable>
      <div className={classes.cell} dir="auto" title={text ?? undefined}>
        {empty ? <span className={classes.none}>{t('import.emptyCell')}</span> : text}
      </div>
      {fault && <div className={classes.fault}>{t(`import.foreseen.${fault}`)}</div>}
    </td>
  );
}

interface RoleSelectProps {
  column: string;
  role: ColumnRole;
  preview: ImportPreview;
  question: Question;
  onChange: (role: ColumnRole) => void;
}

function RoleSelect({ column, role, preview, question, onChange }: RoleSelectProps) {
  if (role === 'tag') return <span className={classes.fixed}>{t('import.role.tag')}</span>;
  return (
    <Select
      label={t('import.columnIs', { name: column })}
      hideLabel
      value={role}
      options={options(preview, role, question)}
      onChange={onChange}
      testId={`role-${column}`}
    />
  );
}

function options({ kind }: ImportPreview, role: ColumnRole, question: Question): Option<ColumnRole>[] {
  const fixed = offeredRoles(kind).map(
    (each): Option<ColumnRole> => ({
      value: each,
      label: kind === 'sheet' && each === 'note' ? t('import.comment') : t(`import.role.${each}`),
      description: each === 'content' || each === 'metadata' ? t(`import.roleHint.${each}`) : undefined,
    }),
  );
  const out: Option<ColumnRole> = { value: 'ignored', label: t('import.role.ignored') };
  if (kind !== 'predictions') return [...fixed, out];
  const scores = question.classes.map(
    (each): Option<ColumnRole> => ({ value: `class:${each.key}`, label: t('import.scoreOf', { name: each.name }) }),
  );
  // A score may name its class by key or by name; the one in use must be in the list.
  const given = classOf(role);
  const byName = question.classes.find((each) => each.name === given && each.key !== given);
  if (given !== null && byName) scores.push({ value: role, label: t('import.scoreOf', { name: given }) });
  else if (given !== null && !question.classes.some((each) => each.key === given)) {
    scores.push({ value: role, label: t('import.scoreUnknown', { name: given }) });
  }
  return [...fixed, ...scores, out];
}
