import type { Texts } from '@motcua/kernel'

export const texts = {
  vi: {
    'procedure.none': 'Không có thủ tục này, hoặc chưa có hiệu lực.'
  },
  en: {
    'procedure.none': 'There is no such procedure, or it is not in force yet.'
  }
} satisfies Texts
