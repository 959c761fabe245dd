import type { Text } from '@motcua/kernel/rules/form'
import { withoutAccents } from '@motcua/kernel/rules/text'

/** What a person can be looking for. */
export type Findable = {
  code: string
  name: Text
  shortName: Text
  field: Text
  agency?: Text | null
  lifeEvents: string[]
  alsoCalled?: string[]
}

/** What the street says and the catalogue does not: said “sổ đỏ”, meant “quyền sử dụng đất”. Meant nothing: it says nothing about what is wanted. */
type SearchWord = { said: string; meant: string }
export type SearchWords = { events: { code: string; name: Text }[]; words: SearchWord[] }

export type Finder<Row> = (asked: string) => Row[]

// How much a word counts where it is found; all numbers here were set against data/queries.tsv.
const weights = { alias: 1.1, name: 1, english: 0.95, event: 0.7, field: 0.55, agency: 0.5 }
const most = 12 // words of a question that are read: more is no question
const longest = 30 // answers

type Phrase = { words: number[]; rows: number[]; weight: number; importance: number }
type Word = { spelled: string; plain: number; importance: number }

/**
 * Reads the rows once and answers questions in the order of likelihood. Accents may be left out, a letter be wrong, a sound be written
 * as it is spoken; words of the street are translated. The same on the server, on the public page, and on a telephone without network.
 */
