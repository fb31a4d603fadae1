// Who wrote to whom, and when. A newcomer's trap: the sender's address is always in full view, because a name
// alone can claim anything.
import { useState } from 'preact/hooks';
import { dateTime, fullDate } from '../lib/dates.ts';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import './message-head.css';

export interface Person {
  name: string | null;
  address: string | null;
  display: string;
}

export interface HeadFacts {
  from: readonly Person[];
  to: readonly Person[];
  /** Absent until the whole head is here. */
  cc?: readonly Person[];
  bcc?: readonly Person[];
  replyTo?: readonly Person[];
  sender?: readonly Person[];
  sentAt: string | null;
  receivedAt: string;
}

export interface SenderFact {
  label: string;
  text: string;
}

interface Props {
  head: HeadFacts;
  /** What else is known, as lines of the details. */
  facts?: readonly SenderFact[];
  /** Addresses of the person who reads. */
  me: readonly string[];
  open?: boolean;
}

export function MessageHead({ head, facts = [], me, open: first = false }: Props) {
  const [open, setOpen] = useState(first);
  const [from] = head.from;
  const name = from?.display || t('list.noSender');
  const address = visible(from?.address ?? '');
  const date = head.sentAt ?? head.receivedAt;
  return (
    <header class="message-head">
      <Avatar name={name} address={address} />
      <div class="message-head-who">
        <div class="message-head-name">
          <bdi>{name}</bdi>
        </div>
        {address !== '' && address !== name && (
          <div class="message-head-address">
            <bdi>{address}</bdi>
          </div>
        )}
        <button type="button" class="message-head-to" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span>{recipientsLine(head, me)}</span>
          <Icon name="chevron" />
        </button>
      </div>
      <time dateTime={date} title={fullDate(date)}>
        {dateTime(date)}
      </time>
      {open && <Details head={head} facts={facts} />}
    </header>
  );
}

function Details({ head, facts }: { head: HeadFacts; facts: readonly SenderFact[] }) {
  const [from] = head.from;
  const differs = (list: readonly Person[] | undefined): readonly Person[] =>
    list?.some(({ address }) => address !== from?.address) ? list : [];
  const rows: [label: string, people: readonly Person[]][] = [
    [t('message.from'), head.from],
    [t('message.sender'), differs(head.sender)],
    [t('message.replyTo'), differs(head.replyTo)],
    [t('message.to'), head.to],
    [t('message.cc'), head.cc ?? []],
    [t('message.bcc'), head.bcc ?? []],
  ];
  return (
    <dl class="message-head-details">
      {rows
        .filter(([, people]) => people.length > 0)
        .map(([label, people]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {people.map((person, at) => (
                <FullPerson key={at} person={person} />
              ))}
            </dd>
          </div>
        ))}
      <div>
        <dt>{t('message.date')}</dt>
        <dd>{fullDate(head.sentAt ?? head.receivedAt)}</dd>
      </div>
      {facts.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FullPerson({ person }: { person: Person }) {
  const address = visible(person.address ?? '');
  return (
    <div>
      {person.name && <bdi>{person.display}</bdi>} <bdi class="message-head-full">{address}</bdi>
    </div>
  );
}

/** "to me, Tom and 3 more". */
function recipientsLine(head: HeadFacts, me: readonly string[]): string {
  const people = [...head.to, ...(head.cc ?? [])];
  if (people.length === 0) return t('message.toNobody');
  const mine = (person: Person): boolean => me.includes(person.address?.toLowerCase() ?? '');
  const names = [
    ...(people.some(mine) ? [t('message.me')] : []),
    ...people.filter((person) => !mine(person)).map((person) => shortName(person)),
  ];
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3
    ? t('message.toMore', { names: shown, count: names.length - 3 })
    : t('message.toNames', { names: shown });
}

/** The first word of a name is enough in a line of several. */
function shortName(person: Person): string {
  const display = person.display || visible(person.address ?? '');
  return display.includes('@') ? display : (display.split(' ')[0] ?? display);
}
