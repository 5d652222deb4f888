import type { Item } from '@/generated/commands';
import { mediaUrl } from '@/platform';

/** The last few pictures, kept decoded so that the next item is there at once. */
const kept = new Map<string, HTMLImageElement>();
const MOST = 8;

/** Loads and decodes the picture of an item that is not in view yet. */
export function preloadItem(item: Item | undefined): void {
  const id = item?.media?.id;
  if (id === undefined || kept.has(id)) return;
  const image = new Image();
  image.src = mediaUrl(id);
  kept.set(id, image);
  const oldest = kept.keys().next().value;
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
  // A picture that cannot be decoded says so where it is shown.
  image.decode().catch(() => kept.delete(id));
}
