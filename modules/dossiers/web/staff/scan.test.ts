import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Card, readScan } from './scan.ts'

const hoa =
  '046190001234|191234567|Nguyễn Thị Hoa|28051990|Nữ|12 Chi Lăng, Gia Hội, Thành phố Huế, Thừa Thiên Huế|29042021'
const card = (text: string): Card => {
  const scan = readScan(text)
  assert.ok(scan?.kind === 'card', `${text} was read as ${scan?.kind}`)
  return scan
}
const why = (text: string) => {
  const scan = readScan(text)
  return scan?.kind === 'unreadable' ? scan.why : scan?.kind
}

test('the code of a chip card gives the person whole', () => {
  assert.deepEqual(readScan(hoa), {
    kind: 'card',
    personalId: '046190001234',
    oldNumber: '191234567',
    name: 'Nguyễn Thị Hoa',
    birthDate: '1990-05-28',
    sex: 'female',
    address: '12 Chi Lăng, Gia Hội, Thành phố Huế, Thừa Thiên Huế',
    issuedOn: '2021-04-29',
    doubtful: false
  })
  assert.equal('oldNumber' in card(hoa.replace('191234567', '')), false)
})

test('a byte order mark, the name of the code, blanks and what a newer card adds at the end change nothing', () => {
  const plain = readScan(hoa)
  for (const text of [
    `\ufeff${hoa}`,
    `]Q1${hoa}`,
    `  ${hoa}\r`,
    `${hoa}|`,
    `${hoa}||||`,
    `${hoa}\u0000`,
    hoa.normalize('NFD')
  ])
    assert.deepEqual(readScan(text), plain, JSON.stringify(text))
})

test('letters broken on the way leave the numbers, and the name to be compared with the card', () => {
  const broken = [
    ['Nguyễn Thị Hoa', 'Nguyá»…n Thá»‹ Hoa'],
    ['Nguyễn Thị Hoa', 'Nguy?n Th? Hoa'],
    ['Nguyễn Thị Hoa', 'Nguy\ufffdn Th\ufffd Hoa'],
    ['Nguyễn Thị Hoa', 'Nguyễ4n Thị5 Hoa'],
    ['Nguyễn Thị Hoa', 'Nguyeenx Thij Hoa'],
    ['Nguyễn Thị Hoa', 'Nguyễễn Thị Hoa'],
    ['Nguyễn Thị Hoa', 'nguyễn thị hoa'],
    ['Nguyễn Thị Hoa', 'nGUYỄN tHỊ hOA'],
    ['Chi Lăng', 'Chi LÄƒng'],
    ['Chi Lăng', 'Chi La8ng'],
    ['Huế', 'HuÃª']
  ] as const
  for (const [whole, mangled] of broken) {
    const read = card(hoa.replaceAll(whole, mangled))
    assert.deepEqual(
      [read.personalId, read.birthDate, read.sex, read.doubtful],
      ['046190001234', '1990-05-28', 'female', true],
      mangled
    )
  }
  assert.equal(card('046190001234||Nguyen Thi Hoa|28051990|Nu|12 Chi Lang, Gia Hoi, Hue|29042021').doubtful, true)
  assert.equal(card(hoa.replace('Nguyễn Thị Hoa', 'nGUYỄN tHỊ hOA')).name, 'Nguyễn Thị Hoa')
})

test('names of other peoples are no broken ones', () => {
  for (const name of [
    'Hồ Kăn Tar',
    "H'Hen Niê",
    'Rơ Châm Phít',
    'NGUYỄN THỊ HOA',
    'Quách Gia Khiêm',
    'Nguyễn Thuỳ Uyên',
    'Giàng A Páo'
  ])
    assert.equal(card(hoa.replace('Nguyễn Thị Hoa', name)).doubtful, false, name)
})

