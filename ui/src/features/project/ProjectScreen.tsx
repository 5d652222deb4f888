import { useState } from 'react';
import { Tabs } from '@/components';
import { useMe, useOpenProject } from '@/app/project';
import { mayActAs } from '@/app/roles';
import { mayLeave } from '@/app/routes';
import type { ScreenProps } from '@/app/screens';
import { t } from '@/messages';
import { BackupsTab } from './BackupsTab';
import { ClassesTab } from './ClassesTab';
import { GuidelineTab } from './GuidelineTab';
import { HistoryTab } from './HistoryTab';
import { OverviewTab } from './OverviewTab';
import { PeopleTab } from './PeopleTab';
import { PolicyTab } from './PolicyTab';
import classes from './ProjectScreen.module.css';

const TABS = ['overview', 'classes', 'guideline', 'policy', 'people', 'history', 'backups'] as const;
type Tab = (typeof TABS)[number];

const isTab = (id: unknown): id is Tab => TABS.includes(id as Tab);

/** How the project stands, and how it is set up. */
export default function ProjectScreen({ params }: ScreenProps) {
  const project = useOpenProject();
  const me = useMe();
  const [tab, setTab] = useState<Tab>(isTab(params.tab) ? params.tab : 'overview');
  const lead = mayActAs('lead', me) && !project.read_only;
  const go = async (next: Tab) => {
    if (next !== tab && (await mayLeave())) setTab(next);
  };
  const content = {
    overview: <OverviewTab project={project} me={me} onBackups={() => void go('backups')} />,
    classes: <ClassesTab project={project} editable={lead} />,
    guideline: <GuidelineTab project={project} editable={lead} />,
    policy: <PolicyTab project={project} editable={lead} />,
    people: <PeopleTab project={project} editable={lead} />,
    history: <HistoryTab project={project} allowed={mayActAs('lead', me)} />,
    backups: <BackupsTab project={project} allowed={mayActAs('lead', me)} />,
  };
  return (
    <div className={classes.screen}>
      <Tabs
        label={t('project.tabs.title')}
        selected={tab}
        onSelect={(next) => void go(next)}
        tabs={TABS.map((id) => ({
          id,
          title: <span data-testid={`tab-${id}`}>{t(`project.tabs.${id}`)}</span>,
          content: <div className={classes.tab}>{content[id]}</div>,
        }))}
      />
    </div>
  );
}
