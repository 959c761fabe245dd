import type { Fault } from '../rules/form.ts'

/**
 * A no that only the person can act on. `code` is the key of its sentence in a module's texts, `values` fill it; `faults` name fields.
 * Everything else that is thrown is a fault of ours and is answered as a bare 500.
 */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly values: Record<string, string | number>
  readonly faults: Fault[]
  constructor(status: number, code: string, values: Record<string, string | number> = {}, faults: Fault[] = []) {
    super(code)
    this.status = status
    this.code = code
    this.values = values
    this.faults = faults
  }
}
