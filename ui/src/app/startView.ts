import { createStore } from '@/lib/store';

/** The page for a new project lies over whatever is open. */
export const startView = createStore<'home' | 'new'>('home');
