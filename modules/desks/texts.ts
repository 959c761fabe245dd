import type { Texts } from '@motcua/kernel'

/** Why somebody is called first, on pages and screens alike. */
export const priorityTexts = {
  vi: {
    'priority.elderly': 'Người cao tuổi',
    'priority.disabled': 'Người khuyết tật',
    'priority.pregnant': 'Phụ nữ mang thai',
    'priority.small_child': 'Đi cùng trẻ nhỏ'
  },
  en: {
    'priority.elderly': 'Old age',
    'priority.disabled': 'A disability',
    'priority.pregnant': 'Pregnancy',
    'priority.small_child': 'A small child with me'
  }
} satisfies Texts

export const texts = {
  vi: {
    'call_back.too_many': 'Từ đường truyền này đã nhờ gọi lại nhiều lần trong một giờ. Mời gọi 1900 1075.',
    'call_back.none': 'Không có lời nhờ gọi lại này, hoặc đã có người gọi.',
    'desk.none': 'Không có nơi nhận hồ sơ này, hoặc nơi này không còn nhận hồ sơ.',
    'desks.not_yours': 'Đây là hàng chờ của quầy khác.',
    'number.day_off': 'Hôm nay nơi này nghỉ. Lấy số được từ 6:00 ngày làm việc.',
    'number.too_early': 'Lấy số trước được từ 6:00 ngày làm việc.',
    'number.too_late':
      'Hôm nay không còn kịp: người đang chờ đã đủ đến giờ đóng cửa. Mời lấy số vào ngày làm việc sau.',
    'number.too_many':
      'Từ đường truyền này đã lấy nhiều số trong một giờ. Mời lấy số tại quầy, hoặc thử lại sau một giờ.',
    'number.none': 'Không có số này.',
    'number.moved': 'Số {number} không còn ở trạng thái đó. Danh sách đã được tải lại.',
    'number.past': 'Số này của một ngày đã qua.'
  },
  en: {
    'call_back.too_many': 'Several calls were asked for over this line within an hour. Please call 1900 1075.',
    'call_back.none': 'There is no such request, or somebody has called already.',
    'desk.none': 'There is no such desk, or it takes in nothing any more.',
    'desks.not_yours': 'This is the line of another desk.',
    'number.day_off': 'This desk is closed today. Numbers can be taken from 6:00 on a working day.',
    'number.too_early': 'Numbers can be taken from 6:00 on a working day.',
    'number.too_late':
      'There is not enough time left today: those who wait fill it until closing. Take a number on the next working day.',
    'number.too_many':
      'Many numbers were taken over this line within an hour. Take one at the desk, or try again in an hour.',
    'number.none': 'There is no such number.',
    'number.moved': 'Number {number} is no longer in that state. The list has been loaded again.',
    'number.past': 'This number belongs to a day that is over.'
  }
} satisfies Texts
