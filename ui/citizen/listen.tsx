import { useEffect, useSyncExternalStore } from 'react'
import { Button } from '../controls/button.tsx'
import { vietnameseVoice } from '../device/browser.ts'
import { useLanguage, useWords } from '../language.tsx'

// The voices of a phone come a moment after the page.
const listen = (changed: () => void) => {
  globalThis.speechSynthesis?.addEventListener?.('voiceschanged', changed)
  return () => globalThis.speechSynthesis?.removeEventListener?.('voiceschanged', changed)
}

/** “Nghe câu này”: only where the device itself speaks Vietnamese; a wrong voice is worse than none. */
export function Listen({ text }: { text: string }) {
  const t = useWords()
  const { language } = useLanguage()
  const voice = useSyncExternalStore(listen, vietnameseVoice)
  // A question that is left is not read on.
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), [])
  if (!voice || language !== 'vi') return null
  const read = () => {
    const spoken = new SpeechSynthesisUtterance(text)
    spoken.voice = voice
    spoken.lang = voice.lang
    speechSynthesis.cancel()
    speechSynthesis.speak(spoken)
  }
  return (
    <Button look="plain" icon="sound" onClick={read}>
      {t('form.listen')}
    </Button>
  )
}