test('what is no whole card says what is wrong with it', () => {
  assert.equal(why('046190001234|191234567|Nguyễn Thị Hoa|28051990|Nữ'), 'fields')
  assert.equal(why('046190001234|Nguyễn Thị Hoa|28051990|Nữ|12 Chi Lăng|29042021'), 'fields')
  assert.equal(why(`${hoa}${hoa}`), 'two')
  assert.equal(why(hoa.replace('28051990', '31021990')), 'date')
  assert.equal(why(hoa.replace('28051990', '1990')), 'date')
  assert.equal(why(hoa.replace('046190001234', '04619000123')), 'number')
  assert.equal(why(hoa.replace('Nữ', '')), 'fields')
  assert.equal(why('191234567||Nguyễn Thị Hoa|28051990|Nữ|12 Chi Lăng|29042010'), 'old')
  assert.equal(why('191234567'), 'old')
})

test('the receipt, its number and the number of a person are told apart', () => {
  const dossier = { kind: 'dossier', number: 'H57.22.03-211229-0017' }
  assert.deepEqual(readScan('https://motcua.thuathienhue.gov.vn/tra-cuu?so=H57.22.03-211229-0017&ma=8K3F9T2M'), {
    ...dossier,
    code: '8K3F9T2M'
  })
  assert.deepEqual(readScan('http://localhost:8107/tra-cuu?ma=8k3f9t2m&so=h57.22.03-211229-0017'), {
    ...dossier,
    code: '8K3F9T2M'
  })
  assert.deepEqual(readScan('h57.22.03-211229-0017'), dossier)
  assert.deepEqual(readScan('046190001234'), { kind: 'person', personalId: '046190001234' })
  for (const other of [
    '',
    '8934563138164',
    'https://example.org/?so=1',
    'H57.22.03-211329-0017',
    'a|b|c',
    'Nguyễn Thị Hoa'
  ])
    assert.equal(readScan(other), undefined, other)
})

const words = fc.constantFrom(
  'Nguyễn',
  'Thị',
  'Trần',
  'Văn',
  'Hoà',
  'Đặng',
  'Phước',
  'Hường',
  'Quý',
  'Như',
  'Ái',
  'Oanh',
  'Thuyền'
)
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2021-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const cards = fc.record({
  personalId: fc.stringMatching(/^0\d{11}$/),
  name: fc.array(words, { minLength: 2, maxLength: 5 }).map((list) => list.join(' ')),
  birthDate: day,
  sex: fc.constantFrom('male' as const, 'female' as const),
  address: fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => `Thôn 3, ${list.join(', ')}`),
  issuedOn: day
})
const printed = ({ personalId, name, birthDate, sex, address, issuedOn }: Omit<Card, 'kind' | 'doubtful'>) => {
  const run = (date: string) => date.split('-').toReversed().join('')
  return [personalId, '', name, run(birthDate), sex === 'male' ? 'Nam' : 'Nữ', address, run(issuedOn)].join('|')
}

test('every card is read as it was printed', () => {
  fc.assert(
    fc.property(cards, (one) => assert.deepEqual(readScan(printed(one)), { kind: 'card', ...one, doubtful: false }))
  )
})

test('a card of which a sign was lost or another slipped in never becomes a card with another number and days without a doubt', () => {
  fc.assert(
    fc.property(cards, fc.nat(), fc.constantFrom('', '|', 'x', '0', 'ễ', '?', '\u202e'), (one, at, sign) => {
      const text = printed(one)
      const place = at % text.length
      const read = readScan(text.slice(0, place) + sign + text.slice(place + 1))
      if (read?.kind !== 'card') return
      // A digit that turned into another digit cannot be seen; everything else can.
      const expected = sign === '0' ? read.personalId : one.personalId
      assert.equal(read.personalId, expected)
      assert.match(read.birthDate + read.issuedOn, /^(\d{4}-\d{2}-\d{2}){2}$/)
    })
  )
})

test('whatever is typed, reading it ends without a fault', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void readScan(text)))
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('|', '0', '9', 'H57.', 'so=', '%', 'ễ', ' '), { maxLength: 60 }),
      (parts) => void readScan(parts.join(''))
    )
  )
})
