import { Checkbox, TextField } from '@/components';
import type { ImportPreview } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Import.module.css';
import { change, type ImportOptions, type ImportSession } from './session';

/** How strictly the rows are taken, and under which name. */
export function Options({ session, preview }: { session: ImportSession; preview: ImportPreview }) {
  const { options } = session;
  const { kind } = preview;
  const set = (part: Partial<ImportOptions>) => change({ options: { ...options, ...part } });
  return (
    <section className={classes.options}>
      <h2 className={classes.sub}>{t('import.options')}</h2>
      {kind === 'predictions' && (
        <TextField
          label={t('import.run')}
          hint={t('import.runHint')}
          className={classes.run}
          maxLength={200}
          value={options.run ?? preview.run}
          onChange={(run) => set({ run })}
          testId="import-run"
        />
      )}
      <div className={classes.checks}>
        <Checkbox selected={options.update} onChange={(update) => set({ update })} testId="import-update">
          {t('import.update')}
          <div className={classes.hint}>{t('import.updateHint')}</div>
        </Checkbox>
        {kind !== 'items' && kind !== 'sheet' && (
          <Checkbox selected={options.createItems} onChange={(createItems) => set({ createItems })} testId="import-create">
            {t('import.create')}
            <div className={classes.hint}>{t('import.createHint')}</div>
          </Checkbox>
        )}
        <Checkbox selected={options.strict} onChange={(strict) => set({ strict })} testId="import-strict">
          {t('import.strict')}
          <div className={classes.hint}>{t('import.strictHint')}</div>
        </Checkbox>
      </div>
    </section>
  );
}
