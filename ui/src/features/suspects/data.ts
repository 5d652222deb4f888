/** What the suspects ask the workbench. */
import { useQuery } from '@tanstack/react-query';
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

export const useRelabel = (project: string, relabel: number) =>
  useQuery({
    queryKey: ['errors', project, 'relabel', relabel],
    queryFn: () => call('relabel_report', { relabel }),
    ...FRESH,
  });

export const useCollections = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'collections'], queryFn: () => call('collection_list', null), ...FRESH });

/** After a label, a list or what was sent has changed: every figure is asked for anew. */
export const refresh = everythingChanged;
