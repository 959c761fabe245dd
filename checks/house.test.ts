import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { brokenArrows, circles, roomCircles } from './arrows.ts'
import { foreignTables, misnamedMigrations, reachesForForeignTables } from './schemas.ts'
import { longFiles, misshapenModules, roomsWithoutNoun, type TextsByLanguage, unevenTexts } from './shape.ts'
import { listFiles, readSource, root, type Source } from './sources.ts'
import {
  begunAnew,
  clocksBelowTheEdge,
  looseEnds,
  otherHandles,
  preparedTooLate,
  settingsReadElsewhere
} from './words.ts'

// Each rule is tried twice: on the house as it stands, and on a planted break that it must find. A rule that finds nothing in either
// would be a check that cannot fail.

const paths = listFiles()
const sources = paths.filter((path) => /\.(tsx?|sql|css|html|md|json|yml)$/.test(path)).map(readSource)
const packages = sources.filter(({ path }) => path.endsWith('package.json'))

const none = (findings: string[]): void => assert.deepEqual(findings, [])
const found = (findings: string[], ...expected: RegExp[]): void => {
  assert.equal(findings.length, expected.length, `found: ${findings.join('\n')}`)
  expected.forEach((pattern, i) => assert.match(findings[i] ?? '', pattern))
}
const file = (path: string, text: string): Source => ({ path, text })

describe('arrows between rooms', () => {
  const planted = (path: string, text: string) => brokenArrows([...packages, file(path, text)])

  test('every import goes along an arrow of docs/house.md', () => none(brokenArrows(sources)))

  test('a kernel that imports a module is found', () =>
    found(
      planted('kernel/cases.ts', "import { x } from '@motcua/dossiers'"),
      /kernel\/cases.ts:1 imports @motcua\/dossiers, which kernel/
    ))

  test('a kernel that reaches a module by a path is found', () =>
    found(
      planted('kernel/cases.ts', "import { x } from '../modules/dossiers/index.ts'"),
      /reaches into modules\/dossiers by a path/
    ))

  test("rules that import a verb, a package or Node.js are found, and another module's types are not", () => {
    found(
      planted('modules/dossiers/rules.ts', "import { x } from './receipt.ts'"),
      /no arrow from module rules to own verbs/
    )
    found(planted('modules/dossiers/rules.ts', "import QR from 'qrcode'"), /contracts and rules need nothing/)
    none(planted('modules/dossiers/rules.ts', "import type { Procedure } from '@motcua/procedures/rules'"))
    found(planted('modules/dossiers/rules.ts', "import { x } from '@motcua/procedures/rules'"), /to module rules/)
  })

  test("a screen that imports verbs, the kernel's face or another module's screens is found", () => {
    const screen = 'modules/dossiers/web/staff/list.tsx'
    found(planted(screen, "import { x } from '../../receipt.ts'"), /to own verbs/)
    found(planted(screen, "import { sql } from '@motcua/kernel'"), /to kernel index/)
    found(planted(screen, "const later = () => import('@motcua/procedures/web/staff')"), /to module web/)
    none(planted(screen, "import { x } from '@motcua/procedures/contract'\nimport { y } from '../../texts.ts'"))
  })

  test('routes that import another module, and verbs that go round a face, are found', () => {
    found(
      planted('modules/dossiers/routes.ts', "import { x } from '@motcua/procedures'"),
      /from module routes to module index/
    )
    none(planted('modules/dossiers/receipt.ts', "import { x } from '@motcua/procedures'"))
    found(planted('modules/dossiers/receipt.ts', "import { x } from '@motcua/procedures/catalogue'"), /does not export/)
    found(
      planted('modules/dossiers/receipt.ts', "import { x } from '@motcua/kernel/platform/db'"),
      /to kernel platform/
    )
    found(planted('modules/dossiers/receipt.ts', "import { x } from '@motcua/kernel/testing'"), /to kernel testing/)
    none(planted('modules/dossiers/test-province.ts', "import { x } from '@motcua/kernel/testing'"))
  })

  test('a module that is used without being declared is found', () =>
    found(
      planted('modules/procedures/catalogue.ts', "import { x } from '@motcua/dossiers'"),
      /package.json does not declare/
    ))

  test('the controls know no module, and a web app imports no verbs', () => {
    found(planted('ui/field.tsx', "import { x } from '../modules/dossiers/contract.ts'"), /by a path/)
    found(planted('apps/citizen/main.tsx', "import { x } from '@motcua/dossiers'"), /from browser app to module index/)
    none(planted('apps/server/main.ts', "import { x } from '@motcua/dossiers'"))
  })

  test('files need each other in no circle', () => none(circles(sources)))

  test('a circle of files is found; types and lazy imports close none', () => {
    const a = file('kernel/a.ts', "import { b } from './b.ts'")
    found(circles([a, file('kernel/b.ts', "export { a } from './a.ts'")]), /kernel\/a.ts → kernel\/b.ts → kernel\/a.ts/)
    none(circles([a, file('kernel/b.ts', "import type { A } from './a.ts'\nconst c = () => import('./a.ts')")]))
  })

  test('rooms declare each other in no circle', () => none(roomCircles(packages)))

  test('a circle of rooms is found', () => {
    const room = (name: string, needs: string) =>
      file(
        `modules/${name}/package.json`,
        JSON.stringify({ name: `@motcua/${name}`, dependencies: { [`@motcua/${needs}`]: '0.1.0' } })
      )
    found(
      roomCircles([room('school', 'health'), room('health', 'school')]),
      /modules\/school → modules\/health → modules\/school/
    )
  })
})

