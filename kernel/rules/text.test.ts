import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { momentOf } from './calendar.ts'
import {
  dateInWords,
  findHiddenSign,
  formatDate,
  formatLimit,
  formatMoment,
  formatMoney,
  formatNumber,
  formatShortMoment,
  formatSize,
  formatTime,
  formatTimeLeft,
  formatWeekday,
  numberInWords,
  splitFigures,
  tidyLine,
  tidyText,
  withoutAccents
} from './text.ts'

const hour = 3_600_000
/** Expected texts are written with "~" where a no-break space must stand. */
const joined = (text: string) => text.replaceAll('~', '\u00a0')

test('decomposed Vietnamese is stored composed', () => {
  const name = 'Nguyễn Thị Hằng Đào'
  assert.equal(tidyText(name.normalize('NFD')), name)
  assert.equal(tidyText(name.normalize('NFD')).length, name.length)
})

test('what comes along when text is copied is dropped', () => {
  assert.equal(tidyText('\ufeff Phường\u00a0Phú\u200b Hội \r\n'), 'Phường Phú Hội')
  assert.equal(tidyText('dòng một\r\ndòng hai\rdòng ba'), 'dòng một\ndòng hai\ndòng ba')
  assert.equal(tidyLine('  số 5 \n\t đường\u3000Lê  Lợi '), 'số 5 đường Lê Lợi')
  assert.equal(tidyText(' \u200b\u00a0'), '')
  assert.equal(tidyLine('Lê \u200b Lợi'), 'Lê Lợi')
  assert.equal(tidyText('Hue\u200b\u0302\u0301'), 'Huế')
})

test('signs that make a text read otherwise than it is are found and named', () => {
  const found: [string, string | undefined][] = [
    ['Nguyễn Văn A', undefined],
    ['dòng một\n\tdòng hai', undefined],
    ['phản ánh 👨‍👩‍👧 🚧', undefined],
    ['a\u0000b', 'U+0000'],
    ['a\u001bb', 'U+001B'],
    ['a\u0085b', 'U+0085'],
    ['tệp\u202Efdp.exe', 'U+202E'],
    ['a\u2066b', 'U+2066'],
    ['a\u200fb', 'U+200F'],
    ['a\u061cb', 'U+061C'],
    ['a\u2028b', 'U+2028'],
    ['a\ud800b', 'U+D800'],
    ['a\uffffb', 'U+FFFF'],
    ['a\u{e0041}b', 'U+E0041']
  ]
  for (const [text, sign] of found) assert.equal(findHiddenSign(text), sign, JSON.stringify(text))
})

test('text without accents has plain letters, with đ as d', () => {
  assert.equal(withoutAccents('Đăng ký khai sinh ở phường Thuỷ Xuân'), 'Dang ky khai sinh o phuong Thuy Xuan')
  assert.equal(withoutAccents('THỪA THIÊN HUẾ'), 'THUA THIEN HUE')
  assert.equal(withoutAccents('Đường Lê Lợi'.normalize('NFD')), 'Duong Le Loi')
  const letters = 'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ'
  assert.match(withoutAccents(letters + letters.toUpperCase()), /^[a-zA-Z]+$/)
})

test('dates and times are written the Vietnamese way, in the province’s zone', () => {
  assert.equal(formatDate('2021-12-29'), '29/12/2021')
  assert.equal(formatDate('1940'), '1940')
  assert.equal(formatDate('1940-08'), '08/1940')
  assert.equal(formatTime(momentOf('2021-12-29', '14:30')), '14:30')
  assert.equal(formatTime(new Date('2021-12-29T17:05:59.999Z')), '00:05')
  assert.equal(formatWeekday('2022-01-04', 'vi'), joined('thứ~Ba'))
  assert.equal(formatWeekday('2022-01-02', 'vi'), joined('Chủ~nhật'))
  assert.equal(formatWeekday('2022-01-04', 'en'), 'Tuesday')
  assert.equal(formatMoment(momentOf('2022-01-04', '17:30'), 'vi'), joined('17:30~thứ~Ba~04/01/2022'))
  assert.equal(formatMoment(momentOf('2022-01-04', '17:30'), 'en'), joined('17:30~Tuesday~04/01/2022'))
  assert.equal(formatShortMoment(momentOf('2021-12-27', '11:30'), 'vi'), joined('Hai~27/12~·~11:30'))
  assert.equal(formatShortMoment(momentOf('2022-01-02', '00:00'), 'vi'), joined('CN~02/01~·~00:00'))
  assert.equal(formatShortMoment(momentOf('2021-12-27', '11:30'), 'en'), joined('Mon~27/12~·~11:30'))
})

test('numbers and sums are grouped by threes', () => {
  assert.equal(formatNumber(1_234_567.5, 'vi'), '1.234.567,5')
  assert.equal(formatNumber(1_234_567.5, 'en'), '1,234,567.5')
  assert.equal(formatNumber(0, 'vi'), '0')
  assert.equal(formatNumber(999, 'vi'), '999')
  assert.equal(formatNumber(1000, 'vi'), '1.000')
  assert.equal(formatNumber(-1500.25, 'vi'), '−1.500,25')
  assert.equal(formatNumber(-0.0001, 'vi'), '0')
  assert.equal(formatMoney(120_000, 'vi'), joined('120.000~đ'))
  assert.equal(formatMoney(120_000, 'en'), joined('120,000~đ'))
})

