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

/** The voice in which this device reads what stands on the screen: only its own Vietnamese one, since a wrong voice is worse than none. */
export function useVoice(): SpeechSynthesisVoice | undefined {
  const { language } = useLanguage()
  const voice = useSyncExternalStore(listen, vietnameseVoice)
  return language === 'vi' ? voice : undefined
}

/** “Nghe câu này”, and by itself where whoever uses this phone wants it so (“Tôi”). */
export function Listen({ text }: { text: string }) {
  const t = useWords()
  const voice = useVoice()
  const read = () => {
    if (!voice) return
    const spoken = new SpeechSynthesisUtterance(text)
    spoken.voice = voice
    spoken.lang = voice.lang
    speechSynthesis.cancel()
    speechSynthesis.speak(spoken)
  }
  const onShown = useEffectEvent(read)
  const speaks = voice !== undefined
  useEffect(() => {
    if (speaks && text && readAloud()) onShown()
    // A question that is left is not read on.
    return () => globalThis.speechSynthesis?.cancel()
  }, [speaks, text])
  if (!voice) return null
  return (
    <Button look="plain" icon="sound" onClick={read}>
      {t('form.listen')}
    </Button>
  )
}
