import type { Priority, State, WhyNot } from './rules.ts'
import { priorityTexts } from './texts.ts'

type Words = {
  take: string
  follow: string
  which: string
  findDesk: string
  open: string
  closed: string
  waiting: (count: number, minutes: number) => string
  nobody: string
  ifCalled: string
  priority: string
  'priority.none': string
  getNumber: string
  got: string
  keep: string
  ahead: (count: number, minutes: number) => string
  next: string
  goTo: (counter: number) => string
  state: Record<State, string>
  past: string
  look: string
  giveUp: string
  nobodys: string
  noSuch: string
  calledNow: string
  atCounter: (number: number, counter: number) => string
} & Record<`priority.${Priority}`, string> &
  Record<`whyNot.${WhyNot}`, string>

export const pageTexts: Record<'vi' | 'en', Words> = {
  vi: {
    ...priorityTexts.vi,
    take: 'Lấy số trước',
    follow: 'Số thứ tự',
    which: 'Chọn nơi nộp trước khi lấy số.',
    findDesk: 'Tìm nơi nộp',
    open: 'Đang làm việc',
    closed: 'Đang đóng cửa, mở lúc',
    waiting: (count, minutes) => `${count} người đang chờ, lấy số bây giờ thì khoảng ${minutes} phút nữa được gọi.`,
    nobody: 'Không có ai chờ.',
    ifCalled: 'Có mặt khi được gọi. Vắng mặt thì báo cán bộ khi đến, sẽ được gọi tiếp.',
    priority: 'Thuộc diện được gọi trước',
    'priority.none': 'Không',
    getNumber: 'Lấy số',
    got: 'Số của ông/bà',
    keep: 'Giữ trang này, hoặc chép số lại.',
    ahead: (count, minutes) => `Còn ${count} người trước, khoảng ${minutes} phút.`,
    next: 'Sắp đến lượt. Mời có mặt ở quầy.',
    goTo: (counter) => `Mời vào quầy số ${counter}.`,
    state: {
      waiting: 'Đang chờ',
      called: 'Đến lượt',
      absent: 'Đã gọi nhưng vắng mặt. Đến nơi, báo cán bộ để được gọi tiếp.',
      served: 'Đã xong.',
      given_up: 'Đã bỏ số này.'
    },
    past: 'Số này của một ngày đã qua.',
    look: 'Xem lại',
    giveUp: 'Không đến nữa, bỏ số',
    nobodys: 'Không cần họ tên hay số điện thoại: chỉ ai giữ trang này mới theo dõi được số này.',
    noSuch: 'Không có số này. Lấy số ở trang “Nơi nộp”.',
    calledNow: 'Đang gọi',
    atCounter: (number, counter) => `số ${number} vào quầy ${counter}`,
    'whyNot.day_off': 'Hôm nay nơi này nghỉ. Lấy số được từ 6:00 ngày làm việc.',
    'whyNot.too_early': 'Lấy số trước được từ 6:00 ngày làm việc.',
    'whyNot.too_late': 'Hôm nay không còn kịp trước giờ đóng cửa. Mời lấy số vào ngày làm việc sau.'
  },
  en: {
    ...priorityTexts.en,
    take: 'Take a number ahead',
    follow: 'Number in the line',
    which: 'Choose a desk before taking a number.',
    findDesk: 'Find a desk',
    open: 'Open now',
    closed: 'Closed, opens',
    waiting: (count, minutes) =>
      `${count} ${count === 1 ? 'person is' : 'people are'} waiting; with a number taken now you are called in about ${minutes} minutes.`,
    nobody: 'Nobody is waiting.',
    ifCalled: 'Be there when you are called. If you missed it, tell the officer when you come: you are called next.',
    priority: 'Called first because of',
    'priority.none': 'No reason',
    getNumber: 'Take a number',
    got: 'Your number',
    keep: 'Keep this page, or write the number down.',
    ahead: (count, minutes) => `${count} before you, about ${minutes} minutes.`,
    next: 'You are next. Please be at the desk.',
    goTo: (counter) => `Please go to counter ${counter}.`,
    state: {
      waiting: 'Waiting',
      called: 'Your turn',
      absent: 'You were called and were not there. Tell the officer when you come: you are called next.',
      served: 'Done.',
      given_up: 'This number was given up.'
    },
    past: 'This number belongs to a day that is over.',
    look: 'Look again',
    giveUp: 'I am not coming, give it up',
    nobodys: 'No name or telephone is needed: only who has this page can follow the number.',
    noSuch: 'There is no such number. Numbers are taken on the page of desks.',
    calledNow: 'Being called',
    atCounter: (number, counter) => `number ${number} to counter ${counter}`,
    'whyNot.day_off': 'This desk is closed today. Numbers can be taken from 6:00 on a working day.',
    'whyNot.too_early': 'Numbers can be taken from 6:00 on a working day.',
    'whyNot.too_late': 'There is not enough time left today. Take a number on the next working day.'
  }
}
