// What mail programs call the mailboxes with a role, in languages and forms that imapflow's own table lacks.
// A newcomer's trap: a word that people use for folders of their own ("Concept", "Werbung") does not belong here.
import type { MailboxRole } from '../../mail/mailbox.ts';

/** Lower case, NFKC. */
export const NAMES: Readonly<Partial<Record<MailboxRole, readonly string[]>>> = {
  SENT: [
    ...['envoyé', 'objets envoyés', 'correo enviado', 'verstuurd', 'poczta wysłana', 'skickade'],
    ...['skickade objekt', 'skickade meddelanden', 'skickad e-post', 'lähetetty', 'odeslaná'],
    ...['odeslané zprávy', 'отправленное', 'відправлені', 'надіслане', 'надіслані елементи', 'gönderilen'],
    ...['gönderilenler', 'gönderilen öğeler', 'gönderilmiş postalar', '送信済みメッセージ', '已发邮件'],
    ...['已寄出', '已傳送', '寄件匣', '寄件備份匣', '보낸 메일함', '보낸메일함', '보낸 메시지'],
    ...['보낸편지함', '보낸 항목', 'العناصر المرسلة', 'الرسائل المرسلة'],
  ],
  DRAFTS: [
    ...['brouillon', 'bozza', 'robocze', 'rascunho', 'udkast', 'kladde', 'luonnos', 'rozepsané zprávy'],
    ...['черновик', 'чернетка', '下書きトレイ', '草稿夹', '임시보관함', '임시 편지함', 'مسودة'],
  ],
  TRASH: [
    ...['messages supprimés', 'mensajes eliminados', 'eliminados', 'messaggi eliminati', 'eliminati'],
    ...['verwijderde berichten', 'verwijderd', 'prullenmand', 'mensagens eliminadas', 'excluídos'],
    ...['raderat', 'søppel', 'søppelkurv', 'poistetut kohteet', 'odstraněné', 'smazané', 'видалене'],
    ...['видалені елементи', 'silinenler', 'silinmiş', '削除済みメッセージ', '削除済み', '已删除'],
    ...['已刪除', '刪除的郵件', '已刪除的郵件', '지운 편지', '지운편지함', '지운 항목', '삭제된 메시지'],
    ...['سلة المهملات', 'المحذوفات', 'المحذوفة', 'الرسائل المحذوفة'],
  ],
  JUNK: [
    ...['spamverdacht', 'unerwünscht', 'unerwünschte werbung', 'indésirable', 'ongewenste mail'],
    ...['śmieci', 'e-mail de lixo', 'correio não solicitado', 'não solicitado', 'useriøs e-post'],
    ...['roskapostikansio', 'nevyžádané', 'нежелательное', 'небажані', 'スパム', '迷惑メールフォルダ'],
    ...['迷惑メールフォルダー', '垃圾邮件箱', '스팸 메일함', '스팸메일함', '스팸편지함', 'مزعج'],
    ...['البريد غير الهام', 'البريد غير المرغوب', 'البريد العشوائي', 'بريد مزعج', 'البريد المزعج'],
  ],
  ARCHIVE: [
    ...['archived', 'archivo de correo', 'archiwa', 'arquivados', 'arkivet', 'arkistot', 'arkistoidut'],
    ...['archivy', '歸檔', '已归档', '아카이브', 'الأرشيفات'],
  ],
};
