import { useState } from 'react';
import { Select, Table, type TableColumn } from '@/components';
import { ClassName } from '@/features/item';
import type { Class, ClassView, CoefficientFigure } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { titleOf } from './Coefficients';
import { ShownFigure } from './figure';
import classes from './Quality.module.css';

export interface PerClassProps {
  rows: readonly ClassView[];
  classes: readonly Class[];
}

export function PerClass({ rows, classes: all }: PerClassProps) {
  const [chosen, setChosen] = useState('krippendorff_alpha');
  const names = rows[0]?.coefficients.map(({ name }) => name) ?? [];
  const coefficient = (row: ClassView, name: string): CoefficientFigure | undefined =>
    row.coefficients.find((each) => each.name === name);
  const against = (name: string, title: string): TableColumn<ClassView> => ({
    id: name,
    title,
    cell: (row) => {
      const found = coefficient(row, name);
      return found && <ShownFigure figure={found} n={found.n_items} />;
    },
    sortBy: (row) => coefficient(row, name)?.value ?? null,
    align: 'end',
  });
  const columns: TableColumn<ClassView>[] = [
    {
      id: 'class',
      title: t('quality.perClass.class'),
      cell: (row) => <ClassName id={all.find(({ key }) => key === row.class)?.id ?? null} classes={all} fallback={row.class} />,
      sortBy: (row) => row.class,
    },
    { id: 'labels', title: t('quality.perClass.labels'), cell: (row) => formatCount(row.labels), sortBy: (row) => row.labels, align: 'end' },
    {
      id: 'specific',
      title: t('quality.perClass.specific'),
      cell: (row) => <ShownFigure figure={row.specific_agreement} n={row.specific_agreement.n_items} />,
      sortBy: (row) => row.specific_agreement.value,
      align: 'end',
    },
    against(chosen, t('quality.perClass.against', { name: titleOf(chosen) })),
  ];
  return (
    <section className={classes.section} data-testid="per-class">
      <header className={classes.head}>
        <h2>{t('quality.perClass.title')}</h2>
        <p>{t('quality.perClass.specificHint')}</p>
        <Select
          label={t('quality.perClass.coefficient')}
          hideLabel
          options={names.map((value) => ({ value, label: titleOf(value) }))}
          value={chosen}
          onChange={setChosen}
          testId="class-coefficient"
        />
      </header>
      <Table label={t('quality.perClass.title')} columns={columns} rows={rows} rowKey={(row) => row.class} />
    </section>
  );
}
