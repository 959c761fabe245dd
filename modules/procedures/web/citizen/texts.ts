import type { Catalogue } from '@motcua/ui/texts.ts'

export const texts = {
  vi: {
    'procedures.title': 'Thủ tục',
    'procedures.search': 'Tìm thủ tục',
    'procedures.search.hint': 'Ví dụ: làm giấy khai sinh cho con',
    'procedures.none': 'Chưa tìm thấy “{text}”. Thử từ ngắn hơn, hoặc gọi 1900 1075.',
    'procedures.all': 'Xem tất cả',
    'procedures.count': '{count} thủ tục',
    'procedures.for': 'Về: {event}',
    'procedures.opening': 'Đang mở…',
    'procedures.failed': 'Chưa mở được danh mục thủ tục. Xem lại mạng rồi thử lại.'
  },
  en: {
    'procedures.title': 'Procedures',
    'procedures.search': 'Find a procedure',
    'procedures.search.hint': 'For example: birth certificate for my child',
    'procedures.none': 'Nothing found for “{text}”. Try a shorter word, or call 1900 1075.',
    'procedures.all': 'Show all',
    'procedures.count': '{count} procedures',
    'procedures.for': 'About: {event}',
    'procedures.opening': 'Opening…',
    'procedures.failed': 'The list of procedures could not be opened. Check the network and try again.'
  }
} satisfies Catalogue
