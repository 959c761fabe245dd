import type { Texts } from '@motcua/kernel'

export const texts = {
  vi: {
    'procedure.none': 'Không có thủ tục này, hoặc chưa có hiệu lực.',
    'procedure.shape': 'Dữ liệu chưa đúng dạng: {message}.',
    'procedure.twice': 'Tên “{name}” được dùng hai lần.',
    'procedure.long': 'Chỉ được {max} chữ, vì danh sách không có chỗ cho nhiều hơn.',
    'procedure.field': 'Câu hỏi này thiếu hoặc thừa phần mà kiểu của nó đòi hỏi.',
    'procedure.no_field': 'Không có câu hỏi “{name}”, hoặc câu hỏi đó không đúng kiểu.',
    'procedure.open_end': 'Quy tắc cuối cùng phải áp dụng cho mọi trường hợp còn lại.',
    'procedure.prepare': 'Trước khi làm hồ sơ chỉ hỏi mỗi người nhiều nhất {max} câu.',
    'procedure.no_desk': 'Bước đầu tiên phải do cán bộ tiếp nhận thực hiện.',
    'procedure.decides': 'Phải có đúng một bước ra quyết định.',
    'procedure.hours': 'Các bước cộng lại là {hours} giờ, thời hạn là {whole} giờ làm việc.'
  },
  en: {
    'procedure.none': 'There is no such procedure, or it is not in force yet.',
    'procedure.shape': 'The data do not have the right form: {message}.',
    'procedure.twice': 'The name “{name}” is used twice.',
    'procedure.long': 'At most {max} letters: lists have no room for more.',
    'procedure.field': 'This question lacks or has too much of what its type demands.',
    'procedure.no_field': 'There is no question “{name}”, or it is of another type.',
    'procedure.open_end': 'The last rule must hold for all that is left.',
    'procedure.prepare': 'Before applying, one person is asked at most {max} questions.',
    'procedure.no_desk': 'The first step must be a receiving officer’s.',
    'procedure.decides': 'Exactly one step must decide.',
    'procedure.hours': 'The steps add up to {hours} hours, the limit is {whole} working hours.'
  }
} satisfies Texts
