/** How this person likes the window: appearance and zoom. */
import { useEffect } from 'react';
import { createStoredStore, useStore } from '@/lib/store';
import { setZoom } from '@/platform';

export type Theme = 'system' | 'light' | 'dark';

export const theme = createStoredStore<Theme>('assay.theme', 'system', (raw) =>
  raw === 'system' || raw === 'light' || raw === 'dark' ? raw : undefined,
);

const ZOOM_STEPS = [0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

export const zoom = createStoredStore<number>('assay.zoom', 1, (raw) =>
  ZOOM_STEPS.find((step) => step === raw),
);

export function stepZoom(by: -1 | 1): void {
  zoom.set((now) => {
    const further = ZOOM_STEPS.filter((step) => (by > 0 ? step > now : step < now));
    return (by > 0 ? further[0] : further.at(-1)) ?? now;
  });
}

export const resetZoom = (): void => zoom.set(1);

const systemIsDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;

/** From what is shown now to the other one. */
export function switchTheme(): void {
  theme.set((now) => {
    const dark = now === 'system' ? systemIsDark() : now === 'dark';
    return dark ? 'light' : 'dark';
  });
}

/** Puts the preferences into effect; called once by the app. */
export function usePreferences(): void {
  const chosen = useStore(theme);
  const factor = useStore(zoom);
  useEffect(() => {
    const root = document.documentElement;
    if (chosen === 'system') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', chosen);
  }, [chosen]);
  useEffect(() => {
    // A host that cannot zoom has its own way to do it.
    setZoom(factor).catch(() => undefined);
  }, [factor]);
}
