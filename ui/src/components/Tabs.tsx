import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { cx } from '@/lib/cx';
import classes from './Tabs.module.css';

export interface TabDefinition<V extends string> {
  id: V;
  title: ReactNode;
  disabled?: boolean;
  content: ReactNode;
}

export interface TabsProps<V extends string> {
  label: string;
  tabs: readonly TabDefinition<V>[];
  selected: V;
  onSelect: (id: V) => void;
  /** Shown at the right end of the row of tabs. */
  aside?: ReactNode;
  /** The tabs are the screen: panels reach its edges and lay themselves out. */
  fill?: boolean;
}

export function Tabs<V extends string>({ label, tabs, selected, onSelect, aside, fill }: TabsProps<V>) {
  return (
    <AriaTabs
      className={cx(classes.tabs, fill && classes.fill)}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as V)}
    >
      <div className={classes.bar}>
        <TabList className={classes.list} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} isDisabled={tab.disabled} className={classes.tab}>
              {tab.title}
            </Tab>
          ))}
        </TabList>
        {aside}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={classes.panel}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
