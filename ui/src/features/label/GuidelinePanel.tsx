import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Badge, IconButton, InlineNotice, Markdown } from '@/components';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { AnswerList } from './Asking';
import classes from './Panel.module.css';

/** The instructions beside the item. */
export function GuidelinePanel({ onClose }: { onClose: () => void }) {
  const guideline = useQuery({
    queryKey: ['guideline'],
    queryFn: () => call('guideline_get', null),
    // Someone may have published a new version from another window.
    staleTime: 0,
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.target === document.body && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onClose]);
  return (
    <aside className={classes.panel} aria-label={t('label.guideline.title')} data-testid="guideline">
      <header className={classes.head}>
        <h2>{t('label.guideline.title')}</h2>
        {guideline.data && guideline.data.version > 0 && (
          <Badge>{t('label.guideline.version', { n: guideline.data.version })}</Badge>
        )}
        <span className={classes.gap} />
        <IconButton icon="close" label={t('label.guideline.close')} keys="G" onPress={onClose} />
      </header>
      <div className={classes.body} tabIndex={0} role="region" aria-label={t('label.guideline.title')}>
        {guideline.error && <InlineNotice kind="error">{AssayError.from(guideline.error).message}</InlineNotice>}
        {guideline.data &&
          (guideline.data.html.trim() === '' ? (
            <p className={classes.none}>{t('label.guideline.none')}</p>
          ) : (
            <Markdown html={guideline.data.html} />
          ))}
        <AnswerList />
      </div>
    </aside>
  );
}
