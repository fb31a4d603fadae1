// Which page is on the screen. A newcomer's trap: the list stays where it is under a message, a draft or the
// settings (inert, not gone), so coming back finds the very same place.
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { later } from './components/later.tsx';
import { Skeleton, StateCard } from './components/state.tsx';
import { Toast } from './components/toast.tsx';
import { layout } from './lib/layout.ts';
import { t } from './lib/t.ts';
import { MailPage } from './pages/mail.tsx';
import { ReadingPane } from './pages/reading.tsx';
import { route } from './routes.ts';
import { startLive } from './state/live.ts';
import { mayBeSignedIn, sessionStatus, start, startError } from './state/session.ts';
import { hideToast, pauseToast, resumeToast, toast } from './state/toasts.ts';
import './app.css';

const SignIn = later(() => import('./pages/sign-in.tsx').then((part) => part.SignInPage));
const Compose = later(() => import('./pages/compose.tsx').then((part) => part.default));
const FindMessage = later(() => import('./pages/find-message.tsx').then((part) => part.default));
const Settings = later(() => import('./pages/settings.tsx').then((part) => part.default));
// Whoever is not signed in, as far as this device knows, needs it at once.
if (!mayBeSignedIn()) void SignIn.prefetch();

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
  if (status === 'SIGNED_OUT') return <SignIn />;
  if (status === 'FAILED') return <StartFailed />;
  return <Starting />;
}

/** What will be a list has its shape at once where mail is to come; nobody knows yet what else it will be. */
function Starting() {
  const here = route.value;
  if (!mayBeSignedIn() || here.name !== 'mail' || here.messageId !== null) {
    return (
      <div class="starting" role="status">
        <span class="only-read">{t('list.loading')}</span>
      </div>
    );
  }
  return (
    <div class={`shell shell-${layout.value.toLowerCase()}`}>
      {layout.value === 'DESK' && <div class="nav-pane" />}
      <main class="list-pane starting-list">
        <div class="search" aria-hidden="true" />
        <Skeleton label={t('list.loading')} />
      </main>
    </div>
  );
}

function SignedIn() {
  const here = route.value;
  useEffect(() => startLive(), []);
  useEffect(() => {
    // The parts that come later are fetched while nobody waits for them.
    const timer = setTimeout(() => void ReadingPane.prefetch().then(Compose.prefetch), 400);
    return () => clearTimeout(timer);
  }, []);
  const covered = here.name !== 'mail';
  return (
    <div class={`shell shell-${layout.value.toLowerCase()}`}>
      <MailPage covered={covered} />
      {covered && (
        <div class="layer" key={here.name}>
          {here.name === 'compose' && <Compose query={here.query} />}
          {here.name === 'settings' && <Settings />}
          {here.name === 'find' && <FindMessage messageId={here.messageId} account={here.account} />}
        </div>
      )}
    </div>
  );
}

/** Between two tries to start, in milliseconds. */
const WAITS = [3_000, 5_000, 10_000, 20_000];

function StartFailed() {
  const error = startError.value;
  useEffect(
    () =>
      effect(() => {
        document.title = t('app.name');
      }),
    [],
  );
  const tries = useRef(0);
  useEffect(() => {
    if (!error?.retryable) return;
    const wait = WAITS[Math.min(tries.current, WAITS.length - 1)];
    tries.current += 1;
    const again = (): void => void start({ quiet: true });
    const timer = setTimeout(again, wait);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [error]);
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
