import { notify } from '@/components';
import { AssayError } from '@/platform';

/** Does something, and tells where it was refused; answers whether it was done. */
export async function attempt(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (thrown) {
    notify({ kind: 'error', text: AssayError.from(thrown).message });
    return false;
  }
}
