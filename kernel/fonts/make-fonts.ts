/**
 * Makes the fonts of the papers: Tinos by Steve Matteson (Apache License 2.0) as @expo-google-fonts/tinos brings it, with all its signs and
 * without its hints for screens of long ago. Run by hand after that package has changed:
 *   node kernel/fonts/make-fonts.ts
 * A paper carries the letters it uses: without hints it is a quarter smaller on the way to the desk, and printed in a tenth less time.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)
const sources = {
  'Tinos-Regular.ttf': '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  'Tinos-Italic.ttf': '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  'Tinos-Bold.ttf': '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'
}

// The part of HarfBuzz that cuts fonts comes as bare WebAssembly: functions over numbers and addresses.
const { instance } = await WebAssembly.instantiate(readFileSync(resolve('harfbuzzjs/dist/harfbuzz-subset.wasm')))
const harfbuzz = instance.exports as Record<string, WebAssembly.ExportValue>
const memory = harfbuzz.memory as WebAssembly.Memory
const call = (name: string, ...args: number[]) => (harfbuzz[name] as (...args: number[]) => number)(...args)
call('_initialize')
// HB_SUBSET_FLAGS_NO_HINTING and no other, not even the one for the names of the glyphs; HB_MEMORY_MODE_WRITABLE.
const [withoutHints, writable] = [1, 2]

function cut(font: Uint8Array): Uint8Array {
  const place = call('malloc', font.length)
  new Uint8Array(memory.buffer).set(font, place)
  const wishes = call('hb_subset_input_create_or_fail')
  call('hb_subset_input_keep_everything', wishes)
  call('hb_subset_input_set_flags', wishes, withoutHints)
  const face = call('hb_face_create', call('hb_blob_create', place, font.length, writable, 0, 0), 0)
  const blob = call('hb_face_reference_blob', call('hb_subset_or_fail', face, wishes))
  const begin = call('hb_blob_get_data', blob, 0)
  return new Uint8Array(memory.buffer).slice(begin, begin + call('hb_blob_get_length', blob))
}

/** The bytes of each font under its name. */
export function makeFonts(): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, cut(readFileSync(resolve(source)))]))
}

if (import.meta.main) {
  for (const [name, bytes] of Object.entries(makeFonts())) writeFileSync(new URL(name, import.meta.url), bytes)
}
