import { useEffect, useRef, useState } from 'react';
import { InlineNotice } from '@/components';
import type { MediaRef } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { mediaUrl } from '@/platform';
import classes from './ItemContent.module.css';
import { useImageZoom } from './zoom';

export interface ItemImageProps {
  media: MediaRef;
  itemKey: string;
  compact: boolean;
  large?: boolean;
}

/** A small picture is enlarged at most so many times by itself; a tiny one would be a mosaic. */
const MOST_ENLARGED = 40;

/**
 * The size at which the whole picture fits. Above its own pixels it grows by whole steps, so
 * that each of its pixels is a square on the screen.
 */
export function fitScale(width: number, height: number, room: { width: number; height: number }): number {
  const fits = Math.min(room.width / width, room.height / height);
  return fits < 1 ? fits : Math.min(MOST_ENLARGED, Math.max(1, Math.floor(fits)));
}

export function ItemImage({ media, itemKey, compact, large = false }: ItemImageProps) {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  const [missing, setMissing] = useState(false);
  const zoom = useImageZoom();

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => {
      const most = large
        ? window.innerHeight - 260
        : compact
          ? Math.min(240, window.innerHeight * 0.3)
          : Math.min(480, window.innerHeight * 0.42);
      setRoom({ width: Math.max(1, element.clientWidth), height: Math.max(80, most) });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      watch.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [compact, large]);

  const fit = room ? fitScale(media.width, media.height, room) : 1;
  const scale = fit * zoom;
  return (
    <div ref={place} className={classes.imagePlace}>
      {missing ? (
        <InlineNotice kind="warn">{t('item.missing')}</InlineNotice>
      ) : (
        <img
          src={mediaUrl(media.id)}
          alt={t('item.image', { key: itemKey, width: media.width, height: media.height })}
          className={cx(classes.image, scale > 1 && classes.pixels)}
          width={Math.round(media.width * scale)}
          height={Math.round(media.height * scale)}
          style={room ? undefined : { visibility: 'hidden' }}
          draggable={false}
          onError={() => setMissing(true)}
        />
      )}
    </div>
  );
}
