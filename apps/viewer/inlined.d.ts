/** What Vite makes of a file that is asked for in a special way. */
declare module '*?worker&inline' {
  const Inlined: new () => Worker
  export default Inlined
}
declare module '*.wasm?url&inline' {
  const address: string
  export default address
}
