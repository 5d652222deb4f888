import type { ReactNode } from 'react';
import classes from './Section.module.css';

export interface SectionProps {
  title: string;
  hint?: ReactNode;
  /** Buttons at the end of the title's line. */
  aside?: ReactNode;
  testId?: string;
  children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, hint, aside, testId, children }: SectionProps) {
  return (
    <section className={classes.section} data-testid={testId}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          {hint && <p className={classes.hint}>{hint}</p>}
        </div>
        {aside && <div className={classes.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
