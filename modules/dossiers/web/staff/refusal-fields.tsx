import type { Procedure } from '@motcua/procedures/rules'
import { SelectField } from '@motcua/ui/controls/choice.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { texts } from './texts.ts'

/** What Mẫu 03 says, as far as it was said. */
export type Refusing = { ground?: string | undefined; reason?: string | undefined; rightPlace?: string | undefined }

export const neededToRefuse = ({ ground, reason }: Refusing) => ({ ground, reason })

export const refusalOf = (needed: { ground: string; reason: string }, { rightPlace }: Refusing) => ({
  ...needed,
  ...(rightPlace?.trim() ? { rightPlace } : {})
})

/** A ground with its article begins the reason; the officer writes on. */
export const sayGround = (procedure: Procedure, code: string | undefined): Refusing => {
  const chosen = procedure.refusalGrounds.find((one) => one.code === code)
  return chosen ? { ground: chosen.code, reason: `${chosen.text.vi} (${chosen.article}).` } : {}
}

/** Ground, reason in this case, and where the right place is. */
export function RefusalFields({
  procedure,
  said,
  onSaid,
  field
}: {
  procedure: Procedure
  said: Refusing
  onSaid: (said: Refusing) => void
  field: (name: string) => { id: string; faultAt: () => string | undefined }
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <>
      <SelectField
        {...field('ground')}
        label={t('ground')}
        options={procedure.refusalGrounds.map(({ code, text, article }) => ({
          value: code,
          label: `${say(text, language)} (${article})`
        }))}
        value={said.ground}
        onChange={(code) => onSaid({ ...said, ground: code, ...sayGround(procedure, code) })}
      />
      <LongTextField
        {...field('reason')}
        label={t('reason')}
        help={t('reason.help')}
        value={said.reason}
        onChange={(reason) => onSaid({ ...said, reason })}
      />
      <TextField
        {...field('rightPlace')}
        label={t('rightPlace')}
        optional
        value={said.rightPlace}
        onChange={(rightPlace) => onSaid({ ...said, rightPlace })}
      />
    </>
  )
}
