/** Fills in a form of the citizen's app as a hand does: question by question, as each stands on the screen. */
import type { Answers, Field } from '@motcua/kernel/rules/form'
import { ethnicityOptions } from '@motcua/ui/forms/walk.ts'
import type { Procedure } from '@motcua/procedures/rules'
import type { Locator, Page } from 'playwright-core'

type Parts = Record<string, string>

/** From the first question to the papers. What has no answer is left as it stands. */
export async function fillIn(page: Page, { form }: Procedure, answers: Answers): Promise<void> {
  const fields = new Map(form.sections.flatMap((section) => section.fields.map((field) => [field.name, field])))
  const question = page.locator('form.form-page [id^="q."]').first()
  for (let before = ''; ; ) {
    await page.waitForFunction(
      (last) =>
        !location.pathname.startsWith('/app/ban-khai/') ||
        location.pathname.endsWith('/giay-to') ||
        (document.querySelector('form.form-page [id^="q."]')?.id ?? last) !== last,
      before
    )
    if (page.url().endsWith('/giay-to')) return
    before = (await question.getAttribute('id')) ?? ''
    const field = fields.get(before.slice(2).replace(/:.*/, ''))
    const answer = field && answers[field.name]
    if (field && answer !== undefined) await fill(page, field, answer)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
  }
}

async function fill(page: Page, field: Field, answer: Answers[string]): Promise<void> {
  const at = (part?: string): Locator => page.locator(`[id="q.${field.name}${part ? `.${part}` : ''}"]`)
  const choose = (value: string) => page.locator(`input[name="q.${field.name}"][value="${value}"]`).check()
  switch (field.type) {
    case 'yesNo':
      return choose(answer === true ? 'yes' : 'no')
    case 'choice':
      return (await at().evaluate((one) => one.tagName)) === 'SELECT'
        ? void (await at().selectOption(String(answer)))
        : choose(String(answer))
    case 'ethnicity': {
      await at().fill(ethnicityOptions.find(({ value }) => value === answer)?.label ?? '')
      return at().press('Enter')
    }
    case 'country':
      return // stands there already
    case 'date':
    case 'partialDate':
      return at().fill(asWritten(String(answer)))
    case 'address': {
      const { commune, line } = answer as Parts
      await chooseCommune(page, at('district'), at('commune'), commune ?? '')
      return at('line').fill(line ?? '')
    }
    case 'idPaper': {
      const { kind, number, issuedOn, issuedBy } = answer as Parts
      await at('kind').selectOption(kind ?? '')
      await at('number').fill(number ?? '')
      await at('issuedOn').fill(asWritten(issuedOn ?? ''))
      return at('issuedBy').fill(issuedBy ?? '')
    }
    default:
      return at().fill(String(answer))
  }
}

const asWritten = (day: string): string => day.split('-').toReversed().join('/')

/** The district first, as a person does who knows where they live. */
async function chooseCommune(page: Page, district: Locator, commune: Locator, code: string): Promise<void> {
  const areas = (await (await page.request.get('/api/areas')).json()) as {
    districts: { code: string; communes: { code: string }[] }[]
  }
  const home = areas.districts.find(({ communes }) => communes.some((one) => one.code === code))
  await district.selectOption(home?.code ?? '')
  await commune.selectOption(code)
}
