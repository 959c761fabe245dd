import { type Html, html, type Language, type PageReply } from '@motcua/kernel'

const words = {
  vi: { procedures: 'Thủ tục', track: 'Tra cứu hồ sơ', desks: 'Nơi nộp', reckoning: 'Cách tính ngày hẹn', skip: 'Tới nội dung', other: 'English', home: 'Một Cửa', menu: 'Mục chính' },
  en: { procedures: 'Procedures', track: 'Track a dossier', desks: 'Where to file', reckoning: 'Due dates', skip: 'To the content', other: 'Tiếng Việt', home: 'Một Cửa', menu: 'Main' }
} // biome-ignore format: two lines of words

/** The frame of every public page: one stylesheet, the system's fonts, no script. */
export function frame({ title, body, head }: PageReply, language: Language): Html {
  const t = words[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title} – Một Cửa</title><link rel="stylesheet" href="/pages.css">${head}
</head>
<body>
<a class="skip" href="#content">${t.skip}</a>
<header><a class="home" href="/">${t.home}</a>
<nav aria-label="${t.menu}"><a href="/thu-tuc">${t.procedures}</a><a href="/tra-cuu">${t.track}</a><a href="/noi-nop">${t.desks}</a><a href="/cach-tinh-ngay-hen">${t.reckoning}</a></nav>
<a class="language" href="?lang=${language === 'vi' ? 'en' : 'vi'}" lang="${language === 'vi' ? 'en' : 'vi'}">${t.other}</a></header>
<main id="content">${body}</main>
</body>
</html>`
}
