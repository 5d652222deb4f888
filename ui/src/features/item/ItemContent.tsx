import { useMemo } from 'react';
import type { Item } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { ItemImage } from './ItemImage';
import { layoutOf, needsName, type Layout, type Shown } from './fields';
import classes from './ItemContent.module.css';

export interface ItemContentProps {
  item: Item;
  /** Smaller type and picture, for panes beside a list. */
  compact?: boolean;
  /** All the room belongs to the item: the picture may take most of its height. */
  large?: boolean;
}

/** What a person looks at: the picture and the fields of an item, as text and never as markup. */
export function ItemContent({ item, compact = false, large = false }: ItemContentProps) {
  const layout = useMemo(() => layoutOf(item.fields), [item.fields]);
  const empty = !item.media && !layout.pair && layout.texts.length + layout.facts.length === 0;
  return (
    <article
      className={cx(classes.item, compact && classes.compact)}
      aria-label={t('item.content', { key: item.key })}
      data-testid="item"
      data-item={item.id}
      data-key={item.key}
      data-selectable
    >
      {item.media && <ItemImage key={item.media.id} media={item.media} itemKey={item.key} compact={compact} large={large} />}
      <Fields layout={layout} />
      {empty && <p className={classes.nothing}>{t('item.empty')}</p>}
    </article>
  );
}

function Fields({ layout }: { layout: Layout }) {
  const named = needsName(layout);
  return (
    <>
      {layout.pair && (
        <div className={classes.pair}>
          {layout.pair.map((field) => (
            <TextBlock key={field.name} field={field} named />
          ))}
        </div>
      )}
      {layout.texts.map((field) => (
        <TextBlock key={field.name} field={field} named={named} />
      ))}
      {layout.facts.length > 0 && (
        <dl className={classes.facts}>
          {layout.facts.map((field) => (
            <div key={field.name} className={classes.fact}>
              <dt>{field.name}</dt>
              <dd dir="auto">{field.text || <span className={classes.nothing}>{t('item.blank')}</span>}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function TextBlock({ field, named }: { field: Shown; named: boolean }) {
  return (
    <section className={classes.block}>
      {named && <h3 className={classes.name}>{field.name}</h3>}
      {field.kind === 'json' ? (
        <pre className={classes.json} dir="ltr">
          {field.text}
        </pre>
      ) : (
        <p className={classes.text} dir="auto">
          {field.text || <span className={classes.nothing}>{t('item.blank')}</span>}
        </p>
      )}
    </section>
  );
}