export function makeFinder<Row extends Findable>(rows: readonly Row[], known: SearchWords): Finder<Row> {
  const { words, byPlain, phrases, phrasesOf, phrasesWith } = read(rows, known.events)
  const spellings = [...byPlain.keys()].map((plain) => ({ plain, sound: soundOf(plain) }))
  const sayings = known.words
    .map(({ said, meant }) => ({ said: plainWords(said), meant: spelledWords(meant) }))
    .toSorted((one, other) => other.said.length - one.said.length)

  /** The words of the catalogue that may be meant by one that was typed, and how surely. */
  function meant(typed: string, accented: boolean): Map<number, number> {
    const plain = withoutAccents(typed)
    const found = new Map<number, number>()
    for (const id of byPlain.get(plain) ?? [])
      found.set(id, !accented || words[id]?.spelled === typed ? 1 : typed === plain ? 0.85 : 0.7)
    const sound = soundOf(plain)
    for (const other of spellings) {
      const sure = other.plain === plain ? 0 : likeness(plain, other.plain, sound === other.sound)
      if (sure > 0) for (const id of byPlain.get(other.plain) ?? []) found.set(id, sure)
    }
    return found
  }
  const remembered = new Map<string, Map<number, number>>()
  const meantBy = (typed: string, accented: boolean) => {
    const key = `${typed} ${accented}`
    const before = remembered.get(key)
    if (before) return before
    if (remembered.size > 1_000) remembered.clear()
    const now = meant(typed, accented)
    remembered.set(key, now)
    return now
  }

  // Written over at each question; a telephone has no memory to throw away.
  const worth = new Float32Array(phrases.length * most)
  const scores = new Float32Array(phrases.length)
  const inRow = new Float32Array(most)

  /** How well each row answers this wording. */
  function score(typed: string[], total: Float64Array): void {
    const accented = typed.some((word) => word !== withoutAccents(word))
    const asked = typed.map((word) => meantBy(word, accented))
    const importance = asked.map((options, i) => importanceOf(typed[i] ?? '', options, words, rows.length))
    const whole = importance.reduce((sum, each) => sum + each, 0) || 1
    // For each word of the catalogue: which of the asked words it answers, and how surely.
    const answers = new Map<number, { asked: number; sure: number }[]>()
    const touched = new Set<number>()
    for (const [i, options] of asked.entries())
      for (const [id, sure] of options) {
        const list = answers.get(id) ?? []
        list.push({ asked: i, sure })
        answers.set(id, list)
        for (const phrase of phrasesWith[id] ?? []) touched.add(phrase)
      }
    const candidates = new Set<number>()
    for (const id of touched) {
      scores[id] = judge(phrases[id] as Phrase, answers, importance, whole, worth.subarray(id * most, (id + 1) * most))
      for (const row of phrases[id]?.rows ?? []) candidates.add(row)
    }
    for (const row of candidates) {
      let best = 0
      inRow.fill(0)
      for (const id of phrasesOf[row] ?? []) {
        if (!touched.has(id)) continue
        best = Math.max(best, scores[id] ?? 0)
        const weight = Math.min(1, 0.3 + (phrases[id]?.weight ?? 0))
        for (let i = 0; i < asked.length; i++) inRow[i] = Math.max(inRow[i] ?? 0, (worth[id * most + i] ?? 0) * weight)
      }
      const covered = inRow.reduce((sum, each) => sum + each, 0) / whole
      if (covered < 0.5) continue
      // What is led to from an event of life is asked for more often than what is not.
      const common = rows[row]?.lifeEvents.length ? 1.15 : 1
      total[row] = Math.max(total[row] ?? 0, (0.65 * best + 0.35 * covered) * common)
    }
  }

  return (asked) => {
    const typed = spelledWords(asked).slice(0, most)
    if (typed.length === 0) return [...rows]
    const code = rows.filter((row) => row.code === asked.trim())
    if (code.length > 0) return code
    const total = new Float64Array(rows.length)
    for (const wording of wordingsOf(typed, sayings, (word) => byPlain.has(withoutAccents(word)))) score(wording, total)
    const best = total.reduce((one, other) => Math.max(one, other), 0)
    return [...total.keys()]
      .filter((i) => best > 0 && (total[i] ?? 0) >= best * 0.5)
      .toSorted((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b)
      .slice(0, longest)
      .flatMap((i) => rows[i] ?? [])
  }
}

/** How surely one spelling was meant by another; 0: not at all. */
function likeness(plain: string, other: string, sameSound: boolean): number {
  if (plain.length >= 3 && sameSound) return 0.75
  if (isOneEditAway(plain, other)) return plain.length > 4 ? 0.7 : 0.55
  // Words of English bend at their end.
  return plain.length >= 6 && other.length >= 5 && other.startsWith(plain.slice(0, 5)) ? 0.6 : 0
}

/** What an asked word weighs: the rarer in the catalogue, the more; one that nothing there resembles counts too, or any row would do. */
function importanceOf(typed: string, options: Map<number, number>, words: Word[], rows: number): number {
  const of = (least: number) =>
    [...options].filter(([, sure]) => sure >= least).map(([id]) => words[id]?.importance ?? 0)
  const certain = of(0.85)
  if (certain.length > 0) return Math.min(...certain)
  const perhaps = of(0)
  return perhaps.length > 0 ? Math.max(...perhaps) : Math.log(1 + rows) * (/\d/.test(typed) ? 0.3 : 0.8)
}

/** How much of the question a phrase answers, how much of the phrase was asked for, and whether words that stand side by side do so in both. */
function judge(
  { words, weight, importance }: Phrase,
  answers: Map<number, { asked: number; sure: number }[]>,
  asked: number[],
  whole: number,
  perWord: Float32Array
): number {
  perWord.fill(0)
  let said = 0
  let beside = 0
  let before = 0
  for (const [at, id] of words.entries()) {
    let here = 0
    let surest = 0
    for (const { asked: i, sure } of answers.get(id) ?? []) {
      perWord[i] = Math.max(perWord[i] ?? 0, sure * (asked[i] ?? 0))
      here |= 1 << i
      surest = Math.max(surest, sure)
    }
    said += importanceAt(at) * surest
    if ((before << 1) & here) beside++
    before = here
  }
  const covered = perWord.reduce((sum, each) => sum + each, 0) / whole
  const ofPhrase = Math.min(1, said / importance)
  const order = asked.length < 2 ? 0 : Math.min(1, beside / (asked.length - 1))
  return weight * covered * (0.5 + 0.3 * ofPhrase + 0.2 * order)
}

// Of a long official name the beginning says what is done; what is listed behind it counts less.
const importanceAt = (at: number) => (at < 12 ? 1 : 0.4)

function read(rows: readonly Findable[], events: SearchWords['events']) {
  const words: Word[] = []
  const ids = new Map<string, number>()
  const byPlain = new Map<string, number[]>()
  const plains = new Map<string, number>()
  const phrases: Phrase[] = []
  const phraseIds = new Map<string, number>()
  const phrasesWith: number[][] = []
  const wordId = (spelled: string): number => {
    const before = ids.get(spelled)
    if (before !== undefined) return before
    const plain = withoutAccents(spelled)
    const number = plains.get(plain) ?? plains.size
    plains.set(plain, number)
    const id = words.push({ spelled, plain: number, importance: 0 }) - 1
    ids.set(spelled, id)
    byPlain.set(plain, [...(byPlain.get(plain) ?? []), id])
    return id
  }
  const phraseId = (text: string, kind: keyof typeof weights): number => {
    const key = `${kind} ${text}`
    const before = phraseIds.get(key)
    if (before !== undefined) return before
    const read = spelledWords(text).map(wordId)
    const importance = read.reduce((sum, _word, at) => sum + importanceAt(at), 0) || 1
    const id = phrases.push({ words: read, rows: [], weight: weights[kind], importance }) - 1
    phraseIds.set(key, id)
    for (const word of new Set(read)) (phrasesWith[word] ??= []).push(id)
    return id
  }
  const eventName = new Map(events.map(({ code, name }) => [code, name]))
  const phrasesOf = rows.map((row, at) => {
    const own = new Set([phraseId(row.name.vi, 'name'), phraseId(row.shortName.vi, 'name')])
    for (const each of row.alsoCalled ?? []) own.add(phraseId(each, 'alias'))
    for (const { en, vi } of [row.name, row.shortName]) if (en !== vi) own.add(phraseId(en, 'english'))
    for (const [kind, text] of [['field', row.field], ['agency', row.agency]] as const)
      if (text) for (const each of [text.vi, text.en]) own.add(phraseId(each, kind)) // biome-ignore format: two kinds
    for (const code of row.lifeEvents) {
      const name = eventName.get(code)
      if (name) for (const each of [name.vi, name.en]) own.add(phraseId(each, 'event'))
    }
    for (const id of own) phrases[id]?.rows.push(at)
    return [...own]
  })
  // The rarer a word is, the more it tells; all spellings of the same letters share what they tell.
  const seen = new Int32Array(plains.size)
  const lastRow = new Int32Array(plains.size).fill(-1)
  for (const [row, own] of phrasesOf.entries())
    for (const id of own)
      for (const word of phrases[id]?.words ?? []) {
        const plain = words[word]?.plain ?? 0
        if (lastRow[plain] !== row) seen[plain] = (seen[plain] ?? 0) + 1
        lastRow[plain] = row
      }
  for (const word of words) word.importance = Math.log(1 + rows.length / (seen[word.plain] || 1))
  return { words, byPlain, phrases, phrasesOf, phrasesWith }
}

const spelledWords = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d.]+/u)
    .filter((word) => /[\p{L}\d]/u.test(word))

