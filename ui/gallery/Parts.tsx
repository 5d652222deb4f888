import { useState, type ReactNode } from 'react';
import {
  Badge,
  Button,
  Checkbox,
  ComboBox,
  EmptyState,
  Figure,
  Icon,
  IconButton,
  InlineNotice,
  Kbd,
  Markdown,
  Menu,
  NumberField,
  Panes,
  Popover,
  Progress,
  RadioGroup,
  SegmentedControl,
  Select,
  Switch,
  Table,
  Tabs,
  TextArea,
  TextField,
  notify,
} from '@/components';
import { Notices } from '@/components/Notices';

const OPTIONS = [
  { value: 'majority', label: 'Majority', description: 'One vote each' },
  { value: 'dawid-skene', label: 'Dawid–Skene', description: 'Weighs each rater by the errors they make' },
  { value: 'glad', label: 'GLAD' },
] as const;

type Method = (typeof OPTIONS)[number]['value'];

const RATERS = [
  { name: 'Ada', n: 812, agreement: 0.91 },
  { name: 'Björn', n: 96, agreement: 0.78 },
  { name: 'Chidi', n: 1204, agreement: null },
];

const GUIDELINE = `<h1>Documents</h1><p>Choose <strong>one</strong> class. A page is an <em>invoice</em> when it asks for payment.</p>
<h2>Unclear cases</h2><ul><li>A reminder is an <code>invoice</code>.</li><li>A quote is a <code>letter</code>.</li></ul>`;


function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section style={{ display: 'grid', gap: 12, alignContent: 'start' }}>
      <h2 style={{ color: 'var(--text-3)', fontSize: 12 }}>{title}</h2>
      {children}
    </section>
  );
}

