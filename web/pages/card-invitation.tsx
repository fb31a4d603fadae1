// An invitation as a card: the day, the title, when it is here and where it was written, where, who. A newcomer's trap:
// all of it is the sender's words; a link to join shows its true host, and there is no button that could not answer yet.
import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { eventTimes } from '../lib/event-time.ts';
import { recurrenceWords } from '../lib/recurrence.ts';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { type Invitation, newerOf } from '../state/cards.ts';
import { shownMailboxId } from '../state/mailboxes.ts';
import { hostOf } from './card-list.tsx';

type Attendee = Invitation['attendees'][number];

export function InvitationCard({ id, invitation }: { id: string; invitation: Invitation }) {
  const { start, end, allDay, summary, location, recurrence, occurrence, joinUrl, pageUrl, comment } =
    invitation;
  const newer = useNewer(id);
  const times = start && eventTimes(start, end, allDay);
  const once = occurrence && eventTimes(occurrence, null, !occurrence.local.includes('T'));
  const off = invitation.cancelled || newer?.cancelled === true;
  const chip = off
    ? t('card.cancelled')
    : newer
      ? t('card.outdated')
      : invitation.method === 'REQUEST' && invitation.sequence > 0
        ? t('card.updated')
        : null;
  const said = answerLine(invitation);
  return (
    <section class={`card card-invitation${off ? ' card-off' : ''}`}>
      {said && (
        <p class="card-said">
          <bdi>{said}</bdi>
        </p>
      )}
      <div class="card-event">
        {times && (
          <div class="card-day" aria-hidden="true">
            <span>{times.month}</span>
            <strong>{times.day}</strong>
            <span>{times.weekday}</span>
          </div>
        )}
        <div class="card-lines">
          <h2 class="card-title">
            <bdi>{summary ?? t('card.noTitle')}</bdi>
            {chip && <span class={`card-chip${off || newer ? ' card-chip-bad' : ''}`}>{chip}</span>}
          </h2>
          <Line icon="clock">{times?.line ?? t('card.noTime')}</Line>
          {times?.elsewhere && <p class="card-quiet card-under">{t('card.ownZone', times.elsewhere)}</p>}
          {times?.floating && <p class="card-quiet card-under">{t('card.anyZone')}</p>}
          {recurrence && <Line icon="repeat">{recurrenceWords(recurrence)}</Line>}
          {once && <Line icon="info">{t('card.occurrence', { date: once.line })}</Line>}
          {location && location !== joinUrl && (
            <Line icon="pin">
              <bdi>{location}</bdi>
            </Line>
          )}
          <People invitation={invitation} />
        </div>
      </div>
      {comment && (
        <blockquote class="card-comment">
          <bdi>{comment}</bdi>
        </blockquote>
      )}
      {newer && (
        <Note
          icon="info"
          live
          actions={
            <button
              type="button"
              onClick={() =>
                navigate(
                  { name: 'mail', mailboxId: shownMailboxId.value, messageId: newer.id },
                  { replace: true },
                )
              }
            >
              {t('card.showNewer')}
            </button>
          }
        >
          {t(newer.cancelled ? 'card.newerCancelled' : 'card.newer')}
        </Note>
      )}
      {invitation.moreEvents > 0 && (
        <p class="card-quiet">{t('card.more', { count: invitation.moreEvents })}</p>
      )}
      <div class="card-actions">
        {joinUrl && !off && (
          <Outside url={joinUrl} words={t('card.join', { host: hostOf(joinUrl) })} primary />
        )}
        {pageUrl && pageUrl !== joinUrl && (
          <Outside url={pageUrl} words={t('card.page', { host: hostOf(pageUrl) })} />
        )}
        <a class="btn" href={invitation.icsUrl} download="invitation.ics">
          <Icon name="calendar" />
          {t('card.save')}
        </a>
      </div>
    </section>
  );
}

function Line({ icon, children }: { icon: IconName; children: preact.ComponentChildren }) {
  return (
    <p class="card-line">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}

function Outside({ url, words, primary = false }: { url: string; words: string; primary?: boolean }) {
  return (
    <a class={`btn${primary ? ' btn-primary' : ''}`} href={url} target="_blank" rel="noopener noreferrer">
      <Icon name="open" />
      <span class="card-host">{words}</span>
    </a>
  );
}

/** Of an answer or a proposal: who says what. */
function answerLine({ method, attendees, organizer }: Invitation): string | null {
  const [who] = attendees;
  const name = who?.address.display || organizer?.display || t('card.somebody');
  if (method === 'REPLY' && who) return t(`card.answer.${who.status}`, { name });
  return method === 'COUNTER' ? t('card.proposes', { name }) : null;
}

const SAID = ['ACCEPTED', 'TENTATIVE', 'DECLINED', 'DELEGATED'] as const;

function People({ invitation: { method, organizer, attendees, attendeeCount } }: { invitation: Invitation }) {
  const host =
    organizer && organizer.display !== '' ? t('card.organizer', { name: organizer.display }) : null;
  const listed = method === 'REPLY' ? [] : attendees;
  if (host === null && listed.length === 0) return null;
  if (listed.length === 0)
    return (
      <Line icon="people">
        <bdi>{host}</bdi>
      </Line>
    );
  const said = SAID.flatMap((status) => {
    const count = listed.filter((each) => each.status === status).length;
    return count > 0 ? [t(`card.said.${status}`, { count })] : [];
  });
  const invited = t('card.people', { count: attendeeCount });
  return (
    <details class="card-people">
      <summary>
        <Icon name="people" />
        <span>
          {said.length > 0 ? t('card.peopleSaid', { invited, said: said.join(', ') }) : invited}
          {host && <bdi class="card-quiet">{host}</bdi>}
        </span>
        <Icon name="chevron" />
      </summary>
      <ul>
        {listed.map((attendee, at) => (
          <Person key={at} attendee={attendee} />
        ))}
        {attendeeCount > listed.length && (
          <li class="card-quiet">{t('card.moreMore', { count: attendeeCount - listed.length })}</li>
        )}
      </ul>
    </details>
  );
}

function Person({ attendee: { address, status, role, isMe } }: { attendee: Attendee }) {
  const notes = [isMe && t('card.you'), role === 'OPTIONAL' && t('card.optional')].filter(Boolean);
  return (
    <li>
      <span class="card-person">
        <bdi title={address.address ?? undefined}>{address.display || t('card.somebody')}</bdi>
        {notes.length > 0 && <small> {notes.join(', ')}</small>}
      </span>
      <span class={`card-chip card-chip-${status.toLowerCase()}`}>{t(`card.status.${status}`)}</span>
    </li>
  );
}

function useNewer(id: string): { id: string; cancelled: boolean } | null {
  const [newer, setNewer] = useState<{ id: string; cancelled: boolean } | null>(null);
  useEffect(() => {
    const control = new AbortController();
    newerOf(id, control.signal).then(setNewer, () => {});
    return () => control.abort();
  }, [id]);
  return newer;
}
