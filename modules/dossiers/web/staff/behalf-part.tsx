import { Button } from '@motcua/ui/controls/button.tsx'
import { ChoiceField, SelectField } from '@motcua/ui/controls/choice.tsx'
import { TextField } from '@motcua/ui/controls/text-field.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { type Relation, relations } from '@motcua/kernel/rules/relations'
import { consents } from '../../rules.ts'
import { FileField } from './file-field.tsx'
import type { Intake } from './intakes.ts'
import { texts } from './texts.ts'

/** What is still missing of filing for another, by the id of its field. */
export function gapOfBehalf({ behalf }: Intake): string | undefined {
  if (!behalf) return undefined
  if (!behalf.name?.trim()) return 'behalf.name'
  if (!behalf.relation) return 'behalf.relation'
  if (!behalf.how) return 'behalf.how'
  return behalf.how === 'written' && !behalf.file ? 'behalf.file' : undefined
}

/** “Nộp thay người khác”: who stands here, in what relation, and how the applicant has agreed. */
export function BehalfPart({
  intake,
  change,
  tried
}: {
  intake: Intake
  change: (part: Partial<Intake>) => void
  tried: boolean
}) {
  const t = useText(texts)
  const { behalf } = intake
  if (!behalf)
    return (
      <div>
        <Button look="plain" onClick={() => change({ behalf: {} })}>
          {t('behalf')}
        </Button>
      </div>
    )
  const gap = gapOfBehalf(intake)
  const field = (name: string) => ({
    id: `behalf.${name}`,
    faultAt: () => (tried && gap === `behalf.${name}` ? t('fault.required') : undefined)
  })
  const set = (part: NonNullable<Intake['behalf']>) => change({ behalf: { ...behalf, ...part } })
  return (
    <fieldset className="stack tight behalf">
      <legend>{t('behalf')}</legend>
      <TextField
        {...field('name')}
        kind="name"
        label={t('behalf.name')}
        value={behalf.name}
        onChange={(name) => set({ name })}
      />
      <SelectField
        {...field('relation')}
        label={t('behalf.relation')}
        options={relations.map((one) => ({ value: one, label: t(`relation.${one}`) }))}
        value={behalf.relation}
        onChange={(relation) => set({ relation: relation as Relation })}
      />
      <ChoiceField
        {...field('how')}
        label={t('behalf.how')}
        options={consents.map((one) => ({ value: one, label: t(`consent.${one}`) }))}
        value={behalf.how}
        onChange={(how) => set({ how: how as (typeof consents)[number] })}
      />
      {behalf.how === 'written' && (
        <FileField
          id="behalf.file"
          label={t('behalf.file')}
          note={t('file.help')}
          fault={field('file').faultAt()}
          matter={intake.id}
          value={behalf.file}
          onChange={(file) => set({ file })}
        />
      )}
      <div>
        <Button look="plain" onClick={() => change({ behalf: undefined })}>
          {t('behalf.not')}
        </Button>
      </div>
    </fieldset>
  )
}
