import { cx } from '@/lib/cx';
import classes from './Markdown.module.css';

export interface MarkdownProps {
  /** Rendered and sanitised in Rust (comrak, then ammonia); never any other HTML. */
  html: string;
  className?: string;
}

export function Markdown({ html, className }: MarkdownProps) {
  return (
    <div
      className={cx(classes.markdown, className)}
      dir="auto"
      data-selectable
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
