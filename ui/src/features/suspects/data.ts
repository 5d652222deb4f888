/** What the suspects ask the workbench. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { everythingChanged } from '@/app/project';
import { call } from '@/platform';

const FRESH = { staleTime: 0 } as const;

export const SHOWN = 500;

export const useSuspects = (project: string, run: number) =>
  useQuery({
    queryKey: ['errors', project, 'suspects', run],
    queryFn: () => call('suspects_list', { run, limit: SHOWN }),
    retry: false,
    ...FRESH,
  });

export const useRelabels = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'relabels'], queryFn: () => call('relabel_list', null), ...FRESH });

/** `after`: the place that was passed over. What was there stays until the next item has come. */
export const useRelabel = (project: string, relabel: number, after: number | null = null) =>
  useQuery({
    queryKey: ['errors', project, 'relabel', relabel, after],
    queryFn: () => call('relabel_report', { relabel, ...(after !== null && { after }) }),
    placeholderData: keepPreviousData,
    ...FRESH,
  });

export const useCollections = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'collections'], queryFn: () => call('collection_list', null), ...FRESH });

/** After a label, a list or what was sent has changed: every figure is asked for anew. */
export const refresh = everythingChanged;
