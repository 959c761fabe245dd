/** The app that lies on the phone: opened without a line by its service worker, and renewed without losing what is being filled in. */
import { useSyncExternalStore } from 'react'

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

/** In browsers without service workers, and inside some other apps, everything works as long as there is a line. */
export function installApp(address: string): void {
  if (!('serviceWorker' in navigator)) return
  const watch = (registration: ServiceWorkerRegistration) => {
    const tell = () => {
      // Without a controller this is the first edition: nothing is renewed.
      if (!registration.waiting || !navigator.serviceWorker.controller) return
      waiting = registration.waiting
      for (const listener of listeners) listener()
    }
    tell()
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', tell))
  }
  navigator.serviceWorker.register(address).then(watch, () => undefined)
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useNewEdition = (): boolean => useSyncExternalStore(listen, () => waiting !== undefined)

/** Every letter is on the phone already: the page may be drawn anew. */
export function takeUpEdition(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage('take-up')
}

type InstallPrompt = Event & { prompt: () => Promise<unknown> }
let offered: InstallPrompt | undefined

/** Keeps the browser's offer for the moment when somebody asks for it, instead of letting it pop up over a form. */
export function keepInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered = event as InstallPrompt
    for (const listener of listeners) listener()
  })
  addEventListener('appinstalled', () => {
    offered = undefined
    for (const listener of listeners) listener()
  })
}

export const useInstallOffer = (): (() => void) | undefined => {
  const offer = useSyncExternalStore(listen, () => offered)
  return offer && (() => void offer.prompt())
}
