/**
 * The app on the phone, for when there is no line: its own files and the drawings of papers. What the server knows never passes through
 * here; what was last seen of it lies with the drafts (ui/device/seen.ts), where it belongs to a person. `apps/server/on-the-phone.ts` puts
 * the list of files in front.
 */
declare const edition: { name: string; files: string[] }

type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void }
type Fetching = Extendable & { request: Request; respondWith: (answer: Promise<Response>) => void }
type Worker = {
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
}
const worker = globalThis as unknown as Worker

const shell = '/app/'
const cacheName = `app-${edition.name}`
const drawings = 'drawings'

addEventListener('install', (event) => {
  const fetchAll = async () => {
    const cache = await caches.open(cacheName)
    await cache.addAll(edition.files.map((file) => new Request(file, { cache: 'no-cache' })))
  }
  ;(event as Extendable).waitUntil(fetchAll())
})

addEventListener('activate', (event) => {
  const settle = async () => {
    // A tab that was opened with the edition before still fetches its screens by their old names.
    const editions = (await caches.keys()).filter((name) => name.startsWith('app-'))
    for (const old of editions.filter((name) => name !== cacheName).slice(0, -1)) await caches.delete(old)
    await worker.clients.claim()
  }
  ;(event as Extendable).waitUntil(settle())
})

addEventListener('message', (event) => {
  if ((event as MessageEvent).data === 'take-up') void worker.skipWaiting()
})

addEventListener('fetch', (event) => {
  const fetching = event as Fetching
  const { request } = fetching
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/hinh/')) fetching.respondWith(fromDrawings(request))
  else if (pathname.startsWith(shell)) fetching.respondWith(fromEdition(request))
})

async function fromEdition(request: Request): Promise<Response> {
  const asked = request.mode === 'navigate' ? shell : request
  const cache = await caches.open(cacheName)
  const kept = (await cache.match(asked, { ignoreVary: true })) ?? (await caches.match(asked, { ignoreVary: true }))
  return kept ?? fetch(request)
}

async function fromDrawings(request: Request): Promise<Response> {
  const cache = await caches.open(drawings)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
