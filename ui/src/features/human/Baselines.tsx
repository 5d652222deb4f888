import { useState } from 'react';
import { Badge, Button, InlineNotice, Table, type TableColumn } from '@/components';
import { ShownFigure } from '@/features/quality/figure';
import type { BaselineView } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { BaselineDialog } from './BaselineDialog';
import { useBaselineChange, useBaselines } from './data';
import classes from './Human.module.css';

/** Figures that runs are held against. */
export function Baselines({ readOnly }: { readOnly: boolean }) {
  const list = useBaselines();
  const change = useBaselineChange();
  const [editing, setEditing] = useState<BaselineView | 'new' | null>(null);
  const rows = list.data ?? [];
  const choose = ({ id, name, chosen }: BaselineView) =>
    void change(
      () => call('baseline_choose', { baseline: chosen ? null : id }),
      chosen ? t('human.baseline.wasUnchosen') : t('human.baseline.wasChosen', { name }),
    );
  const retire = ({ id, name }: BaselineView) =>
    void change(() => call('baseline_retire', { baseline: id }), t('human.baseline.retired', { name }));
  return (
    <section className={classes.section} data-testid="baselines">
      <header className={classes.head}>
        <div className={classes.lead}>
          <h2>{t('human.baseline.title')}</h2>
          <p>{t('human.baseline.text')}</p>
        </div>
        <Button icon="plus" isDisabled={readOnly} onPress={() => setEditing('new')} data-testid="baseline-new">
          {t('human.baseline.set')}
        </Button>
      </header>
      {list.error && <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>}
      {list.data && (
        <Table
          label={t('human.baseline.title')}
          columns={columns({ readOnly, choose, retire, edit: setEditing })}
          rows={rows}
          rowKey={({ id }) => id}
          empty={t('human.baseline.none')}
        />
      )}
      {editing && <BaselineDialog baseline={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </section>
  );
}

interface Hands {
  readOnly: boolean;
  choose: (row: BaselineView) => void;
  retire: (row: BaselineView) => void;
  edit: (row: BaselineView) => void;
}

const columns = ({ readOnly, choose, retire, edit }: Hands): TableColumn<BaselineView>[] => [
  {
    id: 'name',
    title: t('human.baseline.name'),
    cell: (row) => (
      <span className={classes.named}>
        <bdi>{row.name}</bdi> {row.chosen && <Badge tone="accent" icon="check">{t('human.baseline.chosen')}</Badge>}
      </span>
    ),
    sortBy: (row) => row.name,
  },
  { id: 'level', title: t('human.baseline.level'), cell: (row) => <LevelOf row={row} />, sortBy: (row) => row.level.value },
  {
    id: 'items',
    title: t('human.baseline.items'),
    cell: (row) => (row.items === null ? '–' : formatCount(row.items)),
    sortBy: (row) => row.items,
    align: 'end',
  },
  { id: 'from', title: t('human.baseline.from'), cell: (row) => fromOf(row), sortBy: (row) => row.kind },
  {
    id: 'act',
    title: '',
    align: 'end',
    cell: (row) => (
      <span className={classes.acts}>
        <Button size="small" isDisabled={readOnly} onPress={() => choose(row)} data-testid={`baseline-choose-${row.id}`}>
          {t(row.chosen ? 'human.baseline.unchoose' : 'human.baseline.choose')}
        </Button>
        <Button size="small" variant="quiet" isDisabled={readOnly} onPress={() => edit(row)} data-testid={`baseline-edit-${row.id}`}>
          {t('human.baseline.edit')}
        </Button>
        <Button size="small" variant="quiet" isDisabled={readOnly} onPress={() => retire(row)} data-testid={`baseline-retire-${row.id}`}>
          {t('human.baseline.retire')}
        </Button>
      </span>
    ),
  },
];

/** Of a figure without items the row of items says enough. */
function LevelOf({ row: { level, items } }: { row: BaselineView }) {
  if (items === null) {
    return (
      <>
        <ShownFigure figure={{ ...level, unreliable_because: null }} n={0} digits={3} /> <span className={classes.quiet}>{t('human.baseline.exact')}</span>
      </>
    );
  }
  return <ShownFigure figure={level} n={level.n} digits={3} />;
}

function fromOf({ draw, reference_revision, source }: BaselineView): string {
  const own = draw === null ? t('human.baseline.noSource') : t('human.baseline.fromDraw', { draw, revision: reference_revision ?? 0 });
  return source === '' ? own : draw === null ? source : `${own}. ${source}`;
}
