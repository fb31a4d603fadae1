// Server settings at sign-in, folded away until they are needed. A newcomer's trap: a port follows protocol and
// security only as long as nobody typed one.

import type { Servers } from '../api/session.ts';
import { Choice } from '../components/choice.tsx';
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';

type Tls = 'IMPLICIT' | 'STARTTLS';
interface ServerText {
  host: string;
  /** Empty: the usual one. */
  port: string;
  tls: Tls;
}
export interface ServersText {
  protocol: 'IMAP' | 'POP3';
  incoming: ServerText;
  outgoing: ServerText;
  username: string;
}

export const emptyServers: ServersText = {
  protocol: 'IMAP',
  incoming: { host: '', port: '', tls: 'IMPLICIT' },
  outgoing: { host: '', port: '', tls: 'IMPLICIT' },
  username: '',
};

const PORTS: Record<'IMAP' | 'POP3' | 'SMTP', Record<Tls, number>> = {
  IMAP: { IMPLICIT: 993, STARTTLS: 143 },
  POP3: { IMPLICIT: 995, STARTTLS: 110 },
  SMTP: { IMPLICIT: 465, STARTTLS: 587 },
};

/** What was typed as settings, or the first thing that is wrong with it. */
export function readServers(text: ServersText): { ok: true; servers: Servers } | { ok: false; text: string } {
  const read = (kind: keyof typeof PORTS, { host, port, tls }: ServerText) => {
    const number = port.trim() === '' ? PORTS[kind][tls] : Number(port);
    return { host: host.trim(), port: number, tls };
  };
  const incoming = read(text.protocol, text.incoming);
  const outgoing = read('SMTP', text.outgoing);
  for (const { host, port } of [incoming, outgoing]) {
    if (host === '') return { ok: false, text: t('signIn.hostMissing') };
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return { ok: false, text: t('signIn.portWrong') };
  }
  const username = text.username.trim();
  return {
    ok: true,
    servers: { protocol: text.protocol, incoming, outgoing, ...(username === '' ? {} : { username }) },
  };
}

interface Props {
  open: boolean;
  onOpen(open: boolean): void;
  value: ServersText;
  onChange(value: ServersText): void;
  /** Its domain is the example for host names. */
  address: string;
  disabled: boolean;
  fault: string | null;
}

export function ServerFields({ open, onOpen, value, onChange, address, disabled, fault }: Props) {
  const domain = address.split('@')[1]?.trim() || 'example.org';
  const kind = value.protocol.toLowerCase();
  return (
    <div class="servers">
      <button
        type="button"
        class="servers-toggle"
        aria-expanded={open}
        aria-controls="servers"
        onClick={() => onOpen(!open)}
      >
        <Icon name="chevron" />
        {t('signIn.servers')}
      </button>
      <div id="servers" hidden={!open} class="servers-fields">
        <p class="hint">{t('signIn.serversHint')}</p>
        <fieldset disabled={disabled}>
          <legend>{t('signIn.protocol')}</legend>
          <Choice
            options={[
              { value: 'IMAP', label: t('signIn.imap') },
              { value: 'POP3', label: t('signIn.pop3') },
            ]}
            value={value.protocol}
            onChange={(protocol) => onChange({ ...value, protocol })}
          />
        </fieldset>
        <OneServer
          id="incoming-host"
          legend={t('signIn.incoming')}
          example={`${kind === 'imap' ? 'imap' : 'pop'}.${domain}`}
          ports={PORTS[value.protocol]}
          value={value.incoming}
          disabled={disabled}
          onChange={(incoming) => onChange({ ...value, incoming })}
        />
        <OneServer
          id="outgoing-host"
          legend={t('signIn.outgoing')}
          example={`smtp.${domain}`}
          ports={PORTS.SMTP}
          value={value.outgoing}
          disabled={disabled}
          onChange={(outgoing) => onChange({ ...value, outgoing })}
        />
        <label class="field">
          <span>{t('signIn.username')}</span>
          <input
            class="input"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            disabled={disabled}
            value={value.username}
            onInput={(event) => onChange({ ...value, username: event.currentTarget.value })}
          />
        </label>
        {fault && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
      </div>
    </div>
  );
}

interface OneProps {
  id: string;
  legend: string;
  example: string;
  ports: Record<Tls, number>;
  value: ServerText;
  disabled: boolean;
  onChange(value: ServerText): void;
}

function OneServer({ id, legend, example, ports, value, disabled, onChange }: OneProps) {
  return (
    <fieldset class="one-server" disabled={disabled}>
      <legend>{legend}</legend>
      <label class="field one-server-host">
        <span>{t('signIn.host')}</span>
        <input
          id={id}
          class="input"
          inputMode="url"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder={example}
          value={value.host}
          onInput={(event) => onChange({ ...value, host: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t('signIn.security')}</span>
        <select
          class="input"
          value={value.tls}
          onChange={(event) => onChange({ ...value, tls: event.currentTarget.value as Tls })}
        >
          <option value="IMPLICIT">{t('signIn.tls')}</option>
          <option value="STARTTLS">{t('signIn.starttls')}</option>
        </select>
      </label>
      <label class="field">
        <span>{t('signIn.port')}</span>
        <input
          class="input"
          inputMode="numeric"
          autocomplete="off"
          placeholder={String(ports[value.tls])}
          value={value.port}
          onInput={(event) => onChange({ ...value, port: event.currentTarget.value })}
        />
      </label>
    </fieldset>
  );
}
