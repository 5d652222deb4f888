import { memo } from 'react';
import type { Class } from '@/generated/commands';
import { t } from '@/messages';
import { BaselineSection } from './BaselineGap';
import { ConfusionMatrix } from './ConfusionMatrix';
import { PerClass } from './PerClass';
import { useReport } from './data';
import { cellFilter, quote } from './filters';
import classes from './Summary.module.css';

export interface SummaryPaneProps {
  project: string;
  run: number;
  classes: readonly Class[];
  filter: string;
  onFilter: (filter: string) => void;
}

export const SummaryPane = memo(function SummaryPane({ project, run, classes: known, filter, onFilter }: SummaryPaneProps) {
  const report = useReport(project, run).data;
  if (!report) return null;
  if (report.n === 0) return <p className={classes.none}>{t('errors.confusion.none')}</p>;
  return (
    <div className={classes.pane} data-testid="summary">
      <ConfusionMatrix
        report={report}
        classes={known}
        filter={filter}
        onCell={(reference, predicted) => onFilter(cellFilter(reference, predicted))}
      />
      <BaselineSection gap={report.baseline} />
      <PerClass report={report} classes={known} onClass={(key) => onFilter(`label = ${quote(key)}`)} />
    </div>
  );
});
