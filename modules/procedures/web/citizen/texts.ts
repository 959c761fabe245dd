import type { Catalogue } from '@motcua/ui/texts.ts'

export const texts = {
  vi: {
    'procedures.title': 'Thủ tục',
    'procedures.search': 'Tìm thủ tục',
    'procedures.search.hint': 'Ví dụ: làm giấy khai sinh cho con',
    'procedures.none': 'Chưa tìm thấy “{text}”. Thử từ ngắn hơn, hoặc nhờ cán bộ gọi lại.',
    'procedures.call': 'Nhờ gọi lại',
    'procedures.all': 'Tìm cách khác',
    'procedures.every': 'Tất cả {count} thủ tục',
    'procedures.more': 'Xem thêm {count} thủ tục',
    'procedures.events': 'Theo việc trong đời',
    'procedures.bundles': 'Nhiều thủ tục trong một việc',
    'procedures.bundle': 'Làm cùng một lần',
    'procedures.recent': 'Mới xem gần đây',
    'procedures.agencies': 'Theo cơ quan giải quyết',
    'procedures.count': '{count} thủ tục',
    'procedures.for': 'Về: {event}'
  },
  en: {
    'procedures.title': 'Procedures',
    'procedures.search': 'Find a procedure',
    'procedures.search.hint': 'For example: birth certificate for my child',
    'procedures.none': 'Nothing found for “{text}”. Try a shorter word, or ask an officer to call you.',
    'procedures.call': 'Ask for a call',
    'procedures.all': 'Find it another way',
    'procedures.every': 'All {count} procedures',
    'procedures.more': 'Show {count} more',
    'procedures.events': 'By what happened',
    'procedures.bundles': 'Several procedures for one event',
    'procedures.bundle': 'Done together',
    'procedures.recent': 'Looked at lately',
    'procedures.agencies': 'By the office that decides',
    'procedures.count': 'Procedures: {count}',
    'procedures.for': 'About: {event}'
  }
} satisfies Catalogue
