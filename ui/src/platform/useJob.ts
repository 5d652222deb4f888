import { useCallback, useEffect, useState } from 'react';
import type { JobStatus } from '@/generated/commands';
import { call } from './index';
import { AssayError } from './errors';

const POLL_EVERY = 200;

export interface JobHandle<T> {
  /** None before the first answer, and while there is no job. */
  status: JobStatus | null;
  running: boolean;
  cancelling: boolean;
  result: T | null;
  error: AssayError | null;
  cancel: () => void;
}

/**
 * Watches a job that a command has started. `T` is the answer of that command, as its
 * documentation says. A job that a screen no longer watches goes on.
 */
export function useJob<T = unknown>(job: string | null): JobHandle<T> {
  const [status, setStatus] = useState<JobStatus | null>(null);
  const [error, setError] = useState<AssayError | null>(null);
  const [cancelling, setCancelling] = useState(false);

  useEffect(() => {
    setStatus(null);
    setError(null);
    setCancelling(false);
    if (job === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let watching = true;
    const look = async (): Promise<void> => {
      try {
        const now = await call('job_status', { job });
        if (!watching) return;
        setStatus(now);
        if (now.error) setError(AssayError.from(now.error));
        if (now.state === 'running') timer = setTimeout(look, POLL_EVERY);
      } catch (thrown) {
        if (watching) setError(AssayError.from(thrown));
      }
    };
    void look();
    return () => {
      watching = false;
      clearTimeout(timer);
    };
  }, [job]);

  const cancel = useCallback(() => {
    if (job === null) return;
    setCancelling(true);
    call('job_cancel', { job }).catch((thrown: unknown) => {
      setCancelling(false);
      setError(AssayError.from(thrown));
    });
  }, [job]);

  const running = job !== null && error === null && (status === null || status.state === 'running');
  const result = status?.state === 'done' ? (status.result as T) : null;
  return { status, running, cancelling: cancelling && running, result, error, cancel };
}
