// A part of the app that has a chunk of its own: drawn once it is here. A newcomer's trap: after an update the old
// page asks for files that are gone, so what helps against a part that does not load is a reload.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../lib/t.ts';
import { StateCard } from './state.tsx';

export interface Later<P> {
  (props: P): preact.JSX.Element | null;
  /** Fetches it before it is needed. Never rejects. */
  prefetch(): Promise<void>;
}

export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let Part: ComponentType<P> | null = null;
  const get = async (): Promise<void> => {
    Part ??= await load();
  };

  function Show(props: P) {
    const [state, setState] = useState<'WAITING' | 'HERE' | 'FAILED'>(Part ? 'HERE' : 'WAITING');
    useEffect(() => {
      // Also when it came between drawing and this effect, for then nothing else would draw again.
      get().then(
        () => setState('HERE'),
        () => setState('FAILED'),
      );
    }, []);
    if (Part) return <Part {...props} />;
    if (state !== 'FAILED') return null;
    return (
      <StateCard icon="offline" title={t('error.title')} text={t('error.part')} alert>
        <button type="button" class="btn btn-primary" onClick={() => location.reload()}>
          {t('error.reload')}
        </button>
      </StateCard>
    );
  }

  return Object.assign(Show, { prefetch: () => get().catch(() => {}) });
}
