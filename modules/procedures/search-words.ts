import type { Ctx } from '@motcua/kernel'
import { Type } from 'typebox'
import { listLifeEvents } from './life-events.ts'
import type { SearchWords } from './rules.ts'

const Word = Type.Object({ said: Type.String(), meant: Type.String() })

/** What the search must know beside the procedures themselves. */
export async function listSearchWords(ctx: Ctx): Promise<SearchWords> {
  const [words, { rows }] = await Promise.all([
    ctx.db(Word)`select said, meant from procedures.search_word order by said`,
    listLifeEvents(ctx)
  ])
  return { words, events: rows }
}

/** Takes the words of the street over; the same again changes nothing. */
export const importSearchWords = ({ db }: Ctx, words: SearchWords['words']): Promise<number> => db`
  insert into procedures.search_word (said, meant)
  select said, meant from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as word (said text, meant text)
  on conflict (said) do update set meant = excluded.meant`
