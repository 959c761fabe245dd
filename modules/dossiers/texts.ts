import type { Texts } from '@motcua/kernel'

/** Sentences of refusals; the screens' own words are in web/texts.ts. */
export const texts = {
  vi: {
    'case.moved':
      'Hồ sơ {number} đã được {who} xử lý trước đó. Việc vừa làm chưa được ghi; xem thay đổi rồi làm lại nếu còn cần.',
    'office.none': 'Chưa xác định được cơ quan giải quyết cho xã, phường này.',
    'dossier.state': 'Hồ sơ {number} không còn ở bước cho phép làm việc này.',
    'dossier.not_yours': 'Hồ sơ {number} không thuộc phần việc của người đang đăng nhập.',
    'dossier.own_cause': 'Không được giải quyết hồ sơ của chính mình; xin chuyển người khác.',
    'dossier.received_by_you': 'Người tiếp nhận hồ sơ không được quyết định hồ sơ đó.',
    'dossier.not_deciding_step': 'Bước hiện tại chưa phải bước quyết định; hãy chuyển hồ sơ đi tiếp.',
    'dossier.decide_now': 'Đây là bước quyết định; hãy quyết định thay vì chuyển tiếp.',
    'dossier.no_next_step': 'Hồ sơ không còn bước nào để chuyển tới.',
    'dossier.no_previous_step': 'Hồ sơ không có bước trước để trả lại.',
    'dossier.supplement_again': 'Thủ tục này đã yêu cầu bổ sung đủ số lần cho phép (Điều 19 Nghị định 61/2018/NĐ-CP).',
    'dossier.void_late': 'Chỉ hủy số trong ngày tiếp nhận, bởi người đã tiếp nhận và khi chưa chuyển xử lý.',
    'dossier.other_desk': 'Theo địa chỉ đã khai, nơi tiếp nhận là {code}, không phải quầy này.',
    'refusal.ground': 'Chọn một căn cứ từ chối của thủ tục.',
    'opinion.nobody': 'Chưa có ai giữ vị trí này ở cơ quan được hỏi.',
    'opinion.own_seat': 'Không xin ý kiến của chính vị trí đang giữ hồ sơ.',
    'opinion.asked_already': 'Đã xin ý kiến nơi này và đang chờ trả lời.',
    'opinion.closed': 'Yêu cầu cho ý kiến đã được trả lời hoặc đã hết hạn; hết hạn không trả lời coi như đồng ý.',
    'desk.outside': 'Theo địa chỉ đã khai, nơi nhận hồ sơ không ở trong tỉnh.',
    'paper.missing': 'Chưa có {name}.',
    'paper.asked': 'Giấy tờ này được yêu cầu bổ sung nhưng chưa gửi bản mới.',
    'paper.unknown': 'Thủ tục không có loại giấy tờ này.',
    'paper.not_stored': 'Chưa nhận được tệp {file}; xin gửi lại tệp này.',
    'procedure.version_of_another': 'Tờ khai này thuộc một thủ tục khác.',
    'procedure.new_version': 'Tờ khai có mẫu mới. Phần đã khai được giữ nguyên; xem lại và điền thêm các mục mới.',
    'procedure.way': 'Thủ tục này không nhận hồ sơ theo cách đã chọn.',
    'tracking.too_many': 'Đã thử sai quá nhiều lần. Xin thử lại sau một giờ, hoặc gọi 1900 1075.'
  },
  en: {
    'case.moved':
      'Dossier {number} was handled by {who} in the meantime. Nothing of yours was written; look at the change and try again if it is still needed.',
    'office.none': 'No office could be found that is responsible for this commune.',
    'dossier.state': 'Dossier {number} is no longer at a step where this can be done.',
    'dossier.not_yours': 'Dossier {number} is not part of the work of who is signed in.',
    'dossier.own_cause': 'Nobody may handle their own dossier; please hand it to somebody else.',
    'dossier.received_by_you': 'Whoever received a dossier may not decide it.',
    'dossier.not_deciding_step': 'This step does not decide; please pass the dossier on.',
    'dossier.decide_now': 'This is the step that decides; please decide instead of passing on.',
    'dossier.no_next_step': 'There is no further step to pass the dossier to.',
    'dossier.no_previous_step': 'There is no earlier step to return the dossier to.',
    'dossier.supplement_again': 'A supplement was asked as often as this procedure allows (Decree 61/2018 art. 19).',
    'dossier.void_late': 'A receipt is voided only on its own day, by who entered it, and before it was passed on.',
    'dossier.other_desk': 'By the address given, the desk is {code}, not this one.',
    'refusal.ground': 'Choose one of the procedure’s grounds for refusal.',
    'opinion.nobody': 'Nobody holds this post in the office asked.',
    'opinion.own_seat': 'The post that holds the dossier is not asked for its own opinion.',
    'opinion.asked_already': 'This post was asked already and its answer is awaited.',
    'opinion.closed': 'The opinion was given already, or its limit has passed; silence counts as agreed.',
    'desk.outside': 'By the address given, the desk lies outside the province.',
    'paper.missing': '{name_en} is missing.',
    'paper.asked': 'This paper was asked for, but no new one was sent.',
    'paper.unknown': 'The procedure has no such paper.',
    'paper.not_stored': 'The file {file} has not arrived; please send it again.',
    'procedure.version_of_another': 'This form belongs to another procedure.',
    'procedure.new_version':
      'The form has a new version. What was filled in is kept; please look through it and fill in what is new.',
    'procedure.way': 'This procedure does not take dossiers in this way.',
    'tracking.too_many': 'Too many wrong tries. Please try again in an hour, or call 1900 1075.'
  }
} satisfies Texts
