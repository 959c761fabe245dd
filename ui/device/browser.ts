/** Apps that open links in a browser of their own, told by what it calls itself. */
const inside = [
  ['Zalo', /\bZalo/i],
  ['Facebook', /\bFBA[NV]\b|\bFB_IAB\b/],
  ['Messenger', /\bMessenger/i],
  ['Instagram', /\bInstagram\b/],
  ['TikTok', /\b(?:musical_ly|BytedanceWebview|TikTok)\b/i]
] as const

/** The app in whose browser this page stands: there pushing messages and installing do not work, everything else does. */
export function appAround(userAgent: string): string | undefined {
  return inside.find(([, pattern]) => pattern.test(userAgent))?.[0]
}

/** Whether this browser can read Vietnamese aloud; its voices may come a moment after the page. */
export const vietnameseVoice = (): SpeechSynthesisVoice | undefined =>
  globalThis.speechSynthesis?.getVoices().find(({ lang }) => /^vi\b/i.test(lang))
