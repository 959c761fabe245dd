import { texts } from '../texts.ts'

/** Sentences of the edge: what is wrong with a request before any module sees it. */
export const platformTexts = {
  vi: {
    ...texts.vi,
    'refused.title': 'Chưa thực hiện được',
    'error.title': 'Hệ thống gặp lỗi',
    error:
      'Hệ thống gặp lỗi nên chưa thực hiện được. Những gì đã khai vẫn còn; xin thử lại sau ít phút. Mã lỗi: {reference}.',
    unavailable: 'Hệ thống tạm ngừng trong ít phút. Chưa có gì bị mất; xin thử lại sau {seconds} giây.',
    busy: 'Đang có rất nhiều người truy cập. Chưa có gì bị mất; xin thử lại sau {seconds} giây.',
    too_often: 'Máy này đang hỏi quá nhanh. Chưa có gì bị mất; xin thử lại sau {seconds} giây.',
    not_found: 'Không có trang hoặc dữ liệu này, hoặc không thuộc phần được xem.',
    invalid: 'Còn {count} chỗ cần sửa.',
    sign_in: 'Cần đăng nhập để làm việc này.',
    forbidden: 'Tài khoản này không có quyền làm việc này.',
    origin: 'Yêu cầu đến từ một trang khác nên không được nhận.',
    exists: 'Đã có bản ghi này rồi; tải lại để xem.',
    'command.key': 'Thiếu mã lệnh (tiêu đề Idempotency-Key, dạng uuid) nên không thể bảo đảm chỉ thực hiện một lần.',
    'command.reused': 'Mã lệnh này đã dùng cho một nội dung khác. Không có gì được ghi; gửi lại với mã lệnh mới.',
    'input.too_large': 'Nội dung gửi lên quá lớn.',
    'input.too_much': 'Nội dung gửi lên có quá nhiều mục (tối đa {max}).',
    'input.too_deep': 'Nội dung gửi lên lồng nhau quá sâu (tối đa {max} tầng).',
    'input.media_type': 'Kiểu nội dung gửi lên không được nhận; hãy gửi JSON.',
    'input.unreadable': 'Không đọc được nội dung gửi lên.',
    'file.empty': 'Tệp rỗng (0 byte) nên chưa được nhận. Chọn lại tệp.',
    'file.hash': 'Tệp nhận được không giống tệp đã gửi nên chưa được nhận. Gửi lại.',
    'file.type':
      'Chỉ nhận ảnh (JPEG, PNG, WebP) hoặc PDF. Tên tệp ghi thế nào cũng không đổi được: hệ thống xem nội dung tệp.',
    'file.too_large': 'Tệp quá lớn nên chưa được nhận; mỗi tệp tối đa {max} MB.',
    'file.offset': 'Phần này không nối tiếp phần đã nhận ({offset} byte). Gửi tiếp từ đó.',
    'file.cut': 'Đường truyền bị ngắt; phần đã nhận vẫn được giữ.',
    'file.broken': 'Không mở được tệp này: tệp hỏng hoặc chưa đủ. Chụp lại hoặc chọn tệp khác.',
    'file.locked': 'Tệp PDF này có mật khẩu nên cán bộ không mở được. Bỏ mật khẩu rồi gửi lại.',
    'file.pixels': 'Ảnh quá lớn (tối đa {max} triệu điểm ảnh). Chụp lại hoặc thu nhỏ ảnh.',
    'file.pages': 'Tệp PDF quá nhiều trang (tối đa {max} trang). Tách thành nhiều tệp.',
    'file.heavy': 'Tệp này quá nặng để mở nên chưa được nhận. Chụp lại hoặc chọn tệp khác.',
    'paper.late': 'Chưa in được giấy lúc này. Xin thử lại sau ít phút.'
  },
  en: {
    ...texts.en,
    'refused.title': 'Not done yet',
    'error.title': 'The system has failed',
    error:
      'The system has failed, so this was not done. What was filled in is still there; please try again in a few minutes. Error: {reference}.',
    unavailable: 'The system is away for a moment. Nothing is lost; please try again in {seconds} seconds.',
    busy: 'Very many people are asking just now. Nothing is lost; please try again in {seconds} seconds.',
    too_often: 'This device asks too fast. Nothing is lost; please try again in {seconds} seconds.',
    not_found: 'There is no such page or record, or it is not among those you may see.',
    invalid: '{count} places need mending.',
    sign_in: 'Please sign in for this.',
    forbidden: 'This account may not do this.',
    origin: 'The request came from another site and was not taken.',
    exists: 'This record exists already; reload to see it.',
    'command.key':
      'The command has no key (header Idempotency-Key, a uuid), so it could not be kept from happening twice.',
    'command.reused': 'This command key was used for other contents. Nothing was written; send again with a new key.',
    'input.too_large': 'What was sent is too large.',
    'input.too_much': 'What was sent has too many entries (at most {max}).',
    'input.too_deep': 'What was sent is nested too deeply (at most {max} levels).',
    'input.media_type': 'This kind of content is not taken; please send JSON.',
    'input.unreadable': 'What was sent could not be read.',
    'file.empty': 'The file is empty (0 bytes) and was not taken. Choose it again.',
    'file.hash': 'The file that arrived is not the file that was sent, so it was not taken. Send it again.',
    'file.type':
      'Only pictures (JPEG, PNG, WebP) and PDF are taken. The name of a file does not count: its contents do.',
    'file.too_large': 'The file is too large and was not taken; at most {max} MB each.',
    'file.offset': 'This part does not follow what has arrived ({offset} bytes). Go on from there.',
    'file.cut': 'The line was cut; what has arrived is kept.',
    'file.broken':
      'This file cannot be opened: it is damaged or incomplete. Take the picture again or choose another file.',
    'file.locked': 'This PDF has a password, so no official could open it. Remove the password and send it again.',
    'file.pixels': 'The picture is too large (at most {max} million pixels). Take it again or make it smaller.',
    'file.pages': 'The PDF has too many pages (at most {max}). Split it into several files.',
    'file.heavy': 'This file is too heavy to open and was not taken. Take the picture again or choose another file.',
    'paper.late': 'The paper could not be printed just now. Please try again in a few minutes.'
  }
}
