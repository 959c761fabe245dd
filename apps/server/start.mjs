// Plain JavaScript: an older Node.js stumbles over the first line of TypeScript instead of saying what it lacks.
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `Một Cửa runs on Node.js 24, and this is ${process.versions.node}: start it with "npm start" after "npm install".`
  )
  process.exit(1)
}
const { main } = await import('./start.ts')
await main(process.argv.slice(2))
