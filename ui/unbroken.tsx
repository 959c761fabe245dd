import { splitFigures } from '@motcua/kernel/rules/text'

/** A sentence in which numbers, days, hours and sums are not broken over a line; where a line is too short for one, between its parts. */
export const Unbroken = ({ text }: { text: string }) =>
  splitFigures(text).map((piece, i) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <span className="unbroken" key={`${piece.join('')}.${i}`}>
        {piece.map((part, j) => (
          <span key={`${part}.${j}`}>{part}</span>
        ))}
      </span>
    )
  )
