import { useActionKeys } from '@/actions';
import { cx } from '@/lib/cx';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { Button, IconButton } from './Button';
import { Icon, type IconName } from './Icon';
import classes from './Notices.module.css';
import { dismiss, notices, type Notice } from './notices';

const ICONS: Record<Notice['kind'], IconName> = {
  info: 'info',
  ok: 'check',
  warn: 'warning',
  error: 'error',
};

/** The corner where notices appear; rendered once, by the app. */
export function Notices() {
  const shown = useStore(notices);
  return (
    <section className={classes.corner} aria-label={t('components.notices')} aria-live="polite">
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const undoKeys = useActionKeys('app.undo');
  const { id, kind, text, onUndo, action } = notice;
  const then = (run: () => void) => () => {
    dismiss(id);
    run();
  };
  return (
    <div className={cx(classes.notice, classes[kind])} role={kind === 'error' ? 'alert' : 'status'}>
      <span className={classes.icon}>
        <Icon name={ICONS[kind]} />
      </span>
      <p className={classes.text}>{text}</p>
      {action && (
        <Button size="small" onPress={then(action.run)}>
          {action.label}
        </Button>
      )}
      {onUndo && (
        <Button size="small" keys={undoKeys} onPress={then(onUndo)}>
          {t('components.undo')}
        </Button>
      )}
      <IconButton icon="close" size="small" label={t('components.dismiss')} onPress={() => dismiss(id)} />
    </div>
  );
}

export interface InlineNoticeProps {
  kind: Notice['kind'];
  children: React.ReactNode;
  actions?: React.ReactNode;
}

/** A notice that belongs to a place on the screen and stays there. */
export function InlineNotice({ kind, children, actions }: InlineNoticeProps) {
  return (
    <div className={cx(classes.inline, classes[kind])} role={kind === 'error' ? 'alert' : undefined}>
      <span className={classes.icon}>
        <Icon name={ICONS[kind]} />
      </span>
      <div className={classes.text}>{children}</div>
      {actions}
    </div>
  );
}
