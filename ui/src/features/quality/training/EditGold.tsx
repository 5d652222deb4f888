import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Checkbox, Dialog, SegmentedControl, TextArea } from '@/components';
import type { Class, GoldItem, GoldPart } from '@/generated/commands';
import { ItemContent } from '@/features/item';
import { ClassName } from '@/features/item/ClassName';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './Training.module.css';
import type { Change } from './useChange';

const PARTS = ['practice', 'qualification', 'hidden'] as const satisfies readonly GoldPart[];

export interface EditGoldProps {
  gold: GoldItem;
  all: readonly Class[];
  change: Change;
  onClose: () => void;
}

/** What one gold item is for, its acceptable answers and why; or that it is gold no more. */
export function EditGold({ gold, all, change, onClose }: EditGoldProps) {
  const { item, key } = gold;
  const view = useQuery({ queryKey: ['item', item], queryFn: () => call('item_get', { item }) });
  const [part, setPart] = useState(gold.part);
  const [answers, setAnswers] = useState(gold.answers);
  const [explanation, setExplanation] = useState(gold.explanation);
  const toggle = (id: number) => (on: boolean) =>
    setAnswers((now) => (on ? [...now, id] : now.filter((each) => each !== id)));
  const run = (work: Parameters<Change>[0], said: string) => {
    onClose();
    void change(work, said);
  };
  return (
    <Dialog
      title={t('training.editGold.title', { key })}
      open
      onClose={onClose}
      testId="edit-gold"
      actions={
        <>
          <Button
            variant="quiet"
            onPress={() => run(() => call('gold_remove', { item }), t('training.editGold.removed', { key }))}
            data-testid="gold-remove"
          >
            {t('training.editGold.remove')}
          </Button>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={answers.length === 0}
            onPress={() =>
              run(() => call('gold_set', { item, edit: { part, answers, explanation } }), t('training.editGold.saved', { key }))
            }
            data-testid="gold-save"
          >
            {t('training.editGold.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {view.data && <ItemContent item={view.data.item} compact />}
        <SegmentedControl
          label={t('training.editGold.part')}
          options={PARTS.map((value) => ({ value, label: t(`training.pool.${value}`) }))}
          value={part}
          onChange={setPart}
          testId="gold-part"
        />
        <fieldset className={classes.choices}>
          <legend>{t('training.editGold.answers')}</legend>
          {all.map(({ id }) => (
            <Checkbox key={id} selected={answers.includes(id)} onChange={toggle(id)} testId={`gold-answer-${id}`}>
              <ClassName id={id} classes={all} />
            </Checkbox>
          ))}
          {answers.length === 0 && <p role="status">{t('training.editGold.none')}</p>}
        </fieldset>
        <TextArea
          label={t('training.editGold.explanation')}
          hint={t('training.editGold.explanationHint')}
          value={explanation}
          onChange={setExplanation}
          testId="gold-explanation"
        />
      </div>
    </Dialog>
  );
}