test('time left is told in working days of eight hours', () => {
  const told: [number, string, string][] = [
    [11 * hour, 'còn 1~ngày~3~giờ làm việc', '1~day~3~hours of working time left'],
    [8 * hour, 'còn 1~ngày làm việc', '1~day of working time left'],
    [7.99 * hour, 'còn 7~giờ~59~phút làm việc', '7~hours~59~minutes of working time left'],
    [16.5 * hour, 'còn 2~ngày làm việc', '2~days of working time left'],
    [hour, 'còn 1~giờ làm việc', '1~hour of working time left'],
    [119_999, 'còn 1~phút làm việc', '1~minute of working time left'],
    [1, 'còn dưới 1~phút làm việc', 'less than 1~minute of working time left'],
    [0, 'đến hạn', 'due now'],
    [-10 * hour, 'trễ 1~ngày~2~giờ làm việc', 'late by 1~day~2~hours of working time']
  ]
  for (const [ms, vi, en] of told) {
    assert.equal(formatTimeLeft(ms, 'vi'), joined(vi))
    assert.equal(formatTimeLeft(ms, 'en'), joined(en))
  }
})

test('a limit reads as in the procedure’s text', () => {
  assert.equal(formatLimit({ amount: 3, unit: 'workingDay' }, 'vi'), joined('3~ngày làm việc'))
  assert.equal(formatLimit({ amount: 15, unit: 'calendarDay' }, 'vi'), joined('15~ngày'))
  assert.equal(formatLimit({ amount: 1, unit: 'workingDay' }, 'en'), joined('1~working day'))
  assert.equal(formatLimit({ amount: 8, unit: 'workingHour' }, 'en'), joined('8~working hours'))
  assert.match(formatLimit({ amount: 2, unit: 'clockHour' }, 'vi'), /ngày nghỉ/)
  assert.match(formatLimit({ sameDay: true, cutOff: '15:00' }, 'vi'), /sau 15:00/)
})

test('numbers are read as a clerk writes them', () => {
  const read: [number, string][] = [
    [0, 'không'],
    [10, 'mười'],
    [11, 'mười một'],
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [14, 'mười bốn'],
    [55, 'năm mươi lăm'],
    [100, 'một trăm'],
    [105, 'một trăm linh năm'],
    [1001, 'một nghìn không trăm linh một'],
    [2005, 'hai nghìn không trăm linh năm'],
    [2010, 'hai nghìn không trăm mười'],
    [2021, 'hai nghìn không trăm hai mươi mốt'],
    [1985, 'một nghìn chín trăm tám mươi lăm'],
    [120_000, 'một trăm hai mươi nghìn'],
    [1_000_005, 'một triệu không trăm linh năm'],
    [1_500_000_000, 'một tỷ năm trăm triệu'],
    [2_000_000_000_000, 'hai nghìn tỷ']
  ]
  for (const [value, words] of read) assert.equal(numberInWords(value), words)
  for (const value of [-1, 1.5, Number.NaN]) assert.throws(() => numberInWords(value), RangeError)
})

test('the size of a file is told as a telephone tells it, and no file is of nothing', () => {
  for (const [bytes, vi, en] of [
    [1, '1~KB', '1~KB'],
    [181_204, '181~KB', '181~KB'],
    [4_240_000, '4,2~MB', '4.2~MB']
  ] as const) {
    assert.equal(formatSize(bytes, 'vi'), joined(vi))
    assert.equal(formatSize(bytes, 'en'), joined(en))
  }
})

test('no two sums have the same words', () => {
  const seen = new Map<string, number>()
  for (let value = 0; value < 20_000; value++) {
    const words = numberInWords(value)
    assert.equal(seen.get(words), undefined, words)
    assert.doesNotMatch(words, / {2}|^ | $/)
    seen.set(words, value)
  }
})

test('birth dates are written in words', () => {
  assert.equal(dateInWords('2021-12-29'), 'Ngày hai mươi chín tháng mười hai năm hai nghìn không trăm hai mươi mốt')
  assert.equal(dateInWords('1975-04-30'), 'Ngày ba mươi tháng tư năm một nghìn chín trăm bảy mươi lăm')
  assert.equal(dateInWords('1940'), 'Năm một nghìn chín trăm bốn mươi')
  assert.equal(dateInWords('1940-08'), 'Tháng tám năm một nghìn chín trăm bốn mươi')
})

test('tidying twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = tidyText(text)
      assert.equal(tidyText(once), once)
      assert.equal(once, once.normalize('NFC'))
      const line = tidyLine(text)
      assert.equal(tidyLine(line), line)
    }),
    { numRuns: 2000 }
  )
})

test('of a sentence the figures that must not be broken over a line come in the parts between which they may, if they must', () => {
  assert.deepEqual(splitFigures(joined('Hồ sơ H57.22.03-261126-0003: trả trước 17:30~thứ~Ba~04/01/2022.')), [
    'Hồ sơ ',
    ['H57.22.03-261126-', '0003'],
    ': trả trước ',
    ['17:30\u00a0', 'thứ\u00a0', 'Ba\u00a0', '04/01/2022.']
  ])
  assert.deepEqual(splitFigures(joined('Mở cửa (7:30–11:30), phí 120.000~đ')), [
    'Mở cửa ',
    ['(7:30–', '11:30),'],
    ' phí ',
    ['120.000\u00a0', 'đ']
  ])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.equal(splitFigures(text).flat().join(''), text)
    })
  )
})
