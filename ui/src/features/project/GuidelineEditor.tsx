import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Markdown, TextArea } from '@/components';
import { t } from '@/messages';
import { call } from '@/platform';
import type { ClassRow } from './classRows';
import classes from './GuidelineEditor.module.css';
import { useDebounced } from './useDebounced';

export interface GuidelineEditorProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  /** For the outline: what is asked, and the classes. */
  question: string;
  classRows: readonly ClassRow[];
}

/** A beginning: the question, and a heading for each class. */
export function outlineOf(question: string, rows: readonly ClassRow[]): string {
  const named = rows.filter((row) => row.name.trim() !== '');
  return [
    `# ${question.trim() || t('project.question.placeholder')}`,
    t('project.guideline.outlineAsk'),
    ...named.flatMap((row) => [
      `## ${row.name.trim()}`,
      row.description.trim() || t('project.guideline.outlineClass'),
    ]),
    `## ${t('project.guideline.outlineDoubt')}`,
    t('project.guideline.outlineDoubtText'),
    '',
  ].join('\n\n');
}

/** Markdown on the left, and on the right what raters will see of it. */
export function GuidelineEditor({ value, onChange, rows = 14, question, classRows }: GuidelineEditorProps) {
  const body = useDebounced(value, 120);
  const { data } = useQuery({
    queryKey: ['guideline_preview', body],
    queryFn: () => call('guideline_preview', { body }),
    placeholderData: keepPreviousData,
    enabled: body.trim() !== '',
    gcTime: 10_000,
  });
  const empty = value.trim() === '';
  return (
    <div className={classes.panes}>
      <TextArea
        label={t('project.guideline.label')}
        mono
        rows={rows}
        value={value}
        onChange={onChange}
        placeholder={t('project.guideline.placeholder')}
        className={classes.source}
        testId="guideline-source"
      />
      <div className={classes.side}>
        <div className={classes.label} id="guideline-preview">
          {t('project.guideline.preview')}
        </div>
        <div className={classes.preview} role="region" tabIndex={0} aria-labelledby="guideline-preview" data-testid="guideline-preview">
          {empty ? (
            <div className={classes.empty}>
              <p>{t('project.guideline.empty')}</p>
              <Button size="small" onPress={() => onChange(outlineOf(question, classRows))} data-testid="guideline-outline">
                {t('project.guideline.outline')}
              </Button>
            </div>
          ) : (
            <Markdown html={data?.html ?? ''} />
          )}
        </div>
      </div>
    </div>
  );
}
