import { useLayoutEffect, useRef } from 'react';
import { cx } from '@/lib/cx';
import { mediaUrl } from '@/platform';
import { showHidden } from '@/text/shown';
import classes from './Markdown.module.css';

export interface MarkdownProps {
  /** Rendered and sanitised in Rust (comrak, then ammonia); never any other HTML. */
  html: string;
  className?: string;
}

export function Markdown({ html, className }: MarkdownProps) {
  const place = useRef<HTMLDivElement>(null);
  // Pictures of the project are named by their content; where they are served, only the platform knows.
  useLayoutEffect(() => {
    for (const image of place.current?.querySelectorAll<HTMLImageElement>('img[data-media]') ?? []) {
      const id = image.dataset.media;
      if (id && /^[0-9a-f]{64}$/.test(id) && !image.src) image.src = mediaUrl(id);
    }
    if (place.current) showHidden(place.current);
  }, [html]);
  return (
    <div
      ref={place}
      className={cx(classes.markdown, className)}
      dir="auto"
      data-selectable
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
