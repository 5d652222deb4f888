import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, EmptyState } from '@/components';
import { t } from '@/messages';
import classes from './ErrorBoundary.module.css';
import { navigate } from './routes';

interface Props {
  /** A new value clears the failure: another screen was chosen. */
  resetKey: unknown;
  children: ReactNode;
}

/** Keeps a fault in one screen from taking the window with it. */
export class ErrorBoundary extends Component<Props, { failure: Error | null }> {
  override state = { failure: null as Error | null };

  static getDerivedStateFromError(thrown: unknown): { failure: Error } {
    return { failure: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    console.error(thrown, info.componentStack);
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.failure) this.clear();
  }

  private readonly clear = (): void => this.setState({ failure: null });

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <EmptyState
        icon="error"
        title={t('app.failure.title')}
        actions={
          <>
            <Button onPress={() => void navigate('project')}>{t('app.failure.home')}</Button>
            <Button variant="primary" onPress={this.clear}>
              {t('app.failure.back')}
            </Button>
          </>
        }
      >
        <p>{t('app.failure.text')}</p>
        <details className={classes.details}>
          <summary>{t('app.failure.details')}</summary>
          <pre>{failure.message}</pre>
        </details>
      </EmptyState>
    );
  }
}
