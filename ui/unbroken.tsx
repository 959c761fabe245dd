// Dossier numbers and spans of hours: read digit by digit, and wrong when half of them is overlooked.
const figures = /(H\d\d[\d.]*-\d{6}-\d{4,}[),.;]*|\d{1,2}:\d\d–\d{1,2}:\d\d[),.;]*)/

/** A sentence in which numbers and hours are not broken over a line, however narrow the screen. */
export const Unbroken = ({ text }: { text: string }) =>
  text.split(figures).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      <span className="unbroken" key={`${part}.${i}`}>
        {part}
      </span>
    )
  )
