import { html, type Module, page } from '@motcua/kernel'

const words = {
  vi: {
    title: 'Một Cửa',
    lead: 'Thủ tục hành chính của tỉnh: biết cần gì, nộp một lần, xem hồ sơ đang ở đâu.',
    search: 'Cần làm việc gì?',
    find: 'Tìm thủ tục',
    track: 'Tra cứu hồ sơ',
    trackWhy: 'Nhập số hồ sơ và mã tra cứu in trên giấy hẹn.',
    citizen: 'Nộp hồ sơ, xem hồ sơ của tôi',
    staff: 'Dành cho cán bộ',
    call: 'Tổng đài 1900 1075',
    demo: 'Máy chủ này chạy với dữ liệu minh họa. Không đưa dữ liệu thật vào đây.',
    demoLink: 'Tài khoản dùng thử'
  },
  en: {
    title: 'Một Cửa',
    lead: 'The province’s procedures: know what is needed, send it once, see where it stands.',
    search: 'What needs to be done?',
    find: 'Find a procedure',
    track: 'Track a dossier',
    trackWhy: 'Enter the number and the code printed on the receipt.',
    citizen: 'File and see my dossiers',
    staff: 'For officials',
    call: 'Hotline 1900 1075',
    demo: 'This server runs on demonstration data. Keep real data out.',
    demoLink: 'Demo sign-ins'
  }
} as const

/** P1, the front door: complete without JavaScript. */
const front = page('/', async (_ctx, { language }) => {
  const t = words[language]
  return {
    title: t.title,
    body: html`
      <h1>${t.title}</h1>
      <p>${t.lead}</p>
      <form action="/thu-tuc" method="get" class="card"><label for="q">${t.search}</label><input id="q" name="q"><button>${t.find}</button></form>
      <p><a class="button" href="/app/">${t.citizen}</a></p>
      <p><a class="button" href="/tra-cuu">${t.track}</a> <span class="muted">${t.trackWhy}</span></p>
      <p><a href="/staff/">${t.staff}</a> · <a href="tel:19001075">${t.call}</a></p>
      <p class="notice late" role="note">${t.demo} <a href="/demo">${t.demoLink}</a></p>`
  }
})

export const frontPage: Module = { name: 'front-page', routes: [], pages: [front], texts: { vi: {}, en: {} }, jobs: [] }