describe('shape of modules', () => {
  test('every module has its faces and a test beside its verbs', () => none(misshapenModules(paths)))

  test('a module without a contract and without a test is found', () => {
    const whole = ['README.md', 'index.ts', 'routes.ts', 'texts.ts', 'package.json'].map(
      (name) => `modules/school/${name}`
    )
    found(misshapenModules([...whole, 'modules/school/web/list.test.ts']), /has no contract.ts/, /has no test beside/)
    none(misshapenModules([...whole, 'modules/school/contract.ts', 'modules/school/marks.test.ts']))
  })

  test('no file is longer than one noun needs', () => none(longFiles(sources)))

  test('a file of 501 lines is found, a test of 501 is not', () => {
    const text = 'x\n'.repeat(501)
    found(longFiles([file('kernel/a.ts', text), file('kernel/a.test.ts', text)]), /kernel\/a.ts has 501 lines/)
  })

  test('every room and file is called by a noun of the province', () => none(roomsWithoutNoun(paths)))

  test('rooms without a noun are found', () => {
    const bad = [
      'kernel/utils/date.ts',
      'ui/helpers.ts',
      'modules/dossiers/dossier.service.ts',
      'kernel/date-utils.test.ts'
    ]
    assert.equal(roomsWithoutNoun(bad).length, bad.length)
    none(roomsWithoutNoun(['apps/citizen/service-worker.ts', 'kernel/library.ts', 'modules/procedures/common-law.ts']))
  })

  test('every text is there in both languages, with the same places for values', async () => {
    const catalogues = paths.filter((path) => /^(modules\/[^/]+|kernel|ui|apps\/[^/]+)\/texts\.ts$/.test(path))
    for (const path of catalogues) {
      const { texts } = (await import(join(root, path))) as { texts?: TextsByLanguage }
      assert.ok(texts, `${path} exports no texts`)
      none(unevenTexts(path, texts))
    }
  })

  test('a text that lacks its English, or a value, is found', () =>
    found(
      unevenTexts('texts.ts', { vi: { a: 'Hồ sơ {number}', b: 'Nộp' }, en: { a: 'Dossier', c: 'Send' } }),
      /b is missing in English/,
      /c is missing in Vietnamese/,
      /a has other places/
    ))
})

describe('tables and migrations', () => {
  test('nobody reaches for the tables of another module', () => none(reachesForForeignTables(sources)))

  test('a foreign table is found in a verb and in a migration', () => {
    assert.deepEqual(foreignTables('school', 'select * from health.patient', ['health', 'school']), ['health'])
    assert.deepEqual(
      foreignTables('school', "insert into school.event values ('health.seen') -- health.patient", [
        'health',
        'school'
      ]),
      []
    )
    const modules = [file('modules/health/index.ts', ''), file('modules/school/index.ts', '')]
    found(
      reachesForForeignTables([
        ...modules,
        file(
          'modules/school/marks.ts',
          'export const f = (ctx: Ctx) =>\n  ctx.db(Row)`select 1 from health.patient p where p.id = ${1}`'
        ),
        file(
          'modules/school/migrations/20260101-0000_create_mark.sql',
          'select 1;\ncreate table school.mark (id uuid references health.patient);'
        )
      ]),
      /marks.ts:2 reaches for tables of health/,
      /create_mark.sql:2 reaches for tables of health/
    )
  })

  test('the kernel names no module, and a module only reads and references the kernel', () => {
    assert.deepEqual(foreignTables('kernel', 'select * from health.patient', ['health']), ['health'])
    assert.deepEqual(
      foreignTables('health', 'create table health.a (id uuid references kernel.person)', ['health']),
      []
    )
    assert.deepEqual(foreignTables('health', 'update kernel.person set name = $1', ['health']), ['kernel'])
  })

  test('migrations say their moment, verb and noun, and refer only to what is there', () =>
    none(misnamedMigrations(sources)))

  test('misnamed, simultaneous and early migrations are found', () => {
    const at = (name: string, text = '') => file(`kernel/migrations/${name}`, text)
    found(misnamedMigrations([at('20260101_create_person.sql')]), /is not called/)
    found(misnamedMigrations([at('20260231-0800_create_person.sql')]), /is no moment/)
    found(misnamedMigrations([at('20260101-0800_person_table.sql')]), /none of the verbs/)
    found(misnamedMigrations([at('20260101-0800_create_a.sql'), at('20260101-0800_create_b.sql')]), /are of one moment/)
    found(
      misnamedMigrations([
        at('20260101-0800_create_mark.sql', 'create table school.mark (id uuid references school.pupil)'),
        at('20260101-0900_create_pupil.sql', 'create table school.pupil (id uuid primary key)')
      ]),
      /refers to school.pupil, which a later migration makes/
    )
  })
})

