/**
 * What people are told about a dossier. Number, procedure and place, and nothing else of a person: it leaves the house. `sms` may be
 * cut at its end, `tail` arrives whole; accents fall away by themselves.
 */
export const noticeTexts = {
  vi: {
    'reminded.title': 'Người nộp nhắc hồ sơ {number}',
    'reminded.text':
      'Người nộp đã gửi nhắc: hồ sơ {number} ({procedure}) trễ hẹn. Trả lời trước 16 giờ 30 ngày làm việc kế tiếp.',
    'reminded.sms': 'MOT CUA: Người nộp nhắc hồ sơ {number}.',
    'asked.title': 'Tin nhắn mới, hồ sơ {number}',
    'asked.text': 'Người nộp hồ sơ {number} ({procedure}) đã nhắn. Xem và trả lời trong hồ sơ.',
    'asked.sms': 'MOT CUA: Tin nhắn mới, hồ sơ {number}.',
    'reminder_answered.title': 'Đã trả lời lời nhắc, hồ sơ {number}',
    'reminder_answered.text':
      '{place} đã trả lời lời nhắc về hồ sơ {number} ({procedure}). Lý do và ngày dự kiến có trong hồ sơ.',
    'reminder_answered.sms': 'MOT CUA: Đã trả lời lời nhắc về hồ sơ {number}. Xem trong hồ sơ.',
    'answered.title': 'Cơ quan đã trả lời, hồ sơ {number}',
    'answered.text': '{place} đã trả lời tin nhắn về hồ sơ {number} ({procedure}). Xem trong hồ sơ.',
    'answered.sms': 'MOT CUA: Cơ quan đã trả lời tin nhắn về hồ sơ {number}. Xem trong hồ sơ.',
    'photographs.title': 'Tờ khai đã điền xong, chờ xác nhận',
    'photographs.text':
      'Cán bộ đã điền tờ khai theo ảnh đã gửi. Xem lại và xác nhận trong ứng dụng, hoặc bằng mã {code}; xác nhận rồi hồ sơ mới được tiếp nhận.',
    'photographs.sms': 'MOT CUA: Tờ khai theo ảnh đã điền xong, chờ xác nhận.',
    'photographs.tail': ' Ma xac nhan {code}',
    'sent.title': 'Đã gửi hồ sơ {number}',
    'sent.text':
      'Đã gửi hồ sơ {number} ({procedure}) đến {place} lúc {time}. Cơ quan sẽ trả lời có tiếp nhận hay không trước {answerDue}.',
    'sent.sms': 'MOT CUA: Đã gửi hồ sơ {number}. Cơ quan trả lời trước {answerDue}.',
    'received.title': 'Đã tiếp nhận hồ sơ {number}',
    'received.text':
      'Đã tiếp nhận hồ sơ {number} ({procedure}) lúc {time}. Hẹn trả kết quả: trước {due}, tại {place}.{provisional}{afterCutOff}{free}',
    'received.sms': 'MOT CUA: Hồ sơ {number} đã tiếp nhận. Hẹn trả trước {due} tại {place}.',
    'refused.title': 'Hồ sơ {number} chưa được tiếp nhận',
    'refused.text':
      'Hồ sơ {number} ({procedure}) gửi đến {place} chưa được tiếp nhận vì: {ground} ({article}). Lý do đầy đủ và nơi nhận đúng có trong hồ sơ.',
    'refused.sms': 'MOT CUA: Hồ sơ {number} chưa được tiếp nhận. Xem lý do trong hồ sơ hoặc hỏi nơi nhận.',
    'supplement_asked.title': 'Hồ sơ {number} cần bổ sung',
    'supplement_asked.text':
      'Hồ sơ {number} ({procedure}) cần bổ sung {count} mục: {items}. Thời hạn tạm dừng từ {time} và được tính tiếp khi {place} nhận đủ.',
    'supplement_asked.sms':
      'MOT CUA: Hồ sơ {number} cần bổ sung {count} mục. Thời hạn tạm dừng đến khi nhận đủ. Xem trong hồ sơ.',
    'supplied.title': 'Đã nhận phần bổ sung của hồ sơ {number}',
    'supplied.text': '{place} đã nhận phần bổ sung của hồ sơ {number} ({procedure}) lúc {time}.{goesOn}',
    'supplied.sms': 'MOT CUA: Đã nhận phần bổ sung của hồ sơ {number}.{goesOn}',
    'payment_asked.title': 'Hồ sơ {number} cần nộp tiền',
    'payment_asked.text':
      'Hồ sơ {number} ({procedure}) cần nộp {amount} trước khi giải quyết tiếp. Thời hạn tạm dừng từ {time}. Nộp tại {place} và lấy biên lai; cán bộ không nhận tiền qua tài khoản riêng.',
    'payment_asked.sms':
      'MOT CUA: Hồ sơ {number} cần nộp {amount}. Thời hạn tạm dừng đến khi nộp. Nộp tại quầy, lấy biên lai.',
    'payment_confirmed.title': 'Đã ghi nhận nộp tiền, hồ sơ {number}',
    'payment_confirmed.text': 'Đã ghi nhận nộp tiền cho hồ sơ {number} ({procedure}) lúc {time}.{goesOn}',
    'payment_confirmed.sms': 'MOT CUA: Đã ghi nhận nộp tiền, hồ sơ {number}.{goesOn}',
    'decided.title': 'Đã có kết quả hồ sơ {number}',
    'decided.text':
      'Đã có kết quả hồ sơ {number} ({procedure}). Mời đến {place} trong giờ làm việc (7:30–11:30, 13:30–17:30), mang theo giấy hẹn và giấy tờ tùy thân{originals}.',
    'decided.sms':
      'MOT CUA: Đã có kết quả hồ sơ {number}. Mời đến {place} trong giờ làm việc, mang giấy hẹn và giấy tờ tùy thân.',
    'returned.title': 'Đã trả kết quả hồ sơ {number}',
    'returned.text':
      'Đã trả kết quả hồ sơ {number} ({procedure}) lúc {time}. Nếu ông/bà chưa nhận, xin báo ngay {place} hoặc 1900 1075.',
    'returned.sms': 'MOT CUA: Đã trả kết quả hồ sơ {number} lúc {time}. Nếu chưa nhận, xin báo ngay.',
    'withdrawn.title': 'Hồ sơ {number} đã được rút',
    'withdrawn.text':
      'Hồ sơ {number} ({procedure}) đã được rút theo yêu cầu lúc {time}. Giấy tờ bản chính đã nộp được trả lại tại {place}.',
    'withdrawn.sms': 'MOT CUA: Hồ sơ {number} đã được rút theo yêu cầu. Giấy tờ bản chính trả lại tại {place}.',
    'stopped.title': 'Hồ sơ {number} đã dừng giải quyết',
    'stopped.text':
      'Hồ sơ {number} ({procedure}) đã dừng giải quyết lúc {time}. Lý do có trong hồ sơ; hỏi thêm tại {place} hoặc 1900 1075.',
    'stopped.sms': 'MOT CUA: Hồ sơ {number} đã dừng giải quyết. Xem lý do trong hồ sơ hoặc hỏi {place}.',
    'voided.title': 'Số hồ sơ {number} đã hủy',
    'voided.text':
      'Số hồ sơ {number} ({procedure}) tại {place} đã hủy lúc {time} vì nhập nhầm. Hồ sơ này không còn được giải quyết; nếu ông/bà có nộp, xin hỏi lại nơi nhận.',
    'voided.sms': 'MOT CUA: Số hồ sơ {number} đã hủy vì nhập nhầm. Nếu có nộp, xin hỏi {place}.',
    'apology_sent.title': 'Xin lỗi và hẹn lại, hồ sơ {number}',
    'apology_sent.text':
      'Chúng tôi xin lỗi ông/bà: hồ sơ {number} ({procedure}) chưa có kết quả đúng hẹn. Hẹn lại trước {due}, tại {place}. Không phải nộp thêm giấy tờ. Lý do có trong hồ sơ.',
    'apology_sent.sms':
      'MOT CUA: Xin lỗi ông/bà, hồ sơ {number} chưa có kết quả đúng hẹn. Hẹn lại trước {due} tại {place}. Không phải nộp thêm giấy tờ.',
    'claimed.title': 'Hồ sơ {number} đã vào tài khoản này',
    'claimed.text':
      'Hồ sơ {number} ({procedure}) nộp tại {place} mang đúng số định danh đã xác thực qua VNeID, nên từ nay xem được trong tài khoản này.',
    'claimed.sms': 'MOT CUA: Hồ sơ {number} nay xem được trong tài khoản VNeID.',
    'arrived.title': 'Hồ sơ trực tuyến mới {number}',
    'arrived.text':
      'Hồ sơ {number} ({procedure}) vừa gửi đến {place}. Phải trả lời có tiếp nhận hay không trước {answerDue}.',
    'arrived.sms': 'MOT CUA: Hồ sơ mới {number}.',
    'tail.code': 'Mã tra cứu {code}. Hỏi đáp 19001075.',
    tail: 'Hỏi đáp 19001075.',
    provisional: ' Ngày hẹn là tạm tính: lịch nghỉ của năm đó chưa công bố.',
    afterCutOff: ' Nhận sau {cutOff} nên trả trong ngày làm việc tiếp theo.',
    free: ' Thủ tục này không thu tiền; nếu có người đòi tiền, xin báo 1900 1075.',
    goesOn: ' Thời hạn được tính tiếp: hẹn trả kết quả trước {due}.',
    answers: ' Cơ quan sẽ trả lời có tiếp nhận hay không trước {answerDue}.',
    originals: ', cùng bản chính: {names}'
  },
  en: {
    'reminded.title': 'Reminder for dossier {number}',
    'reminded.text':
      'The applicant reminds you: dossier {number} ({procedure}) is late. Answer by 16:30 of the next working day.',
    'reminded.sms': 'MOT CUA: Reminder for dossier {number}.',
    'asked.title': 'A new message, dossier {number}',
    'asked.text': 'The applicant of dossier {number} ({procedure}) has written. Read and answer it in the dossier.',
    'asked.sms': 'MOT CUA: A new message, dossier {number}.',
    'reminder_answered.title': 'Your reminder was answered, dossier {number}',
    'reminder_answered.text':
      '{place} answered the reminder about dossier {number} ({procedure}). The reason and the day expected stand in the dossier.',
    'reminder_answered.sms': 'MOT CUA: The reminder about dossier {number} was answered. See the dossier.',
    'answered.title': 'The office has answered, dossier {number}',
    'answered.text': '{place} answered the message about dossier {number} ({procedure}). See the dossier.',
    'answered.sms': 'MOT CUA: The message about dossier {number} was answered. See the dossier.',
    'photographs.title': 'The form is filled in and waits for your word',
    'photographs.text':
      'An officer has filled the form in from your photographs. Look through it and confirm in the app, or by the code {code}; only then the dossier is taken in.',
    'photographs.sms': 'MOT CUA: The form from your photographs is filled in and waits for your word.',
    'photographs.tail': ' Code {code}',
    'sent.title': 'Dossier {number} sent',
    'sent.text':
      'Dossier {number} ({procedure}) was sent to {place} at {time}. The office will say whether it accepts it before {answerDue}.',
    'sent.sms': 'MOT CUA: Dossier {number} was sent. Answer before {answerDue}.',
    'received.title': 'Dossier {number} received',
    'received.text':
      'Dossier {number} ({procedure}) was received at {time}. The result is promised before {due}, at {place}.{provisional}{afterCutOff}{free}',
    'received.sms': 'MOT CUA: Dossier {number} was received. Result before {due} at {place}.',
    'refused.title': 'Dossier {number} not accepted',
    'refused.text':
      'Dossier {number} ({procedure}) sent to {place} was not accepted because: {ground} ({article}). The full reason and the right desk stand in the dossier.',
    'refused.sms': 'MOT CUA: Dossier {number} was not accepted. The reason stands in the dossier, or ask the desk.',
    'supplement_asked.title': 'Something is missing in dossier {number}',
    'supplement_asked.text':
      'Dossier {number} ({procedure}) needs {count} more: {items}. The clock stands still from {time} and goes on when {place} has everything.',
    'supplement_asked.sms':
      'MOT CUA: Dossier {number} needs {count} more. The clock stands still until then. See the dossier.',
    'supplied.title': 'What was missing in dossier {number} has arrived',
    'supplied.text': '{place} received what was missing in dossier {number} ({procedure}) at {time}.{goesOn}',
    'supplied.sms': 'MOT CUA: What was missing in dossier {number} has arrived.{goesOn}',
    'payment_asked.title': 'A payment is due for dossier {number}',
    'payment_asked.text':
      'For dossier {number} ({procedure}) {amount} must be paid before it goes on. The clock stands still from {time}. Pay at {place} and keep the receipt; no official takes money to a private account.',
    'payment_asked.sms':
      'MOT CUA: For dossier {number} {amount} must be paid. The clock stands still until then. Pay at the desk, keep the receipt.',
    'payment_confirmed.title': 'Payment noted, dossier {number}',
    'payment_confirmed.text': 'The payment for dossier {number} ({procedure}) was noted at {time}.{goesOn}',
    'payment_confirmed.sms': 'MOT CUA: Payment noted for dossier {number}.{goesOn}',
    'decided.title': 'The result of dossier {number} is ready',
    'decided.text':
      'The result of dossier {number} ({procedure}) is ready. Please come to {place} in working hours (7:30–11:30, 13:30–17:30) with the receipt and your identity paper{originals}.',
    'decided.sms':
      'MOT CUA: The result of dossier {number} is ready at {place}. Bring the receipt and your identity paper.',
    'returned.title': 'The result of dossier {number} was handed over',
    'returned.text':
      'The result of dossier {number} ({procedure}) was handed over at {time}. If you have not got it, tell {place} or 1900 1075 at once.',
    'returned.sms':
      'MOT CUA: The result of dossier {number} was handed over at {time}. If not to you, tell us at once.',
    'withdrawn.title': 'Dossier {number} withdrawn',
    'withdrawn.text':
      'Dossier {number} ({procedure}) was withdrawn on request at {time}. Originals are given back at {place}.',
    'withdrawn.sms': 'MOT CUA: Dossier {number} was withdrawn on request. Originals are given back at {place}.',
    'stopped.title': 'Dossier {number} ended without a result',
    'stopped.text':
      'Dossier {number} ({procedure}) was ended without a result at {time}. The reason stands in the dossier; ask {place} or 1900 1075.',
    'stopped.sms':
      'MOT CUA: Dossier {number} ended without a result. The reason stands in the dossier, or ask {place}.',
    'voided.title': 'Dossier number {number} voided',
    'voided.text':
      'Dossier number {number} ({procedure}) at {place} was voided at {time} because it was entered in error. It is not being handled; if you did file it, please ask the desk.',
    'voided.sms': 'MOT CUA: Dossier number {number} was voided: entered in error. If you filed it, ask {place}.',
    'apology_sent.title': 'Our apology and a new date, dossier {number}',
    'apology_sent.text':
      'We apologise: dossier {number} ({procedure}) has no result by the date promised. The new date is before {due}, at {place}. No more papers are needed. The reason stands in the dossier.',
    'apology_sent.sms':
      'MOT CUA: We apologise: dossier {number} is late. The new date is before {due} at {place}. No more papers are needed.',
    'claimed.title': 'Dossier {number} is now in this account',
    'claimed.text':
      'Dossier {number} ({procedure}), filed at {place}, carries the identity number proven through VNeID, so it can be seen in this account from now on.',
    'claimed.sms': 'MOT CUA: Dossier {number} can now be seen in your VNeID account.',
    'arrived.title': 'New online dossier {number}',
    'arrived.text':
      'Dossier {number} ({procedure}) was sent to {place}. Say whether it is accepted before {answerDue}.',
    'arrived.sms': 'MOT CUA: New dossier {number}.',
    'tail.code': 'Tracking code {code}. Help: 19001075.',
    tail: 'Help: 19001075.',
    provisional: ' The date is provisional: the days off of that year are not announced yet.',
    afterCutOff: ' Received after {cutOff}, so the result comes on the next working day.',
    free: ' This procedure costs nothing; if somebody asks for money, tell 1900 1075.',
    goesOn: ' The clock goes on: the result is promised before {due}.',
    answers: ' The office will say whether it accepts the dossier before {answerDue}.',
    originals: ', and the originals: {names}'
  }
} as const
