import { useEffect, useRef, type ReactNode } from 'react';
import { runAction, useActionKeys } from '@/actions';
import { Badge, Icon, Kbd, Menu, notify, type IconName } from '@/components';
import { Tooltip } from '@/components/Tooltip';
import { Button as AriaButton } from 'react-aria-components';
import type { Person } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount, formatPercent } from '@/lib/format';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import classes from './Frame.module.css';
import { PersonSwitcher } from './PersonSwitcher';
import { zoom } from './preferences';
import { ROUTES, navigate, usePlace, type RouteId } from './routes';

export interface FrameProps {
  project: { name: string; readOnly: boolean } | null;
  people: readonly Person[];
  /** The left part of the status line: what the screen has to say in a few words. */
  status?: ReactNode;
  /** What is above every screen until it is seen to. */
  banner?: ReactNode;
  /** How many wait, shown beside a part of the project. */
  counts?: Partial<Record<RouteId, number>>;
  /** How many alarms of the dashboard are active. */
  alarms?: number;
  /** Why the person cannot go to a part, or null where they can. */
  refusal?: (route: RouteId) => string | null;
  children: ReactNode;
}

/** What surrounds every screen: parts of the project, its name, the person, the status line. */
export function Frame({ project, people, status, banner, counts, alarms = 0, refusal, children }: FrameProps) {
  const { route } = usePlace();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(route);
  // The focus follows to the screen that was gone to, and no button of the rail keeps it.
  useEffect(() => {
    if (shown.current === route) return;
    shown.current = route;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [route]);
  return (
    <div className={classes.frame}>
      <header className={classes.top}>
        <div className={classes.project}>
          <ProjectMenu name={project?.name ?? null} />
          {project?.readOnly && (
            <Badge icon="lock" tone="warn">
              {t('app.project.readOnly')}
            </Badge>
          )}
        </div>
        {project && <PersonSwitcher people={people} />}
      </header>
      <nav className={classes.nav} aria-label={t('app.nav.title')} data-testid="nav">
        {ROUTES.map((id) => (
          <NavItem
            key={id}
            id={id}
            current={id === route}
            count={counts?.[id]}
            alarms={id === 'dashboard' ? alarms : 0}
            refusal={refusal?.(id) ?? null}
          />
        ))}
      </nav>
      <div className={classes.banner}>{banner}</div>
      <main ref={main} tabIndex={-1} className={classes.content} data-testid={`screen-${route}`}>
        {children}
      </main>
      <StatusLine>{status}</StatusLine>
    </div>
  );
}

interface NavItemProps {
  id: RouteId;
  current: boolean;
  count?: number;
  alarms: number;
  refusal: string | null;
}

/** A part that is closed to the person keeps the focus and says why. */
function NavItem({ id, current, count, alarms, refusal }: NavItemProps) {
  const keys = useActionKeys(`nav.${id}`);
  const title = t(`app.nav.${id}`);
  const alarmed = alarms > 0 && !refusal;
  const go = () => {
    if (refusal) notify({ kind: 'info', text: refusal });
    else void navigate(id);
  };
  return (
    <Tooltip text={refusal ?? title} keys={refusal ? undefined : keys} placement="right">
      <AriaButton
        className={cx(
          classes.item,
          (id === 'import' || id === 'project') && classes.apart,
          refusal && classes.closed,
          alarmed && classes.alarmed,
        )}
        aria-current={current ? 'page' : undefined}
        aria-disabled={refusal ? true : undefined}
        data-testid={`nav-${id}`}
        onPress={go}
      >
        <Icon name={alarmed ? 'warning' : (id satisfies IconName)} />
        <span className={classes.itemText}>{title}</span>
        {count !== undefined && count > 0 && !refusal && <span className={classes.count}>{formatCount(count)}</span>}
        {alarmed && (
          <span className={classes.alarms} data-testid="nav-alarms">
            {formatCount(alarms)} <span className="visually-hidden">{t('app.alarms', { n: alarms })}</span>
          </span>
        )}
      </AriaButton>
    </Tooltip>
  );
}

/** The project's name, with what can be done with projects as such. */
function ProjectMenu({ name }: { name: string | null }) {
  const newKeys = useActionKeys('project.new');
  const openKeys = useActionKeys('project.open');
  if (name === null) {
    return (
      <span className={cx(classes.name, classes.none)} data-testid="project-name">
        {t('app.project.none')}
      </span>
    );
  }
  return (
    <Menu
      label={t('app.project.menu', { name })}
      entries={[
        { id: 'new', label: t('project.menu.new'), keys: newKeys, onAction: () => runAction('project.new') },
        { id: 'open', label: t('project.menu.open'), keys: openKeys, onAction: () => runAction('project.open') },
        { id: 'copy', label: t('project.menu.copy'), onAction: () => runAction('project.copy') },
        { id: 'close', label: t('project.menu.close'), separated: true, onAction: () => runAction('project.close') },
      ]}
      trigger={
        <AriaButton className={classes.projectButton} data-testid="project-menu">
          <span className={classes.name} dir="auto" data-testid="project-name">
            {name}
          </span>
          <Icon name="chevron-down" size={12} />
        </AriaButton>
      }
    />
  );
}

function StatusLine({ children }: { children: ReactNode }) {
  const factor = useStore(zoom);
  const paletteKeys = useActionKeys('app.palette');
  const helpKeys = useActionKeys('app.help');
  return (
    <footer className={classes.status} aria-label={t('app.status.title')}>
      <div className={classes.statusText} data-testid="status">
        {children}
      </div>
      {factor !== 1 && (
        <AriaButton className={classes.statusButton} onPress={() => runAction('app.zoomReset')}>
          {t('app.status.zoom', { percent: formatPercent(factor).replace(/\D/g, '') })}
        </AriaButton>
      )}
      <AriaButton className={classes.statusButton} onPress={() => runAction('app.palette')} data-testid="open-palette">
        {t('app.status.palette')} {paletteKeys && <Kbd keys={paletteKeys} />}
      </AriaButton>
      <AriaButton className={classes.statusButton} onPress={() => runAction('app.help')} data-testid="open-help">
        {t('app.status.help')} {helpKeys && <Kbd keys={helpKeys} />}
      </AriaButton>
    </footer>
  );
}