const plainWords = (text: string): string[] => spelledWords(text).map(withoutAccents)

/** The question as it was typed, as Telex letters would have become, and in the words of the catalogue. */
function wordingsOf(
  typed: string[],
  sayings: { said: string[]; meant: string[] }[],
  isKnown: (word: string) => boolean
): string[][] {
  const read = typed.map((word) => (isKnown(word) || !isKnown(fromTelex(word)) ? word : fromTelex(word)))
  let translated = read
  for (const { said, meant } of sayings) {
    const plain = translated.map(withoutAccents)
    const at = plain.findIndex((_word, i) => said.every((each, k) => plain[i + k] === each))
    // What says nothing is left out only while something else is said.
    if (at < 0 || (meant.length === 0 && said.length === plain.length)) continue
    translated = [...translated.slice(0, at), ...meant, ...translated.slice(at + said.length)]
  }
  return translated === read ? [read] : [read, translated]
}

/** “ddawng kys” → “dang ky”: what a Telex keyboard that was switched off leaves behind. */
function fromTelex(word: string): string {
  return word
    .replace(/d+d/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/([aou])w|w/g, (_both, letter?: string) => letter ?? 'u')
    .replace(/(?<=[aeiouy][a-z]{0,3})[sfrxj](?=[a-z]{0,2}$)/, '')
}

const sounds = new Map<string, string>()

/** What a syllable sounds like in one part of the country or another: xây = say, trú = chú, lý = lí, sinh = xinh. */
function soundOf(plain: string): string {
  const before = sounds.get(plain)
  if (before !== undefined) return before
  const sound = plain
    .replace(/^tr/, 'ch')
    .replace(/^x/, 's')
    .replace(/^(gi|r)(?=[aeiouy])/, 'd')
    .replace(/^ngh/, 'ng')
    .replace(/^gh/, 'g')
    .replace(/^[kq]/, 'c')
    .replace(/y/g, 'i')
    .replace(/c$/, 't')
    .replace(/ng$/, 'n')
  if (sounds.size < 20_000) sounds.set(plain, sound)
  return sound
}

/** One letter more, less, other or exchanged with its neighbour; words of two letters must be right, or everything would fit everything. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA.length !== restB.length) return restA.slice(1) === restB || restB.slice(1) === restA
  return (
    restA.slice(1) === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  )
}
