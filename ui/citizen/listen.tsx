import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { Button } from '../controls/button.tsx'
import { vietnameseVoice } from '../device/browser.ts'
import { useLanguage, useWords } from '../language.tsx'
import { readAloud } from '../theme.ts'

// The voices of a phone come a moment after the page.
const listen = (changed: () => void) => {
  globalThis.speechSynthesis?.addEventListener?.('voiceschanged', changed)
  return () => globalThis.speechSynthesis?.removeEventListener?.('voiceschanged', changed)
}
const hasVoice = () => vietnameseVoice() !== undefined

/** Whether this device can read what stands on the screen: only in its own Vietnamese voice, since a wrong one is worse than none. */
export function useSpeaks(): boolean {
  const { language } = useLanguage()
  return useSyncExternalStore(listen, hasVoice) && language === 'vi'
}

function speak(text: string): void {
  const voice = vietnameseVoice()
  if (!voice) return
  const spoken = new SpeechSynthesisUtterance(text)
  spoken.voice = voice
  spoken.lang = voice.lang
  speechSynthesis.cancel()
  speechSynthesis.speak(spoken)
}

/** “Nghe câu này”, and by itself where whoever uses this phone wants it so (“Tôi”). */
export function Listen({ text }: { text: string }) {
  const t = useWords()
  const speaks = useSpeaks()
  const onShown = useEffectEvent(() => speak(text))
  useEffect(() => {
    if (speaks && readAloud()) onShown()
    // A question that is left is not read on.
    return () => globalThis.speechSynthesis?.cancel()
  }, [speaks])
  if (!speaks) return null
  return (
    <Button look="plain" icon="sound" onClick={() => speak(text)}>
      {t('form.listen')}
    </Button>
  )
}
