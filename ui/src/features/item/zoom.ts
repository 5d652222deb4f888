import { useAction } from '@/actions';
import { createStore, useStore } from '@/lib/store';

/** Times the size that fits; kept from one item to the next, as raters want it. */
const STEPS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8] as const;

const factor = createStore<number>(1);

export const useImageZoom = (): number => useStore(factor);

export function stepImageZoom(by: 1 | -1): void {
  factor.set((now) => {
    const further = STEPS.filter((step) => (by > 0 ? step > now : step < now));
    return (by > 0 ? further[0] : further.at(-1)) ?? now;
  });
}

export const fitImage = (): void => factor.set(1);

/** Lends hands to the keys that zoom the picture; put it once on a screen with an item. */
export function ItemZoomActions({ enabled, fitByZero = true }: { enabled: boolean; fitByZero?: boolean }) {
  useAction('item.zoomIn', () => stepImageZoom(1), enabled);
  useAction('item.zoomOut', () => stepImageZoom(-1), enabled);
  useAction('item.zoomFit', fitImage, enabled && fitByZero);
  return null;
}
