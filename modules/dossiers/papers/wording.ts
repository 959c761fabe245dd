import type { Paper } from '@motcua/procedures/rules'
import type { LateReason } from '../rules.ts'

/** Words that the papers take from here; the forms of the circular are Vietnamese only. The words of a form itself stand in its template. */
export const kindWords: Record<Paper['kind'], string> = {
  handIn: 'bản chính',
  copy: 'bản sao, đối chiếu với bản chính',
  show: 'chỉ xuất trình',
  database: 'không phải nộp, lấy từ cơ sở dữ liệu'
}

export const lateWords: Record<Exclude<LateReason, 'other'>, string> = {
  other_agency: 'chờ ý kiến, kết quả của cơ quan khác',
  site_check: 'phải kiểm tra, xác minh thực địa',
  complex: 'hồ sơ có nội dung phức tạp, cần thêm thời gian thẩm tra',
  applicant_late: 'người nộp bổ sung, xác nhận chậm',
  system: 'hệ thống hoặc đường truyền gặp sự cố',
  disaster: 'thiên tai, dịch bệnh',
  absent: 'người có trách nhiệm giải quyết vắng mặt',
  higher_level: 'phải xin ý kiến cấp trên'
}

export const wording = {
  fromAnswers: 'khai trên hệ thống',
  sentOnline: 'gửi tệp trực tuyến',
  voice: (length: string) => `Lời nhắn ghi âm, ${length}`,
  desk: 'Bộ phận Tiếp nhận và Trả kết quả',
  electronicBook: 'sổ điện tử',
  telephone: '1900 1075',
  moment: (at: Record<'hour' | 'minute' | 'date' | 'month' | 'year', string | undefined>) =>
    `${at.hour} giờ ${at.minute} phút, ngày ${at.date} tháng ${at.month} năm ${at.year}`,
  titles: {
    receipt: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    supplementRequest: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    refusal: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
    apology: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả'
  }
}
