// What mailboxes with a role are called in twenty languages, by the mail programs that make them. A newcomer's trap:
// a name that is found here is moved to by a tap, so a word for something else must not be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byName } from '../../../server/imap/mailbox/roles.ts';
import type { MailboxRole } from '../../../server/mail/mailbox.ts';

/** Names of Sent, Drafts, Trash, Junk and Archive. */
const LANGUAGES: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  en: [
    'Sent|Sent Items|Sent Mail|Sent Messages',
    'Drafts|Draft',
    'Trash|Deleted Items|Deleted Messages|Bin',
    'Junk|Spam|Junk E-mail|Junk Email|Bulk Mail',
    'Archive|Archives|Archived',
  ],
  de: [
    'Gesendet|Gesendete Elemente|Gesendete Objekte|Gesendete Nachrichten',
    'Entwürfe',
    'Papierkorb|Gelöschte Elemente|Gelöschte Objekte|Gelöscht',
    'Junk-E-Mail|Spam|Spamverdacht|Unerwünscht|Unerwünschte Werbung',
    'Archiv|Archive',
  ],
  fr: [
    'Envoyés|Éléments envoyés|Messages envoyés|Objets envoyés|Envoyé',
    'Brouillons|Brouillon',
    'Corbeille|Éléments supprimés|Messages supprimés|Poubelle',
    'Courrier indésirable|Indésirables|Indésirable|Pourriel|Spam',
    'Archives|Archive',
  ],
  es: [
    'Enviados|Elementos enviados|Mensajes enviados|Correo enviado',
    'Borradores|Borrador',
    'Papelera|Elementos eliminados|Mensajes eliminados|Eliminados',
    'Correo no deseado|Correo basura|No deseado|Spam',
    'Archivo|Archivados|Archivo de correo|Archivos',
  ],
  it: [
    'Posta inviata|Inviati|Inviata|Messaggi inviati|Elementi inviati',
    'Bozze|Bozza',
    'Cestino|Posta eliminata|Elementi eliminati|Messaggi eliminati|Eliminati',
    'Posta indesiderata|Indesiderata|Spam',
    'Archivio|Archivi',
  ],
  nl: [
    'Verzonden|Verzonden items|Verzonden berichten|Verstuurd',
    'Concepten',
    'Prullenbak|Verwijderde items|Verwijderde berichten|Verwijderd|Prullenmand',
    'Ongewenst|Ongewenste e-mail|Ongewenste mail|Spam',
    'Archief|Archieven',
  ],
  pl: [
    'Wysłane|Elementy wysłane|Wiadomości wysłane|Poczta wysłana',
    'Szkice|Kopie robocze|Wersje robocze|Robocze',
    'Kosz|Elementy usunięte|Usunięte',
    'Wiadomości-śmieci|Niechciane|Spam|Śmieci',
    'Archiwum|Archiwa',
  ],
  pt: [
    'Enviados|Itens enviados|Enviadas|Mensagens enviadas|Elementos enviados|E-mails enviados',
    'Rascunhos|Rascunho',
    'Lixeira|Itens excluídos|Lixo|Itens eliminados|Mensagens eliminadas|Reciclagem|Excluídos',
    'Lixo eletrônico|Lixo eletrónico|E-mail de lixo|Spam|Correio não solicitado|Não solicitado',
    'Arquivo|Arquivo morto|Arquivos|Arquivados',
  ],
  sv: [
    'Skickat|Skickade objekt|Skickade|Skickade meddelanden|Skickad e-post',
    'Utkast',
    'Papperskorgen|Borttaget|Borttagna objekt|Papperskorg|Raderat',
    'Skräppost|Skräp|Spam',
    'Arkiv|Arkivet',
  ],
  da: [
    'Sendt|Sendt post|Sendte elementer|Sendte beskeder',
    'Kladder|Udkast|Kladde',
    'Papirkurv|Slettet post|Slettede elementer|Slettet',
    'Uønsket|Uønsket mail|Uønsket e-mail|Spam|Uønsket post',
    'Arkiv|Arkiver',
  ],
  nb: [
    'Sendt|Sendte elementer|Sendt e-post|Sendte meldinger',
    'Utkast|Kladder|Kladd',
    'Papirkurv|Søppel|Slettede elementer|Slettet|Søppelkurv',
    'Søppelpost|Uønsket e-post|Spam|Useriøs e-post',
    'Arkiv',
  ],
  fi: [
    'Lähetetyt|Lähetetyt viestit|Lähetetty',
    'Luonnokset|Luonnos',
    'Roskakori|Poistetut|Poistetut viestit|Poistetut kohteet',
    'Roskaposti|Roskapostit|Roskapostikansio',
    'Arkisto|Arkistot|Arkistoidut',
  ],
  cs: [
    'Odeslaná pošta|Odeslané|Odeslaná|Odeslané zprávy|Odeslané položky',
    'Koncepty|Rozepsané|Rozepsané zprávy',
    'Koš|Odstraněná pošta|Odstraněné položky|Odstraněné|Smazané',
    'Nevyžádaná pošta|Nevyžádané|Spam|Nevyžádaná',
    'Archiv|Archív|Archivy',
  ],
  ru: [
    'Отправленные|Отправленное|Отправленные элементы|Отправленные письма',
    'Черновики|Черновик',
    'Удаленные|Удалённые|Корзина|Удаленные элементы',
    'Спам|Нежелательная почта|Нежелательное',
    'Архив|Архивы',
  ],
  uk: [
    'Надіслані|Відправлені|Надіслане|Надіслані елементи',
    'Чернетки|Чернетка',
    'Кошик|Видалені|Смітник|Видалене|Видалені елементи',
    'Спам|Небажана пошта|Небажані',
    'Архів|Архіви',
  ],
  tr: [
    'Gönderilmiş|Gönderilmiş Öğeler|Gönderilenler|Gönderilen|Gönderilmiş Postalar|Gönderilen Öğeler',
    'Taslaklar|Taslak',
    'Çöp|Çöp Kutusu|Silinmiş Öğeler|Silinenler|Silinmiş',
    'İstenmeyen|İstenmeyen e-posta|Gereksiz|Önemsiz|Önemsiz E-posta|Spam',
    'Arşiv|Arşivler',
  ],
  ja: [
    '送信済み|送信済みアイテム|送信済みメール|送信済みトレイ|送信済みメッセージ',
    '下書き|下書きトレイ|草稿',
    'ごみ箱|ゴミ箱|削除済みアイテム|削除済みメッセージ|削除済み',
    '迷惑メール|スパム|迷惑メールフォルダ|迷惑メールフォルダー',
    'アーカイブ',
  ],
  zh: [
    '已发送|已发送邮件|已发邮件|已寄出|寄件備份|已傳送|已发送消息|寄件匣|寄件備份匣',
    '草稿|草稿箱|草稿匣|草稿夹',
    '已删除|已删除邮件|垃圾桶|刪除的郵件|已刪除|废件箱|回收站|已刪除的郵件',
    '垃圾邮件|垃圾郵件|垃圾信件|垃圾邮件箱',
    '归档|存档|封存|存檔|歸檔|已归档',
  ],
  ko: [
    '보낸 편지함|보낸 메일함|보낸메일함|보낸 메시지|보낸편지함|보낸 항목',
    '임시 보관함|임시보관함|임시 편지함',
    '휴지통|지운 편지함|지운 편지|삭제된 메시지|지운편지함|지운 항목',
    '스팸|스팸 메일함|스팸메일함|정크 메일|정크|스팸편지함',
    '보관함|보관 편지함|저장 편지함|아카이브',
  ],
  ar: [
    'المرسل|البريد المرسل|العناصر المرسلة|المرسلة|الرسائل المرسلة',
    'المسودات|مسودات|مسودة',
    'المهملات|سلة المهملات|العناصر المحذوفة|المحذوفات|المحذوفة|الرسائل المحذوفة',
    'البريد غير الهام|البريد غير المرغوب|غير المرغوب|البريد العشوائي|الرسائل غير المرغوب فيها|البريد المزعج',
    'الأرشيف|أرشيف|الأرشيفات',
  ],
};
const ROLES: readonly MailboxRole[] = ['SENT', 'DRAFTS', 'TRASH', 'JUNK', 'ARCHIVE'];

for (const [language, lists] of Object.entries(LANGUAGES)) {
  test(`a mailbox with a role is known by its names in ${language}`, () => {
    for (const [index, list] of lists.entries())
      for (const name of list.split('|')) assert.equal(byName(name).role, ROLES[index], name);
  });
}

test('marks of direction and the form of letters make no other name of it', () => {
  assert.equal(byName('\u200fالمهملات\u200f').role, 'TRASH');
  assert.equal(byName('Entwu\u0308rfe').role, 'DRAFTS');
  assert.equal(byName('ＳＥＮＴ').role, 'SENT');
});

test('a folder of somebody’s own has no role', () => {
  for (const name of [
    'Concept',
    'Werbung',
    'Sent to clients',
    'Archive 2019',
    'Trash talk',
    'Work',
    '',
    'Inbox',
  ])
    assert.equal(byName(name).role, null, name);
});
