import { type DossierRow, searchDossiers } from '../../contract.ts'
import { call, Problem } from '@motcua/ui/call.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import type { TakeScan } from '@motcua/ui/staff/scanner.tsx'
import { useState } from 'react'
import type { Who } from './intakes.ts'
import { readScan, type Scan } from './scan.ts'
import { texts } from './texts.ts'

type Unreadable = Extract<Scan, { kind: 'unreadable' }>

/** What the readings of one scan mean: the first that means something whole, or what is wrong with it. */
function meaningOf(readings: string[]): Scan | undefined {
  const scans = readings.map(readScan).filter((scan) => scan !== undefined)
  return scans.find(({ kind }) => kind !== 'unreadable') ?? scans[0]
}

const whoOf = (scan: Extract<Scan, { kind: 'card' | 'person' }>): Who => {
  const { kind: _, ...who } = scan
  return who
}

/** A whole card and the address on a receipt are typed by no hand. */
const isUnmistakable = (scan: Scan): boolean =>
  scan.kind === 'card' || (scan.kind === 'dossier' && scan.code !== undefined)

/** Why a scan cannot be used, in words. */
function useFaultOfScan(): (scan: Unreadable) => string {
  const t = useText(texts)
  return ({ why }) => t(`scan.${why}`)
}

/** Takes scans for a screen: dossiers are looked up and opened, persons handed on; what is wrong is told. */
export function useTakeScan({
  onDossier,
  onPerson
}: {
  onDossier?: (row: DossierRow) => void
  onPerson?: (who: Who) => void
}): { take: TakeScan; told: string | undefined; forget: () => void } {
  const t = useText(texts)
  const problemText = useProblemText()
  const faultOf = useFaultOfScan()
  const [told, setTold] = useState<string>()
  const open = async (number: string) => {
    try {
      const { rows } = await call(searchDossiers, { query: { q: number } })
      if (rows[0]) onDossier?.(rows[0])
      else setTold(t('search.nothing', { q: number }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setTold(problemText(error))
    }
  }
  const take: TakeScan = (readings, sure) => {
    const scan = meaningOf(readings)
    if (!scan || !(sure || isUnmistakable(scan))) return false
    if (scan.kind === 'dossier') {
      if (!onDossier) return false
      setTold(undefined)
      void open(scan.number)
      return true
    }
    if (!onPerson) return false
    if (scan.kind === 'unreadable') setTold(faultOf(scan))
    else {
      setTold(undefined)
      onPerson(whoOf(scan))
    }
    return true
  }
  return { take, told, forget: () => setTold(undefined) }
}
