import { Select } from '@/components';
import type { LayoutView } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Import.module.css';

/** What was understood of a file of predictions, and whose of them are meant. */
export function Layout({ view, onModel }: { view: LayoutView; onModel: (model: string) => void }) {
  const { layout, models, model, items_known: known, items_named: named } = view;
  return (
    <div className={classes.layout} data-testid="import-layout" data-layout={layout}>
      {models.length > 1 && (
        <Select
          label={t('import.layout.model')}
          className={classes.encoding}
          value={model ?? models[0] ?? null}
          options={models.map((name) => ({ value: name, label: name }))}
          onChange={onModel}
          testId="import-model"
        />
      )}
      <p className={classes.quiet}>
        {t(`import.layout.${layout}`)}{' '}
        <span className={known < named ? classes.fault : undefined} data-testid="import-known">
          {named === 0 ? t('import.layout.noKeys') : t('import.layout.known', { known, n: named })}
        </span>
      </p>
    </div>
  );
}
