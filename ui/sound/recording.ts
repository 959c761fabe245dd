import { useCallback, useEffect, useRef, useState } from 'react'
import { now } from '../clock.ts'

/** What a browser may call a recording that the server takes: Chrome and Firefox, iPhones, Firefox of old. */
const types = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/ogg;codecs=opus', 'audio/mp4']
/** Speech stays clear, and ninety seconds are a third of a photograph. */
const bitsPerSecond = 32_000
const everyMs = 250

const typeHere = (): string | undefined =>
  'MediaRecorder' in globalThis && 'mediaDevices' in navigator
    ? types.find((type) => MediaRecorder.isTypeSupported(type))
    : undefined

export type Trouble = 'none' | 'denied' | 'failed' | 'short'
type State = { is: 'idle' | 'opening' } | { is: 'recording'; seconds: number } | { is: 'trouble'; what: Trouble }

/** A microphone for one message of at most so many seconds. What was said until the screen is left, or until a call comes in, is kept. */
export function useRecording(most: number, onRecorded: (sound: Blob, seconds: number) => void) {
  const [state, setState] = useState<State>(() => (typeHere() ? { is: 'idle' } : { is: 'trouble', what: 'none' }))
  const recorder = useRef<MediaRecorder>(undefined)
  const left = useRef(false)
  const stop = useCallback(() => {
    if (recorder.current?.state === 'recording') recorder.current.stop()
  }, [])
  useEffect(() => {
    left.current = false
    return () => {
      left.current = true
      stop()
    }
  }, [stop])

  const record = (stream: MediaStream, mimeType: string) => {
    const made = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond })
    const begun = now().getTime()
    const secondsSince = () => Math.min(most, Math.floor((now().getTime() - begun) / 1_000))
    const pieces: Blob[] = []
    const ticking = setInterval(() => {
      setState({ is: 'recording', seconds: secondsSince() })
      if (secondsSince() >= most) stop()
    }, everyMs)
    made.addEventListener('dataavailable', ({ data }) => pieces.push(data))
    made.addEventListener('stop', () => {
      clearInterval(ticking)
      close(stream)
      const [type] = made.mimeType.split(';')
      const sound = new Blob(pieces, { type })
      const heard = secondsSince() > 0 && sound.size > 0
      setState(heard ? { is: 'idle' } : { is: 'trouble', what: 'short' })
      if (heard) onRecorded(sound, secondsSince())
    })
    recorder.current = made
    made.start()
    setState({ is: 'recording', seconds: 0 })
  }
  const begin = async () => {
    const type = typeHere()
    if (!type) return
    setState({ is: 'opening' })
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } })
      if (left.current) close(stream)
      else record(stream, type)
    } catch (error) {
      const denied = error instanceof DOMException && error.name === 'NotAllowedError'
      setState({ is: 'trouble', what: denied ? 'denied' : 'failed' })
    }
  }
  return { state, begin: () => void begin(), stop }
}

/** The sign that somebody listens goes out with the last track. */
function close(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
