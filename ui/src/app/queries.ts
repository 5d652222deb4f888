import { QueryClient } from '@tanstack/react-query';

// The workbench is on this machine: a failed command fails again, and nothing goes
// stale but by what this window does, which says so itself.
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
