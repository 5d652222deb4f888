import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { listenForKeys, useAction } from '@/actions';
import { HelpSheet } from '@/actions/HelpSheet';
import { Palette } from '@/actions/Palette';
import { Notices } from '@/components/Notices';
import { HistoryDialogs } from '@/features/history/HistoryDialogs';
import { WhoAreYou } from '@/features/people/WhoAreYou';
import { DamagedProject } from '@/features/start/DamagedProject';
import { HeldProject } from '@/features/start/HeldProject';
import { NewProject } from '@/features/start/NewProject';
import { StartScreen } from '@/features/start/StartScreen';
import { startView } from './startView';
import type { Overview } from '@/generated/commands';
import { useStore } from '@/lib/store';
import { ErrorBoundary } from './ErrorBoundary';
import { FaultBanner } from './FaultBanner';
import { Frame } from './Frame';
import { resetZoom, stepZoom, switchTheme, usePreferences } from './preferences';
import { useMe, useProjectState, useSitting } from './project';
import { queries } from './queries';
import { refusalFor } from './roles';
import { useActiveAlarms } from './alarms';
import { ROUTES, navigate, usePlace, type RouteId } from './routes';
import { Screen } from './screens';
import { useStatusText } from './status';
import { useProgramEvents } from './useProgramEvents';
import { useProjectActions } from './useProjectActions';

export function App() {
  const [sheet, setSheet] = useState<'palette' | 'help' | null>(null);
  const close = () => setSheet(null);
  usePreferences();
  useEffect(() => listenForKeys(window), []);
  useAction('app.palette', () => setSheet((now) => (now === 'palette' ? null : 'palette')));
  useAction('app.help', () => setSheet('help'));
  useAction('app.theme', switchTheme);
  useAction('app.zoomIn', () => stepZoom(1));
  useAction('app.zoomOut', () => stepZoom(-1));
  useAction('app.zoomReset', resetZoom);
  return (
    <QueryClientProvider client={queries}>
      <Workspace />
      <Palette open={sheet === 'palette'} onClose={close} />
      <HelpSheet open={sheet === 'help'} onClose={close} />
      <HeldProject />
      <DamagedProject />
      <Notices />
    </QueryClientProvider>
  );
}

/** The start screen, the page for a new project, or the open project. */
function Workspace() {
  const { project, error } = useProjectState();
  const view = useStore(startView);
  useProgramEvents(project);
  useProjectActions(project ?? null);
  if (project === undefined && !error) return null;
  if (view === 'new') return <NewProject />;
  if (!project) return <StartScreen failure={error} />;
  return <OpenProject project={project} />;
}

function OpenProject({ project }: { project: Overview }) {
  const place = usePlace();
  const me = useMe();
  const sitting = useSitting();
  const status = useStatusText();
  const alarms = useActiveAlarms(project, me);
  return (
    <>
      {ROUTES.map((route) => (
        <NavAction key={route} route={route} enabled={refusalFor(route, me, project) === null} />
      ))}
      <Frame
        project={{ name: project.name, readOnly: project.read_only }}
        people={project.people}
        status={status}
        banner={<FaultBanner key={project.uid} project={project} />}
        counts={{ conflicts: project.counts.conflicts + project.counts.questions, quality: project.counts.raters_waiting }}
        alarms={alarms}
        refusal={(route) => refusalFor(route, me, project)}
      >
        <ErrorBoundary key={sitting} resetKey={place}>
          {/* With a key the screen that is left goes at once, and its guard with it. */}
          <Suspense key={place.route}>
            <Screen place={place} />
          </Suspense>
        </ErrorBoundary>
      </Frame>
      <HistoryDialogs key={sitting} project={project} />
      <WhoAreYou project={project} />
    </>
  );
}

function NavAction({ route, enabled }: { route: RouteId; enabled: boolean }) {
  useAction(`nav.${route}`, () => void navigate(route), enabled);
  return null;
}