describe('one way to do a thing', () => {
  test('below the edge nobody asks the clock', () => none(clocksBelowTheEdge(sources)))

  test('a question to the clock is found, a moment made from a text is not', () => {
    const asks =
      'const a = new Date()\nconst b = Date.now()\nconst c = [1].map(Date.now)\nconst d = new Date(0)\nconst e = Date.parse("x")'
    found(
      clocksBelowTheEdge([file('modules/dossiers/receipt.ts', asks)]),
      /:1 .*new Date/,
      /:2 .*Date.now/,
      /:3 .*Date.now/
    )
    none(clocksBelowTheEdge([file('kernel/platform/http.ts', asks), file('apps/server/main.ts', asks)]))
  })

  test('no screen listens or starts its clock anew at every drawing', () => none(begunAnew(sources)))

  test('what listens by a function made on the spot, and a clock in an effect that names nothing, are found', () => {
    const screen = [
      'const a = useSyncExternalStore((changed) => listen(changed), get)',
      'const b = useSyncExternalStore(listen, () => get())',
      'useEffect(() => { const clock = setInterval(send, 1); return () => clearInterval(clock) })',
      'useEffect(() => { const clock = setInterval(send, 1); return () => clearInterval(clock) }, [waits])'
    ].join('\n')
    found(begunAnew([file('ui/staff/outbox.tsx', screen)]), /:1 listens anew/, /:3 starts its clock anew/)
  })

  test('settings are read in one place', () => none(settingsReadElsewhere(sources)))

  test('a setting read elsewhere is found', () => {
    const reads = "import { env } from 'node:process'\nexport const port = process.env.PORT"
    found(
      settingsReadElsewhere([file('apps/server/main.ts', reads)]),
      /:1 imports node:process/,
      /:2 reads process.env/
    )
    none(settingsReadElsewhere([file('kernel/platform/config.ts', reads)]))
  })

  test('only ctx.db reaches the database', () => none(otherHandles(sources)))

  test('another handle to the database is found', () => {
    found(otherHandles([file('kernel/cases.ts', "import pg from 'pg'")]), /kernel\/cases.ts:1 imports pg/)
    found(
      otherHandles([file('modules/dossiers/a.test.ts', "import { from } from 'pg-copy-streams'")]),
      /pg-copy-streams/
    )
  })

  test('what tests need is prepared before the first of them', () => none(preparedTooLate(sources)))

  test('a preparation after the first test is found', () => {
    const late =
      "const a = await aDatabase()\ntest('x', async () => { await a })\nconst b = await aServer()\ntest('y', () => b)\nasync function c() { await b }"
    found(preparedTooLate([file('kernel/a.test.ts', late)]), /a.test.ts:3 waits for something after the first test/)
  })

  test('nothing is left for later, switched off, or true on one machine only', () => none(looseEnds(sources)))

  test('loose ends are found', () => {
    const ends = [
      `// TO${'DO'} later`,
      `test.${'skip'}('x', () => {})`,
      `const a = b as ${'any'}`,
      `// see /tm${'p'}/notes`,
      `// @ts-${'ignore'}`
    ]
    assert.equal(looseEnds([file('kernel/a.ts', ends.join('\n'))]).length, ends.length)
    none(looseEnds([file('kernel/a.ts', `const tmp = 'https://a.example/tm${'p'}/x'\nconst u = './wor${'k'}/a'`)]))
  })
})
