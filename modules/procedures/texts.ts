import type { Texts } from '@motcua/kernel'

export const texts = {
  vi: {
    'import.unreadable':
      'Không đọc được tệp. Lưu bảng tính thành CSV (UTF-8) hoặc văn bản Unicode (*.txt) rồi chọn lại.',
    'import.hash': 'Tệp nhận được khác tệp đã chọn. Chọn lại tệp.',
    'import.column': 'Thiếu cột này. Thêm cột, ghi đúng tiêu đề ở dòng đầu.',
    'import.empty': 'Ô này trống. Cột này phải có ở mọi dòng.',
    'import.signs': 'Ô này có ký tự ẩn. Gõ lại nội dung ô.',
    'import.long': 'Chỉ nhận tối đa {max} ký tự.',
    'import.code': '“{text}” chưa đúng dạng mã quốc gia. Ghi một chữ số, dấu chấm, sáu chữ số: 1.001193.',
    'import.twice': 'Mã này đã có ở dòng {row}. Giữ một dòng.',
    'import.level': '“{text}” không phải là một cấp. Ghi tỉnh, huyện hoặc xã.',
    'import.agency': 'Không có “{text}” ở cấp này. Gần giống: {near}.',
    'import.papers': 'Không đọc được “{text}”. Ghi từ 1 đến 50 giấy tờ, cách nhau bằng dấu chấm phẩy.',
    'import.limit': 'Không đọc được “{text}”. Ghi: 5 ngày làm việc; 15 ngày; 8 giờ làm việc; hoặc: trong ngày.',
    'import.fee': '“{text}” không phải số tiền. Ghi số đồng, ví dụ 50000; không thu thì để trống hoặc ghi 0.',
    'import.ways': 'Không đọc được “{text}”. Ghi trực tiếp, trực tuyến, bưu chính, cách nhau bằng dấu chấm phẩy.',
    'import.events': 'Không có sự kiện “{text}”. Ghi tên hoặc mã trong danh sách mười hai việc trong đời.',
    'import.short': '“{text}” dài quá 22 chữ. Rút gọn, hoặc để trống.',
    'import.before':
      'Đã có bản từ {day}, nên bản này sẽ không bao giờ có hiệu lực. Chọn ngày có hiệu lực từ {day} trở đi.',
    'proposal.none': 'Không có bản trình này.',
    'proposal.own': 'Người trình không tự ban hành. Một quản trị viên khác xem và ban hành.',
    'proposal.decided': 'Bản trình này {name} đã xử lý. Mở lại để xem.',
    'proposal.outdated': 'Từ lúc trình đến nay có {count} chỗ không còn đúng. Trả lại để trình lại.',
    'procedure.no_office':
      'Bước “{step}” chưa có cơ quan: không có đơn vị “{unit}” hoặc đơn vị đó không có vị trí “{post}”. Ghi một đơn vị và vị trí đang có.',
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
    'procedure.decides_early': 'Sau bước ra quyết định chỉ còn nhiều nhất một bước, ở nơi trả kết quả.',
    'procedure.tiers': 'Các bậc của mức thu phải tăng dần, bậc cuối không có giới hạn, và có lời giải thích cách tính.',
    'procedure.hours': 'Các bước cộng lại là {hours} giờ, thời hạn là {whole} giờ làm việc.'
  },
  en: {
    'import.unreadable':
      'The file cannot be read. Save the sheet as CSV (UTF-8) or Unicode text (*.txt) and choose it again.',
    'import.hash': 'The file received is another than the one chosen. Choose the file again.',
    'import.column': 'This column is missing. Add it, with this title in the first row.',
    'import.empty': 'This cell is empty. Every row needs it.',
    'import.signs': 'This cell holds a hidden sign. Type its contents anew.',
    'import.long': 'At most {max} signs are taken.',
    'import.code': '“{text}” is no national code. Write one digit, a point, six digits: 1.001193.',
    'import.twice': 'This code stands in row {row} already. Keep one of them.',
    'import.level': '“{text}” is no level. Write tỉnh, huyện or xã.',
    'import.agency': 'There is no “{text}” at this level. Alike: {near}.',
    'import.papers': '“{text}” cannot be read. Write 1 to 50 papers with semicolons between them.',
    'import.limit': '“{text}” cannot be read. Write: 5 ngày làm việc; 15 ngày; 8 giờ làm việc; or: trong ngày.',
    'import.fee':
      '“{text}” is no sum. Write đồng as a number, such as 50000; leave it empty or write 0 if nothing is due.',
    'import.ways': '“{text}” cannot be read. Write trực tiếp, trực tuyến, bưu chính with semicolons between them.',
    'import.events': 'There is no event “{text}”. Write a name or code of the list of twelve.',
    'import.short': '“{text}” has more than 22 letters. Shorten it, or leave it empty.',
    'import.before':
      'A version from {day} is there already, so this one would never be in force. Choose {day} or a later day.',
    'proposal.none': 'There is no such proposal.',
    'proposal.own': 'Who proposes does not publish. Another administrator looks at it and publishes it.',
    'proposal.decided': '{name} has decided on this proposal already. Open it again to see.',
    'proposal.outdated':
      'Since it was proposed {count} places have ceased to be right. Return it, to be proposed anew.',
    'procedure.no_office':
      'The step “{step}” has no office: there is no unit “{unit}”, or it has no post “{post}”. Write a unit and post that exist.',
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
    'procedure.decides_early': 'After the step that decides there is at most one more, at the desk.',
    'procedure.tiers': 'The tiers must rise, the last one have no end, and a note must tell how they are reckoned.',
    'procedure.hours': 'The steps add up to {hours} hours, the limit is {whole} working hours.'
  }
} satisfies Texts
