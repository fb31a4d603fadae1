// What the reader should know of a sender: one calm sentence for each thing that is odd, and what can be done. A
// newcomer's trap: no sentence here praises; that nothing is odd is shown by nothing, and details are in the head.
import { useEffect, useState } from 'preact/hooks';
import type { SenderFact } from '../components/message-head.tsx';
import { Note } from '../components/note.tsx';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { loadTrust, type MessageTrust } from '../state/trust.ts';
import './message-trust.css';

type Warning = MessageTrust['linkWarnings'][number];

/** So many are shown; the worst first. */
const MAX_SHOWN = 3;
const ORDER = ['DANGER', 'CAUTION', 'NOTE'] as const;

/** Null until it is known, and where it can't be had. */
export function useTrust(id: string): MessageTrust | null {
  const [trust, setTrust] = useState<MessageTrust | null>(null);
  useEffect(() => {
    const control = new AbortController();
    setTrust(null);
    loadTrust(id, control.signal).then(
      (known) => setTrust(known),
      () => {},
    );
    return () => control.abort();
  }, [id]);
  return trust?.id === id ? trust : null;
}

export function TrustNotes({ trust }: { trust: MessageTrust | null }) {
  if (trust === null) return null;
  const [link, ...moreLinks] = trust.linkWarnings.toSorted(byLevel);
  const shown = [...trust.trust.warnings, ...(link ? [link] : [])].toSorted(byLevel).slice(0, MAX_SHOWN);
  const { protection } = trust;
  if (shown.length === 0 && protection === null) return null;
  const line = (warning: Warning) => (
    <span key={warning.kind} class="trust-line">
      {sentenceOf(warning, trust.trust.assertedBy)}
      {warning === link && moreLinks.length > 0 && <> {t('trust.moreLinks', { count: moreLinks.length })}</>}
    </span>
  );
  const bad = shown.filter(({ level }) => level === 'DANGER');
  return (
    <div class="message-notes">
      {bad.length > 0 && (
        <Note icon="warning" tone="bad">
          {bad.map(line)}
        </Note>
      )}
      {shown
        .filter(({ level }) => level !== 'DANGER')
        .map((warning) => (
          <Note key={warning.kind} icon={warning.level === 'NOTE' ? 'info' : 'warning'}>
            {line(warning)}
          </Note>
        ))}
      {protection && <Note icon="key">{protectionText(protection)}</Note>}
    </div>
  );
}

const byLevel = (one: Warning, other: Warning): number =>
  ORDER.indexOf(one.level) - ORDER.indexOf(other.level);

function sentenceOf({ kind, level, claimed, actual }: Warning, by: string | null): string {
  const values = {
    claimed: visible(claimed ?? ''),
    actual: visible(actual ?? ''),
    domain: visible(claimed?.slice(claimed.lastIndexOf('@') + 1) ?? ''),
    by: by ?? t('trust.yourServer'),
  };
  switch (kind) {
    case 'AUTH_FAILED':
      return t(level === 'DANGER' ? 'trust.authFailed' : 'trust.authDoubtful', values);
    case 'DISPLAY_NAME_SPOOF':
      return t('trust.borrowedName', values);
    case 'LOOKALIKE_DOMAIN':
      return t('trust.lookalike', values);
    case 'MIXED_SCRIPT':
      return t('trust.mixedScript', values);
    case 'BIDI_OVERRIDE':
      return t('trust.bidi', values);
    case 'SEVERAL_SENDERS':
      return t('trust.severalSenders', values);
    case 'REPLY_TO_ELSEWHERE':
      return t(level === 'NOTE' ? 'trust.replyElsewhere' : 'trust.replyFree', values);
    case 'LINK_TEXT_MISMATCH':
      return t(level === 'DANGER' ? 'trust.linkFalse' : 'trust.linkElsewhere', values);
    case 'LINK_LOOKALIKE':
      return t('trust.linkLookalike', values);
  }
}

/** Lines for the details of the head. */
export function senderFacts(trust: MessageTrust | null): SenderFact[] {
  if (trust === null) return [];
  const { assertedBy: by, confirmedDomain: domain, via, spf, dkim, dmarc } = trust.trust;
  const facts: SenderFact[] = [];
  const add = (label: string, text: string): void => void facts.push({ label, text });
  if (domain !== null && by !== null) add(t('trust.sender'), t('trust.confirmed', { domain, by }));
  else add(t('trust.sender'), by === null ? t('trust.notChecked') : t('trust.notConfirmed', { by }));
  const checks = Object.entries({ SPF: spf, DKIM: dkim, DMARC: dmarc }).flatMap(([name, verdict]) =>
    verdict === null ? [] : [`${name} ${t(`trust.verdict.${verdict}`)}`],
  );
  if (checks.length > 0) add(t('trust.checks'), checks.join(', '));
  if (via !== null) add(t('trust.via'), via);
  if (trust.protection) add(t('trust.protection'), shortProtection(trust.protection));
  return facts;
}

const FORMATS = { SMIME: 'S/MIME', OPENPGP: 'OpenPGP' } as const;

function shortProtection({ format, signed }: NonNullable<MessageTrust['protection']>): string {
  return `${FORMATS[format]}, ${t(signed ? 'trust.notVerified' : 'trust.notDecrypted')}`;
}

function protectionText({ format, signed, encrypted }: NonNullable<MessageTrust['protection']>): string {
  const values = { format: FORMATS[format] };
  if (signed && encrypted) return t('trust.signedEncrypted', values);
  return t(encrypted ? 'trust.encrypted' : 'trust.signed', values);
}
