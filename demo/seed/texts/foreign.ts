// Letters in other languages and the charsets that people really send them in. A newcomer's trap: `raw` ones
// put the bytes of the charset into the header without any encoding, as old programs do.

export interface Foreign {
  charset: string;
  encoding: '7bit' | '8bit' | 'quoted-printable' | 'base64';
  name: string;
  address: string;
  subject: string;
  body: string;
  raw?: true;
  rtl?: true;
  html?: true;
}

export const FOREIGN: readonly Foreign[] = [
  {
    charset: 'iso-8859-1',
    encoding: 'quoted-printable',
    name: 'Françoise Lemoël',
    address: 'francoise@lemoel.example',
    subject: 'Pêche à la journée : le bateau est réservé',
    body: 'Bonjour,\n\nLe bateau est réservé pour samedi, départ à 6 h 30 devant la capitainerie. Prévoyez des vêtements chauds et de quoi déjeuner ; le café est à bord.\n\nÀ samedi,\nFrançoise',
  },
  {
    charset: 'iso-8859-1',
    encoding: '8bit',
    raw: true,
    name: 'Søren Kjær',
    address: 'soren@kjaer.example',
    subject: 'Nøglerne til sommerhuset på Ærø',
    body: 'Hej,\n\nNøglerne ligger hos naboen, det røde hus med æbletræet. Husk at lukke for vandet, når I kører hjem.\n\nKærlig hilsen\nSøren',
  },
  {
    charset: 'windows-1252',
    encoding: 'quoted-printable',
    name: 'Lukas Büchner',
    address: 'lukas@buechner.example',
    subject: 'Angebot „Fensterläden“ – 1.280,00 €',
    body: 'Guten Tag,\n\nvielen Dank für Ihre Anfrage. Für sechs Fensterläden aus Lärche – gestrichen, mit Beschlägen – können wir Ihnen 1.280,00 € anbieten. Das Angebot gilt bis Monatsende.\n\nMit freundlichen Grüßen\nLukas Büchner',
  },
  {
    charset: 'windows-1251',
    encoding: 'base64',
    name: 'Ольга Синицына',
    address: 'olga@sinitsyna.example',
    subject: 'Фотографии с дачи и рецепт варенья',
    body: 'Привет!\n\nПосылаю фотографии с дачи. Яблок в этом году столько, что мы раздаём их соседям. Рецепт варенья простой: на килограмм яблок шестьсот граммов сахара и палочка корицы.\n\nОбнимаю,\nОля',
  },
  {
    charset: 'koi8-r',
    encoding: '8bit',
    name: 'Андрей Лебедев',
    address: 'andrey@lebedev.example',
    subject: 'Встреча выпускников в субботу',
    body: 'Здравствуйте!\n\nСобираемся в субботу в шесть часов у памятника, потом пойдём в кафе на набережной. Кто принесёт гитару?\n\nАндрей',
  },
  {
    charset: 'koi8-r',
    encoding: '8bit',
    raw: true,
    name: 'Марина Котова',
    address: 'marina@kotova.example',
    subject: 'Билеты на ночной поезд',
    body: 'Билеты куплены, вагон девять, места семнадцать и восемнадцать. Встречаемся у расписания в десять вечера.\n\nМарина',
  },
  {
    charset: 'shift_jis',
    encoding: 'base64',
    name: '石川 空',
    address: 'sora@ishikawa.example',
    subject: '来週の待ち合わせについて',
    body: 'こんにちは。\n\n来週の木曜日、午後六時に駅前の本屋で待ち合わせましょう。雨が降ったら、二階の喫茶店で待っています。\n\nよろしくお願いします。\n石川',
  },
  {
    charset: 'iso-2022-jp',
    encoding: '7bit',
    name: '田中 芽衣',
    address: 'mei@tanaka.example',
    subject: '展覧会のご案内',
    body: 'お世話になっております。\n\n来月、小さな版画の展覧会を開きます。初日の夕方には作家も参りますので、ぜひお越しください。\n\n田中 芽衣',
  },
  {
    charset: 'gb18030',
    encoding: 'base64',
    name: '林晓梅',
    address: 'xiaomei@lin.example',
    subject: '关于下个月的旅行安排',
    body: '你好！\n\n火车票已经买好了，星期五早上八点出发。旅馆在湖边，离车站走路十分钟。记得带一件厚衣服，晚上很凉。\n\n晓梅',
  },
  {
    charset: 'big5',
    encoding: 'base64',
    name: '陳怡君',
    address: 'yijun@chen.example',
    subject: '讀書會改到星期四晚上',
    body: '大家好：\n\n這次的讀書會改到星期四晚上七點，地點不變。請先讀完前三章，我會準備茶和點心。\n\n怡君',
  },
  {
    charset: 'euc-kr',
    encoding: 'base64',
    name: '박서연',
    address: 'seoyeon@park.example',
    subject: '주말 등산 약속',
    body: '안녕하세요.\n\n토요일 아침 일곱 시에 지하철역 출구에서 만나요. 김밥은 제가 준비할게요. 물만 챙겨 오세요.\n\n서연 드림',
  },
  {
    charset: 'utf-8',
    encoding: 'base64',
    rtl: true,
    html: true,
    name: 'ليلى الخطيب',
    address: 'layla@khatib.example',
    subject: 'دعوة إلى العشاء يوم الجمعة',
    body: 'مرحباً،\n\nيسعدنا أن ندعوكم إلى العشاء يوم الجمعة في الساعة السابعة مساءً. سنكون في الحديقة إذا كان الطقس جميلاً، وإلا ففي البيت.\n\nمع أطيب التحيات،\nليلى',
  },
  {
    charset: 'utf-8',
    encoding: 'quoted-printable',
    rtl: true,
    name: 'נועם ברק',
    address: 'noam@barak.example',
    subject: 'Re: הרכבת של 17:40 ושולחן ל-4',
    body: 'שלום,\n\nהזמנתי שולחן לארבעה ליד החלון, Café Lumen, בשעה 19:00. הרכבת של 17:40 מגיעה בזמן.\n\nלהתראות,\nנועם',
  },
  {
    charset: 'iso-8859-7',
    encoding: 'quoted-printable',
    name: 'Ελένη Παππά',
    address: 'eleni@pappa.example',
    subject: 'Το κλειδί του σπιτιού',
    body: 'Καλημέρα,\n\nΤο κλειδί είναι στον φούρνο της γειτονιάς. Πείτε ότι έρχεστε από εμένα. Η θάλασσα είναι ακόμα ζεστή!\n\nΕλένη',
  },
  {
    charset: 'iso-8859-2',
    encoding: 'quoted-printable',
    name: 'Zsófia Bárány',
    address: 'zsofia@barany.example',
    subject: 'Hétvégi túra – hőmérséklet és térkép',
    body: 'Szia!\n\nA túra szombaton kilenckor indul a sípályánál. Vigyél esőkabátot, mert délutánra zápor várható. A térképet hozom.\n\nÜdv,\nZsófi',
  },
  {
    charset: 'utf-8',
    encoding: '8bit',
    raw: true,
    name: 'Türkân Güneş',
    address: 'turkan@gunes.example',
    subject: 'Çarşamba akşamı – ığdır kayısısı 🍑',
    body: 'Merhaba,\n\nÇarşamba akşamı gelirken kayısı getireceğim. Çay sizden, reçel benden.\n\nSevgiler,\nTürkân',
  },
  {
    charset: 'tis-620',
    encoding: 'base64',
    name: 'สมชาย ใจดี',
    address: 'somchai@jaidee.example',
    subject: 'นัดทานข้าวเย็นวันเสาร์',
    body: 'สวัสดีครับ\n\nวันเสาร์นี้เจอกันที่ร้านริมน้ำตอนหกโมงเย็นนะครับ ผมจองโต๊ะไว้แล้วสี่ที่\n\nสมชาย',
  },
];
