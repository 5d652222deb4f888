import { SegmentedControl, Select, type Option } from '@/components';
import type { ImportKind, ImportPreview } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Import.module.css';
import { Layout } from './Layout';
import { lookAgain, type ImportSession } from './session';

const KINDS: readonly ImportKind[] = ['items', 'gold', 'judgments', 'predictions', 'sheet'];

/** The usual ones first, then by region: all that the workbench may guess or propose. */
const ENCODINGS = [
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'ISO-8859-2',
  'windows-1257',
  'ISO-8859-4',
  'windows-1251',
  'KOI8-U',
  'IBM866',
  'ISO-8859-5',
  'windows-1253',
  'ISO-8859-7',
  'windows-1254',
  'windows-1255',
  'ISO-8859-8',
  'windows-1256',
  'ISO-8859-6',
  'windows-874',
  'windows-1258',
  'Shift_JIS',
  'EUC-JP',
  'ISO-2022-JP',
  'gb18030',
  'GBK',
  'Big5',
  'EUC-KR',
] as const;

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What was seen of a file: what it holds and how it is written; each can be corrected. */
export function Detected({ session, preview }: { session: ImportSession; preview: ImportPreview | undefined }) {
  const { file, kind, encoding, delimiter } = session;
  if (file.is_folder) return null;
  const holds = preview?.kind ?? kind ?? null;
  const written = preview?.encoding ?? encoding ?? null;
  const separated = preview?.delimiter ?? delimiter ?? null;
  const asked = { kind, encoding, delimiter };
  const binary = preview?.shape === 'parquet' || preview?.shape === 'xlsx';
  return (
    <div className={classes.detected}>
      <SegmentedControl
        label={t('import.kind.label')}
        value={holds}
        options={KINDS.map((each) => ({ value: each, label: t(`import.kind.${each}`) }))}
        onChange={(next) => lookAgain({ ...asked, kind: next })}
        testId="import-kind"
      />
      {!binary && (
        <Select
          label={t('import.encoding.label')}
          className={classes.encoding}
          placeholder={t('import.encoding.choose')}
          value={written}
          options={encodingOptions(written, encoding === undefined && preview !== undefined)}
          onChange={(next) => lookAgain({ ...asked, encoding: next })}
          testId="import-encoding"
        />
      )}
      {(preview === undefined || preview.shape === 'csv') && (
        <Select
          label={t('import.delimiter.label')}
          className={classes.delimiter}
          placeholder={t('import.delimiter.choose')}
          value={separated}
          options={delimiterOptions(separated)}
          onChange={(next) => lookAgain({ ...asked, delimiter: next })}
          testId="import-delimiter"
        />
      )}
      {holds && <p className={classes.kindHint}>{t(`import.kindHint.${holds}`)}</p>}
      {preview?.layout && <Layout view={preview.layout} onModel={(model) => lookAgain({ ...asked, kind: holds ?? kind, model })} />}
    </div>
  );
}

function encodingOptions(current: string | null, detected: boolean): Option<string>[] {
  const options: Option<string>[] = ENCODINGS.map((name) => ({
    value: name,
    label: detected && name === current ? `${name} (${t('import.encoding.detected')})` : name,
    description: t(`import.encodings.${name}`),
  }));
  const known = current === null || options.some(({ value }) => value === current);
  return known ? options : [{ value: current, label: current }, ...options];
}

function delimiterOptions(current: string | null): Option<string>[] {
  const options: Option<string>[] = DELIMITERS.map((sign) => ({ value: sign, label: t(`import.delimiter.${sign}`) }));
  const known = current === null || options.some(({ value }) => value === current);
  return known ? options : [...options, { value: current, label: t('import.delimiter.other', { delimiter: current }) }];
}
