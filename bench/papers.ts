import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { openPresses } from '../kernel/papers.ts'
import { squareOf } from '../modules/dossiers/papers/printing.ts'

/** What a core must print in a second. */
export const receiptsAsked = 150

const template = new URL('../modules/dossiers/papers/receipt.typ', import.meta.url)

/** A receipt as a desk prints it a hundred times a day; number, applicant and code differ from one to the next. */
function receiptOf(i: number): object {
  const number = `H57.22.03-211229-${String(i).padStart(4, '0')}`
  const desk = 'Bộ phận Tiếp nhận và Trả kết quả'
  const agency = 'Ủy ban nhân dân phường Gia Hội'
  const file = {
    name: 'giay-chung-sinh.pdf',
    size: '181 KB',
    sha256: `${String(i).padStart(8, '0')} `.repeat(8).trim()
  }
  return {
    title: `Giấy tiếp nhận hồ sơ và hẹn trả kết quả ${number}`,
    draft: false,
    agency,
    desk,
    deskInFull: `${desk} ${agency}`,
    telephone: '1900 1075',
    place: 'Gia Hội',
    no: `${number.slice(10)}/TNHS`,
    date: { day: '29', month: '12', year: '2021' },
    created: { year: 2021, month: 12, day: 29, hour: 2, minute: 0, second: 0 },
    number,
    trackingCode: '8K3F9T2M',
    address: 'localhost:8080',
    applicant: {
      name: `NGUYỄN THỊ HOA ${i}`,
      address: `${i} Chi Lăng, phường Gia Hội, thành phố Huế`,
      phone: '0914000001',
      email: null
    },
    content: 'Đăng ký khai sinh',
    procedure: '1.001193',
    officer: 'Trần Thị Mai Hương',
    book: { volume: '2021 (sổ điện tử)', serial: number.slice(10) },
    parts: [
      { name: 'Tờ khai đăng ký khai sinh', kind: 'khai trên hệ thống', sets: 1, files: [] },
      { name: 'Giấy chứng sinh', kind: 'bản chính (gửi tệp trực tuyến)', sets: 1, files: [file] },
      { name: 'Giấy tờ tùy thân của người yêu cầu', kind: 'chỉ xuất trình', sets: null, files: [] }
    ],
    voices: [],
    sets: 1,
    limit: 'trong ngày; nếu nhận sau 15:00 thì trong ngày làm việc tiếp theo',
    received: '09 giờ 00 phút, ngày 29 tháng 12 năm 2021',
    due: '17 giờ 30 phút, ngày 29 tháng 12 năm 2021',
    provisional: false
  }
}

/** Seconds of a processor that this process and its children have taken so far; children as the kernel counts them, in hundredths. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  const ofChildren = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return Number(fields[1]) === process.pid ? Number(fields[11]) + Number(fields[12]) : 0
      } catch {
        return 0 // it has ended meanwhile
      }
    })
  return (user + system) / 1e6 + ofChildren.reduce((sum, ticks) => sum + ticks, 0) / 100
}

/** Receipts a second and a core: of one press, by all the processor time that it and the server's own process took for it. */
export async function benchPapers(papers = 1_500): Promise<{ aCore: number; aPress: number; kilobytes: number }> {
  const render = openPresses({ most: 1, papersEach: 2_000 })
  const print = async (i: number) => {
    const tracking = `http://localhost:8080/tra-cuu?so=H57.22.03-211229-${String(i).padStart(4, '0')}&ma=8K3F9T2M`
    const qr = await squareOf(tracking)
    return render(template, receiptOf(i), { pictures: { 'qr.svg': qr } })
  }
  await print(0) // the press starts, and reads its fonts
  const before = processorSeconds()
  const begun = performance.now()
  let bytes = 0
  // Two under way: while one is printed, the next is made ready, as on a server.
  let next = 1
  const lane = async () => {
    while (next <= papers) {
      const { length } = await print(next++)
      bytes += length
    }
  }
  await Promise.all([lane(), lane()])
  const seconds = (performance.now() - begun) / 1_000
  return { aCore: papers / (processorSeconds() - before), aPress: papers / seconds, kilobytes: bytes / papers / 1_000 }
}

if (import.meta.main) {
  const { aCore, aPress, kilobytes } = await benchPapers()
  console.log(
    `receipts: ${aCore.toFixed(0)}/s a core (${(aCore / receiptsAsked).toFixed(2)} of the ${receiptsAsked} asked), ${aPress.toFixed(0)}/s of one press on ${availableParallelism()} cores, ${kilobytes.toFixed(0)} KB each`
  )
}