const row = { display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' } as const;

function Controls() {
  const [method, setMethod] = useState<Method | null>('dawid-skene');
  const [on, setOn] = useState(true);
  const [count, setCount] = useState(3);
  return (
    <>
      <Part title="Fields">
        <TextField label="Project name" placeholder="Documents 2026" hint="Shown at the top of the window." />
        <TextField label="Item key" defaultValue="doc 17" error="Keys hold no spaces." />
        <NumberField label="Judgments per item" value={count} onChange={setCount} min={1} max={9} />
        <Select label="Aggregation" options={OPTIONS} value={method} onChange={setMethod} />
        <ComboBox label="Find a method" options={OPTIONS} value={method} onChange={setMethod} />
        <TextArea label="Rationale" rows={3} />
      </Part>
      <Part title="Choices">
        <Checkbox selected={on} onChange={setOn}>Show the guideline</Checkbox>
        <Checkbox selected={false} mixed onChange={setOn}>All tags</Checkbox>
        <Switch selected={on} onChange={setOn}>Hide other raters’ answers</Switch>
        <RadioGroup label="Cause" options={OPTIONS.map(({ value, label }) => ({ value, label }))} value={method} onChange={setMethod} />
        <SegmentedControl label="Rows" options={OPTIONS.map(({ value, label }) => ({ value, label }))} value={method} onChange={setMethod} />
        <div style={row}>
          <Button variant="primary" keys="1">Save</Button>
          <Button>Cancel</Button>
          <Button variant="quiet" icon="filter">Filter</Button>
          <Button variant="danger">Delete 3 tags</Button>
          <Button isDisabled>Merge</Button>
          <IconButton icon="more" label="More" />
        </div>
        <div style={row}>
          <Menu
            label="Row"
            trigger={<Button icon="chevron-down" data-testid="menu">Row</Button>}
            entries={[
              { id: 'a', label: 'Open', keys: 'Enter', onAction: () => undefined },
              { id: 'b', label: 'Copy key', icon: 'copy', keys: 'Mod+C', onAction: () => undefined },
              { id: 'c', label: 'Remove', icon: 'close', danger: true, separated: true, onAction: () => undefined },
            ]}
          />
          <Popover label="Definition" trigger={<Button data-testid="popover">Definition</Button>}>
            <Markdown html={GUIDELINE} />
          </Popover>
          <Button
            data-testid="notify"
            onPress={() => notify({ kind: 'ok', text: '12 rows tagged “blurred”.', onUndo: () => undefined })}
          >
            Notice
          </Button>
          <Kbd keys="Mod+Shift+K" />
        </div>
      </Part>
    </>
  );
}

function Figures() {
  const [tab, setTab] = useState<'figures' | 'guideline'>('figures');
  return (
    <Part title="Figures">
      <div style={{ ...row, gap: 32 }}>
        <Figure size="large" label="Agreement (α)" value={0.81} interval={[0.78, 0.84]} n={800} />
        <Figure size="large" label="Human level" value={null} reason="one rater only" />
      </div>
      <Figure value={0.814} interval={[0.776, 0.845]} n={12800} />
      <div style={row}>
        <Badge>draft</Badge>
        <Badge tone="accent">gold</Badge>
        <Badge tone="ok" icon="check">met</Badge>
        <Badge tone="warn" icon="warning">undecided</Badge>
        <Badge tone="danger" icon="error">missed</Badge>
      </div>
      <Table
        label="Raters"
        rows={RATERS}
        rowKey={(rater) => rater.name}
        initialSort={{ column: 'n', descending: true }}
        columns={[
          { id: 'name', title: 'Rater', cell: (rater) => rater.name, sortBy: (rater) => rater.name },
          { id: 'n', title: 'Judgments', align: 'end', cell: (rater) => rater.n, sortBy: (rater) => rater.n },
          {
            id: 'agreement',
            title: 'Agreement',
            align: 'end',
            cell: (rater) => <Figure value={rater.agreement} reason="no second rater" />,
            sortBy: (rater) => rater.agreement,
          },
        ]}
      />
      <Progress label="Importing items.csv" done={348_120} total={1_000_000} detail="checking rows" onCancel={() => undefined} />
      <InlineNotice kind="warn">The file lies on a network drive. Copy it to this computer first.</InlineNotice>
      <InlineNotice kind="error">Line 17, column “label”: “invioce” is no class of this scheme.</InlineNotice>
      <div style={{ height: 120 }}>
        <Tabs
          label="Details"
          selected={tab}
          onSelect={setTab}
          tabs={[
            { id: 'figures', title: 'Figures', content: 'Every number carries its interval.' },
            { id: 'guideline', title: 'Guideline', content: <Markdown html={GUIDELINE} /> },
          ]}
        />
      </div>
    </Part>
  );
}

const ICONS = ['label', 'quality', 'conflicts', 'errors', 'priorities', 'audit', 'import', 'export', 'project', 'search', 'undo', 'info', 'warning', 'error', 'person', 'keyboard', 'download', 'copy', 'filter', 'flag', 'skip', 'note', 'guideline', 'sun', 'moon', 'lock', 'image', 'pin', 'more', 'check', 'close', 'chevrons-up-down'] as const;

export function Parts() {
  return (
    <main style={{ height: '100%', background: 'var(--surface)' }} data-testid="parts">
      <Panes
        id="gallery"
        label="Side"
        initial={300}
        side={
          <div style={{ padding: 16 }}>
            <div style={row}>
              {ICONS.map((name) => (
                <Icon key={name} name={name} size={20} />
              ))}
            </div>
            <EmptyState icon="label" title="Nothing to label" actions={<Button variant="primary">Import items</Button>}>
              All items have their judgments. Import more, or raise the number of judgments per item.
            </EmptyState>
          </div>
        }
      >
        <div style={{ display: 'grid', gridTemplateColumns: '280px 320px 1fr', gap: 32, padding: 24 }}>
          <Controls />
          <Figures />
        </div>
      </Panes>
      <Notices />
    </main>
  );
}
