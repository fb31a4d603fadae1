// The way in: the address first, then the password on the same card. A newcomer's trap: it is one real form from
// the start, so that password managers can fill it; the second half is only folded away until it is needed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ApiError, toApiError } from '../api/client.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { allowAnyServer, sessionEnded, signIn } from '../state/session.ts';
import { emptyServers, readServers, ServerFields, type ServersText } from './sign-in-servers.tsx';
import { useProgress, useWait } from './sign-in-time.ts';
import './sign-in.css';

type Step = 'ADDRESS' | 'PASSWORD';
interface Fault {
  field: 'address' | 'password' | 'recoveryCode' | 'servers';
  text: string;
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

export function SignInPage() {
  const [step, setStep] = useState<Step>('ADDRESS');
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [code, setCode] = useState('');
  const [servers, setServers] = useState<ServersText>(emptyServers);
  const [serversOpen, setServersOpen] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const addressField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const progress = useProgress(busy);
  const wait = useWait(error);
  const locked = error?.code === 'VAULT_LOCKED';
  const offersServers = step === 'PASSWORD' && (allowAnyServer.value || serversOpen);

  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('app.name')}`;
    addressField.current?.focus();
  }, []);
  useEffect(() => {
    if (step === 'PASSWORD') passwordField.current?.focus();
  }, [step]);
  useEffect(() => {
    if (locked) codeField.current?.focus();
  }, [locked]);

  const complain = (field: Fault['field'], text: string): null => {
    setFault({ field, text });
    ({ address: addressField, password: passwordField, recoveryCode: codeField, servers: passwordField })[
      field
    ].current?.focus();
    return null;
  };

  const submit = async (how: { recoveryCode?: string; startFresh?: boolean } = {}): Promise<void> => {
    if (busy) return;
    setFault(null);
    if (!ADDRESS.test(address.trim())) return void complain('address', t('signIn.addressWrong'));
    if (password === '') {
      if (step === 'ADDRESS') return setStep('PASSWORD');
      return void complain('password', t('signIn.passwordMissing'));
    }
    const typed =
      offersServers && serversOpen ? readServers(servers) : { ok: true as const, servers: undefined };
    if (!typed.ok) {
      setError(null);
      return setFault({ field: 'servers', text: typed.text });
    }
    setBusy(true);
    setError(null);
    try {
      await signIn({
        address: address.trim(),
        password,
        ...(typed.servers ? { servers: typed.servers } : {}),
        ...how,
      });
    } catch (failure) {
      refused(toApiError(failure));
    }
    setBusy(false);
  };

  const refused = (failure: ApiError): void => {
    setError(failure);
    setStep('PASSWORD');
    const field = failure.path[0] ?? '';
    if (field === 'address') complain('address', failure.message);
    else if (failure.code === 'UPSTREAM_AUTH') {
      passwordField.current?.focus();
      passwordField.current?.select();
    } else if (failure.code === 'SERVER_UNKNOWN' && allowAnyServer.peek()) {
      setServersOpen(true);
      requestAnimationFrame(() => document.getElementById('incoming-host')?.focus());
    }
  };

  const openWithCode = (): void => {
    if (code.trim() === '') complain('recoveryCode', t('signIn.recoveryMissing'));
    else void submit({ recoveryCode: code.trim() });
  };

  return (
    <main class="sign-in">
      <form
        class="sign-in-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (locked) openWithCode();
          else void submit();
        }}
      >
        <div class="sign-in-head">
          <Mark />
          <h1>{t('app.name')}</h1>
          <p>{t('signIn.lead')}</p>
        </div>
        {sessionEnded.value && !error && <Note icon="info">{t('signIn.ended')}</Note>}
        <div class="field">
          <label for="address">{t('signIn.address')}</label>
          <input
            ref={addressField}
            id="address"
            name="username"
            class="input"
            type="email"
            inputMode="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            placeholder={t('signIn.addressHint')}
            required
            readOnly={busy}
            value={address}
            aria-invalid={fault?.field === 'address'}
            aria-describedby={fault?.field === 'address' ? 'fault' : undefined}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
          {fault?.field === 'address' && <FieldFault text={fault.text} />}
        </div>
        <div class={step === 'PASSWORD' ? 'unfold unfold-open' : 'unfold'}>
          <div class="unfold-inside" inert={step === 'ADDRESS'}>
            <div class="field">
              <label for="password">{t('signIn.password')}</label>
              <div class="sign-in-secret">
                <input
                  ref={passwordField}
                  id="password"
                  name="password"
                  class="input"
                  type={(shown ? 'text' : 'password') as 'password'}
                  autocomplete="current-password"
                  required
                  readOnly={busy}
                  value={password}
                  aria-invalid={fault?.field === 'password' || error?.code === 'UPSTREAM_AUTH'}
                  aria-describedby={fault?.field === 'password' ? 'fault' : 'password-hint'}
                  onInput={(event) => {
                    setPassword(event.currentTarget.value);
                    // A password manager filled both at once.
                    if (step === 'ADDRESS' && event.currentTarget.value !== '') setStep('PASSWORD');
                  }}
                />
                <button
                  type="button"
                  class="icon-button"
                  aria-pressed={shown}
                  aria-label={t(shown ? 'signIn.hidePassword' : 'signIn.showPassword')}
                  onClick={() => setShown(!shown)}
                >
                  <Icon name={shown ? 'eyeOff' : 'eye'} />
                </button>
              </div>
              {fault?.field === 'password' ? (
                <FieldFault text={fault.text} />
              ) : (
                <p id="password-hint" class="hint">
                  {t('signIn.passwordHint')}
                </p>
              )}
            </div>
          </div>
        </div>
        <div aria-live="assertive">
          {error && fault?.field !== 'address' && (
            <Note icon={locked ? 'key' : 'warning'} tone="bad" quotation={error.serverText}>
              {sentenceOf(error, serversOpen)}
            </Note>
          )}
        </div>
        {offersServers && (
          <ServerFields
            open={serversOpen}
            onOpen={setServersOpen}
            value={servers}
            onChange={setServers}
            address={address}
            disabled={busy}
            fault={fault?.field === 'servers' ? fault.text : null}
          />
        )}
        {wait !== null && (
          <p class="hint">{wait > 0 ? t('signIn.wait', { count: wait }) : t('signIn.waitOver')}</p>
        )}
        {locked && (
          <div class="field">
            <label for="code">{t('signIn.recovery')}</label>
            <input
              ref={codeField}
              id="code"
              class="input"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              readOnly={busy}
              value={code}
              aria-invalid={fault?.field === 'recoveryCode'}
              aria-describedby={fault?.field === 'recoveryCode' ? 'fault' : 'code-hint'}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
            {fault?.field === 'recoveryCode' ? (
              <FieldFault text={fault.text} />
            ) : (
              <p id="code-hint" class="hint">
                {t('signIn.recoveryHint')}
              </p>
            )}
          </div>
        )}
        <button type="submit" class="btn btn-primary sign-in-go" aria-disabled={busy}>
          {busy && <span class="spinner" aria-hidden="true" />}
          {busy
            ? t('signIn.busy')
            : locked
              ? t('signIn.recoverySubmit')
              : t(step === 'ADDRESS' ? 'signIn.next' : 'signIn.submit')}
        </button>
        {locked && (
          <div class="sign-in-fresh">
            <button
              type="button"
              class="btn"
              disabled={busy}
              onClick={() => void submit({ startFresh: true })}
            >
              {t('signIn.fresh')}
            </button>
            <p class="hint">{t('signIn.freshHint')}</p>
          </div>
        )}
        <p class={progress === 'LONG' ? 'hint' : 'only-read'} role="status">
          {progress === 'NONE' ? '' : t(progress === 'LONG' ? 'signIn.busyLong' : 'signIn.busy')}
        </p>
      </form>
    </main>
  );
}

/** Where nobody typed a server, the table's sentence would point at fields that are not there. */
function sentenceOf({ code, message }: ApiError, typed: boolean): string {
  if (code === 'SERVER_UNKNOWN' && !allowAnyServer.peek()) return t('signIn.unknown');
  if (!typed && code in SITES) return t(SITES[code as keyof typeof SITES]);
  return message;
}

/** What only the people who run the site can mend, when the servers are theirs. */
const SITES = {
  UPSTREAM_UNKNOWN_HOST: 'signIn.siteUnknownHost',
  UPSTREAM_PROTOCOL: 'signIn.siteProtocol',
  UPSTREAM_NO_TLS: 'signIn.siteNoTls',
} as const;

const FieldFault = ({ text }: { text: string }) => (
  <p id="fault" class="fault" role="alert">
    {text}
  </p>
);

/** A small door in the wall, with a letter in it. */
const Mark = () => (
  <svg class="sign-in-mark" viewBox="0 0 64 64" aria-hidden="true">
    <rect width="64" height="64" rx="15" />
    <path d="M17 50V29a15 15 0 0 1 30 0v21z" />
    <path d="M17.5 33L32 43l14.5-10" />
  </svg>
);
