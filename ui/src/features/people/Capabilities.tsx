import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Icon, Table } from '@/components';
import { Section } from '@/features/project/Section';
import type { Capability, Role } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './Capabilities.module.css';

const ROLES = ['rater', 'analyst', 'lead'] as const satisfies readonly Role[];

const may = (row: Capability, role: Role): boolean => row.roles.length === 0 || row.roles.includes(role);

/** What each role may do, as the table of commands has it. */
export function Capabilities() {
  const [all, setAll] = useState(false);
  const found = useQuery({
    queryKey: ['role_capabilities'],
    queryFn: () => call('role_capabilities', null),
    staleTime: Infinity,
  });
  const rows = found.data ?? [];
  return (
    <Section
      title={t('people.capabilities.title')}
      hint={t('people.capabilities.hint')}
      testId="capabilities"
      aside={
        <Button size="small" onPress={() => setAll(!all)} aria-expanded={all} data-testid="capabilities-all">
          {all ? t('people.capabilities.hide') : t('people.capabilities.show', { n: rows.length })}
        </Button>
      }
    >
      <dl className={classes.roles}>
        {ROLES.map((role) => (
          <div key={role}>
            <dt>{t(`people.role.${role}`)}</dt>
            <dd>{t(`people.capabilities.summary.${role}`, { n: rows.filter((row) => may(row, role)).length })}</dd>
          </div>
        ))}
      </dl>
      {all && (
        <Table
          label={t('people.capabilities.title')}
          rows={rows}
          rowKey={(row) => row.command}
          columns={[
            {
              id: 'what',
              title: t('people.capabilities.what'),
              cell: (row) => (
                <>
                  {row.doc} <code className={classes.command}>{row.command}</code>
                </>
              ),
            },
            ...ROLES.map((role) => ({
              id: role,
              title: t(`people.role.${role}`),
              width: 90,
              cell: (row: Capability) => <Answer yes={may(row, role)} />,
            })),
          ]}
        />
      )}
    </Section>
  );
}

function Answer({ yes }: { yes: boolean }) {
  return (
    <span className={yes ? undefined : classes.no}>
      <Icon name={yes ? 'check' : 'minus'} size={12} /> {t(yes ? 'people.capabilities.yes' : 'people.capabilities.no')}
    </span>
  );
}
