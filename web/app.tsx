// Which page is on the screen. A newcomer's trap: the list stays where it is under a message, a draft or the
// settings (inert, not gone), so coming back finds the very same place.
import { effect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { StateCard } from './components/state.tsx';
import { Toast } from './components/toast.tsx';
import { layout } from './lib/layout.ts';
import { t } from './lib/t.ts';
import { MailPage } from './pages/mail.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { type ComposeQuery, route } from './routes.ts';
import { startLive } from './state/live.ts';
import { sessionStatus, start, startError } from './state/session.ts';
import { hideToast, pauseToast, resumeToast, toast } from './state/toasts.ts';
import './app.css';

const loadCompose = () => import('./pages/compose.tsx');
const loadSettings = () => import('./pages/settings.tsx');

export function App() {
  return (
    <>
      <Page />
      <Toast toast={toast.value} onPause={pauseToast} onResume={resumeToast} onClose={() => hideToast()} />
    </>
  );
}

function Page() {
  const status = sessionStatus.value;
  if (status === 'SIGNED_IN') return <SignedIn />;
  if (status === 'SIGNED_OUT') return <SignInPage />;
  if (status === 'FAILED') return <StartFailed />;
  return (
    <div class="starting" role="status">
      <span class="only-read">{t('list.loading')}</span>
    </div>
  );
}

function SignedIn() {
  const here = route.value;
  useEffect(() => startLive(), []);
  useEffect(() => {
    // The parts that come later are fetched while nobody waits for them.
    const timer = setTimeout(() => void loadCompose().catch(() => {}), 3_000);
    return () => clearTimeout(timer);
  }, []);
  const covered = here.name !== 'mail';
  return (
    <div class={`shell shell-${layout.value.toLowerCase()}`}>
      <MailPage covered={covered} />
      {here.name === 'compose' && <Later load={loadCompose} props={{ query: here.query }} />}
      {here.name === 'settings' && <Later load={loadSettings} props={{}} />}
    </div>
  );
}

/** A page of a chunk of its own, over the mail. */
function Later<P extends { query?: ComposeQuery }>({
  load,
  props,
}: {
  load(): Promise<{ default: ComponentType<P> }>;
  props: P;
}) {
  const [page, setPage] = useState<{ Show: ComponentType<P> } | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    setFailed(false);
    load().then(
      (found) => setPage({ Show: found.default }),
      () => setFailed(true),
    );
  }, [tries]);

  return (
    <div class="layer">
      {page && <page.Show {...props} />}
      {failed && (
        <StateCard icon="offline" title={t('error.title')} text={t('error.network')} alert>
          <button type="button" class="btn btn-primary" onClick={() => setTries(tries + 1)}>
            {t('error.retry')}
          </button>
        </StateCard>
      )}
    </div>
  );
}

function StartFailed() {
  const error = startError.value;
  useEffect(
    () =>
      effect(() => {
        document.title = t('app.name');
      }),
    [],
  );
  return (
    <main class="starting">
      <StateCard
        icon={error?.code === 'NETWORK' ? 'offline' : 'warning'}
        title={t('error.title')}
        text={error?.message ?? t('error.internal')}
        quotation={error?.serverText ?? null}
        alert
      >
        <button type="button" class="btn btn-primary" onClick={() => void start()}>
          {t('error.retry')}
        </button>
      </StateCard>
    </main>
  );
}
