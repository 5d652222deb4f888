import type { JobId } from '@/generated/commands';
import { AssayError } from './errors';
import { call } from './index';

const POLL_EVERY = 150;

/** What a job gives when it is done; `signal` stops the job. `T` is the answer of its command, as its documentation says. */
export async function finished<T>({ job }: JobId, signal?: AbortSignal): Promise<T> {
  let told = false;
  for (;;) {
    if (signal?.aborted && !told) {
      told = true;
      await call('job_cancel', { job });
    }
    const { state, result, error } = await call('job_status', { job });
    if (state === 'done') return result as T;
    if (error) throw AssayError.from(error);
    if (state === 'cancelled') throw new AssayError('cancelled', 'this was stopped, and nothing was changed');
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
  }
}
