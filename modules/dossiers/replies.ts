/** What an applicant says with a supplement, besides what was asked for: words, or a recording. It stands in the history and nowhere else. */
import type { Ctx } from '@motcua/kernel'
import { type BroughtSound, findSoundBroughtBy } from '@motcua/kernel/documents'
import type { Fault } from '@motcua/kernel/rules/form'
import { tidyText } from '@motcua/kernel/rules/text'
import { Type } from 'typebox'
import type { Reply } from './contract.ts'
import { facts, mostVoiceSeconds } from './rules.ts'

/** A telephone that is told to stop takes a moment to do so. */
const graceSeconds = 2

type Said = { text?: string; voice?: { sha256: string } }

/** A message as history keeps it, or what is wrong with it. */
export async function readReply(
  ctx: Ctx,
  person: string,
  { text = '', voice }: Said
): Promise<{ reply: Omit<Reply, 'at'>; faults: Fault[] }> {
  const words = tidyText(text)
  const sound = voice && (await findSoundBroughtBy(ctx, person, voice.sha256))
  return {
    reply: { ...(words ? { text: words } : {}), ...(sound ? { voice: sound } : {}) },
    faults: voice ? faultsOfVoice(sound) : []
  }
}

function faultsOfVoice(sound: BroughtSound | undefined): Fault[] {
  if (!sound) return [{ field: 'voice', code: 'voice.not_stored' }]
  if (sound.seconds <= mostVoiceSeconds + graceSeconds) return []
  return [{ field: 'voice', code: 'voice.too_long', values: { max: mostVoiceSeconds } }]
}

type Entry = { at: string; what: string; body: string | null }

/** All messages of a history, the first one first; those whose words were erased are gone with them. */
export const repliesIn = (entries: Entry[]): Reply[] =>
  entries
    .filter(({ what, body }) => what === facts.supply && body !== null)
    .map(({ at, body }) => {
      const { text, voice } = JSON.parse(body as string) as Omit<Reply, 'at'>
      return { at, ...(text ? { text } : {}), ...(voice ? { voice } : {}) }
    })
    .filter(({ text, voice }) => text ?? voice)

const Supplied = Type.Object({ body: Type.String() })
const endings: Record<string, string> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' }

/** A recorded message of a dossier, by the name under which it is saved. */
export async function findVoice({ db }: Ctx, id: string, sha256: string): Promise<{ name: string } | undefined> {
  const supplied = await db(Supplied)`
    select body from kernel.history where case_id = ${id} and what = ${facts.supply} and body is not null`
  const voice = supplied
    .map(({ body }) => (JSON.parse(body) as Omit<Reply, 'at'>).voice)
    .find((one) => one?.sha256 === sha256)
  return voice && { name: `loi-nhan.${endings[voice.mediaType] ?? 'bin'}` }
}
