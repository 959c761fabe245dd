import type { Words } from './notifications.ts'
import type { Language } from './rules/text.ts'

/** What the one who is helped is told. Who it is stands in the app only: a message is read by whoever holds the phone. */
export const helpingWords: Record<'began' | 'ended', Record<Language, Words>> = {
  began: {
    vi: {
      title: 'Có người bắt đầu giúp ông/bà',
      text: 'Người nhập mã của ông/bà từ nay xem được hồ sơ của ông/bà và nộp giấy tờ cơ quan yêu cầu bổ sung. Xem là ai ở mục “Tôi” → “Người tôi giúp, người giúp tôi”; không phải ý ông/bà thì bấm “Thôi giúp” ở đó.',
      sms: {
        head: 'Mot Cua: co nguoi da nhap ma cua ong/ba, tu nay xem duoc ho so cua ong/ba.',
        tail: ' Neu khong dung, vao muc Toi de dung hoac goi 19001075.'
      }
    },
    en: {
      title: 'Somebody now helps you',
      text: 'Whoever entered your code can now see your dossiers and hand in papers that are asked for. Who it is stands under “Me” → “Those I help, those who help me”; if it is not what you wanted, end it there.',
      sms: {
        head: 'Mot Cua: somebody entered your code and can now see your dossiers.',
        tail: ' If this is wrong, end it under Me or call 19001075.'
      }
    }
  },
  ended: {
    vi: {
      title: 'Người giúp ông/bà đã thôi giúp',
      text: 'Người ấy không còn xem được hồ sơ của ông/bà. Muốn nhờ người khác thì đưa mã mới ở mục “Tôi”.',
      sms: { head: '', tail: '' }
    },
    en: {
      title: 'Your helper has ended helping you',
      text: 'They can no longer see your dossiers. To ask somebody else, give them a new code under “Me”.',
      sms: { head: '', tail: '' }
    }
  }
}
