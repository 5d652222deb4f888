import { createStore } from '@/lib/store';

/** Someone asked to work under another name. */
export const whoIsOpen = createStore(false);
