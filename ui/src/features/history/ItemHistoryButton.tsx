import { useMe } from '@/app/project';
import { mayActAs } from '@/app/roles';
import { Button } from '@/components';
import { t } from '@/messages';
import { showItemHistory } from './state';

/** Opens the history of an item; only leads see it. */
export function ItemHistoryButton({ item, itemKey }: { item: number; itemKey: string }) {
  const me = useMe();
  if (!mayActAs('lead', me)) return null;
  return (
    <Button
      size="small"
      variant="quiet"
      onPress={() => showItemHistory(item, itemKey)}
      aria-label={t('history.item.of', { key: itemKey })}
      data-testid="item-history-open"
    >
      {t('history.item.open')}
    </Button>
  );
}
