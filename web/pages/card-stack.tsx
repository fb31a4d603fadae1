// The cards of one message, in the order of what a person wants to know first.
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import type { MessageCards, ReadReceipt } from '../state/cards.ts';
import { ContactCard } from './card-contact.tsx';
import { InvitationCard } from './card-invitation.tsx';
import { ListLine } from './card-list.tsx';
import { OriginalLink, ReportCard } from './card-report.tsx';
import './cards.css';

interface Props {
  cards: MessageCards;
  junk: boolean;
  own: boolean;
}

export function CardStack({ cards, junk, own }: Props) {
  const { id, invitation, contacts, deliveryReport, readReceipt, receiptRequestedBy, mailingList } = cards;
  const [asking] = own || junk ? [] : receiptRequestedBy;
  return (
    <div class="cards">
      {invitation && <InvitationCard id={id} invitation={invitation} />}
      {deliveryReport && <ReportCard id={id} report={deliveryReport} />}
      {readReceipt && <Receipt id={id} receipt={readReceipt} />}
      {contacts.map((contact, at) => (
        <ContactCard key={at} contact={contact} />
      ))}
      {asking && <Note icon="eye">{t('report.receiptAsked', { name: asking.display })}</Note>}
      {mailingList && !junk && <ListLine id={id} list={mailingList} />}
    </div>
  );
}

function Receipt({ id, receipt }: { id: string; receipt: ReadReceipt }) {
  const name = receipt.recipient ?? t('card.somebody');
  return (
    <section class="card">
      <div class="card-lines">
        <strong>{t(`report.read.${receipt.disposition}`, { name })}</strong>
        <OriginalLink id={id} subject={receipt.originalSubject} />
      </div>
    </section>
  );
}
