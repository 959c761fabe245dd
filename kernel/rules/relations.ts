/** In what relation somebody acts for another. */
export const relations = [
  'father', 'mother', 'spouse', 'child', 'grandparent', 'sibling', 'relative', 'guardian', 'carer', 'authorised', 'other'
] as const // biome-ignore format: one list
export type Relation = (typeof relations)[number]
