import { useMemo, useState } from 'react';
import { DataGrid, type GridColumn, type GridSort, type GridSource } from '@/components/grid';
import { Badge } from '@/components';

interface Sample {
  key: string;
  text: string;
  label: string;
  predicted: string;
  score: number;
  tags: readonly (boolean | null)[];
}

const LABELS = ['invoice', 'receipt', 'contract', 'letter', 'form'] as const;
const TEXTS = [
  'The delivery arrived two days late and the box had been opened before.',
  'الطلب وصل متأخرا يومين وكان الصندوق مفتوحا',
  'Rechnung Nr. 4711 über Wartungsarbeiten an der Anlage im Juni',
  'Please find attached the signed copy.',
  'המסמך נחתם על ידי שני הצדדים',
] as const;

function sampleRow(index: number): Sample {
  const hash = (index * 2654435761) >>> 0;
  return {
    key: `doc-${String(index).padStart(7, '0')}`,
    text: `${TEXTS[hash % TEXTS.length]} (${index})`,
    label: LABELS[hash % LABELS.length] as string,
    predicted: LABELS[(hash >>> 3) % LABELS.length] as string,
    score: (hash % 1000) / 1000,
    tags: Array.from({ length: 30 }, (_, tag) => [true, false, null][(hash >>> (tag % 20)) % 3] ?? null),
  };
}

const MARKS = { true: '●', false: '○' } as const;

const columns: GridColumn<Sample>[] = [
  { id: 'key', title: 'Item', width: 120, frozen: true, sortable: true, cell: (row) => row.key },
  { id: 'text', title: 'Text', width: 340, cell: (row) => row.text },
  { id: 'label', title: 'Reference', width: 96, sortable: true, cell: (row) => row.label },
  {
    id: 'predicted',
    title: 'Predicted',
    width: 110,
    sortable: true,
    cell: (row) => <Badge tone={row.predicted === row.label ? 'ok' : 'danger'}>{row.predicted}</Badge>,
  },
  { id: 'score', title: 'Score', width: 72, align: 'end', sortable: true, cell: (row) => row.score.toFixed(3) },
  ...Array.from({ length: 30 }, (_, tag): GridColumn<Sample> => ({
    id: `tag-${tag}`,
    title: ['blurred', 'rotated', 'cut off', 'handwriting', 'two pages'][tag % 5] as string,
    width: 80,
    align: 'center',
    cell: (row) => {
      const mark = row.tags[tag];
      return mark === null || mark === undefined ? '' : MARKS[`${mark}`];
    },
  })),
];

export function GalleryGrid() {
  const [sort, setSort] = useState<readonly GridSort[]>([{ column: 'score', descending: true }]);
  const source = useMemo(
    (): GridSource<Sample> => ({
      rowCount: 1_000_000,
      revision: 1,
      fetch: async (start, count) => {
        await new Promise((done) => setTimeout(done, 5));
        return Array.from({ length: count }, (_, at) => sampleRow(start + at));
      },
    }),
    [],
  );
  return (
    <main style={{ height: '100%' }}>
      <DataGrid
        label="Errors"
        testId="grid"
        source={source}
        columns={columns}
        sort={sort}
        onSort={setSort}
        onSelectionChange={() => undefined}
        rowTone={(row) => (row.label === row.predicted ? undefined : 'danger')}
      />
    </main>
  );
}
