import { Dialog } from '@/components';
import type { Overview } from '@/generated/commands';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { ItemHistory } from './ItemHistory';
import { PersonHistory } from './PersonHistory';
import { shownItem, shownPerson } from './state';

/** The history of an item or of a person, over whatever screen asked for it. */
export function HistoryDialogs({ project }: { project: Overview }) {
  const item = useStore(shownItem);
  const person = useStore(shownPerson);
  return (
    <>
      <Dialog
        title={t('history.person.title', { name: person?.name ?? '' })}
        open={person !== null}
        onClose={() => shownPerson.set(null)}
        width="wide"
        testId="person-history"
      >
        {person && <PersonHistory uid={person.uid} project={project} />}
      </Dialog>
      <Dialog
        title={t('history.item.title', { key: item?.key ?? '' })}
        open={item !== null}
        onClose={() => shownItem.set(null)}
        width="wide"
        testId="item-history"
      >
        {item && <ItemHistory key={item.item} item={item.item} project={project} />}
      </Dialog>
    </>
  );
}
