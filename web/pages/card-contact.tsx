// A contact that came as a file: who it is, and what one can do with it at once. A newcomer's trap: a picture is only
// ever the one inside the file, by an address of ours.
import { Avatar } from '../components/avatar.tsx';
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import type { Contact } from '../state/cards.ts';

type Value = Contact['phones'][number];

export function ContactCard({ contact }: { contact: Contact }) {
  const { name, organization, title, phones, emails, addresses, urls, birthday, photoUrl, file } = contact;
  const write = (to: string): void => navigate({ name: 'compose', query: { to: encodeURIComponent(to) } });
  const call = (number: string): string => `tel:${number.replace(/[^\d+*#,;]/g, '')}`;
  const [email] = emails;
  const [phone] = phones;
  return (
    <section class="card card-contact">
      <div class="card-who">
        {photoUrl ? (
          <img class="card-photo" src={photoUrl} alt="" width="44" height="44" />
        ) : (
          <Avatar name={name} address={email?.value ?? null} />
        )}
        <div>
          <h2 class="card-title">
            <bdi>{name}</bdi>
          </h2>
          {(title || organization) && (
            <p class="card-quiet">
              <bdi>{[title, organization].filter(Boolean).join(', ')}</bdi>
            </p>
          )}
        </div>
      </div>
      <dl class="card-values">
        {phones.map((each) => (
          <Row key={each.value} label={labelOf(each, t('contact.phone'))}>
            <a href={call(each.value)}>{each.value}</a>
          </Row>
        ))}
        {emails.map((each) => (
          <Row key={each.value} label={labelOf(each, t('contact.email'))}>
            <button type="button" class="card-link" onClick={() => write(each.value)}>
              {each.value}
            </button>
          </Row>
        ))}
        {addresses.map((each) => (
          <Row key={each.value} label={labelOf(each, t('contact.address'))}>
            <span class="card-multiline">{each.value}</span>
          </Row>
        ))}
        {urls.map((each) => (
          <Row key={each.value} label={labelOf(each, t('contact.web'))}>
            <a href={each.value} target="_blank" rel="noopener noreferrer">
              {each.value}
            </a>
          </Row>
        ))}
        {birthday && <Row label={t('contact.birthday')}>{birthday}</Row>}
      </dl>
      <div class="card-actions">
        {email && (
          <button type="button" class="btn" onClick={() => write(email.value)}>
            <Icon name="pen" />
            {t('contact.write')}
          </button>
        )}
        {phone && (
          <a class="btn" href={call(phone.value)}>
            <Icon name="phone" />
            {t('contact.call')}
          </a>
        )}
        <a class="btn" href={file.url} download={file.filename}>
          <Icon name="download" />
          {t('card.saveContact')}
        </a>
      </div>
    </section>
  );
}

function Row({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

const KNOWN = ['home', 'work', 'cell', 'mobile', 'fax', 'pager', 'main', 'other'] as const;

function labelOf({ label }: Value, kind: string): string {
  const known = KNOWN.find((each) => each === label);
  return known ? t(`contact.label.${known}`) : (label ?? kind);
}
