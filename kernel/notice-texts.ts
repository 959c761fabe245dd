/** What stands under every e-mail. */
export const letterTexts = {
  vi: 'Đây là thư tự động của hệ thống Một Cửa; xin không trả lời thư này. Xem hồ sơ: {url} – Hỏi đáp: 1900 1075.\nCán bộ không bao giờ hỏi mã đăng nhập hay đòi chuyển tiền qua thư.',
  en: 'This letter was sent by the Một Cửa system; please do not answer it. Your dossiers: {url} – help: 1900 1075.\nNo official ever asks for a sign-in code or for money by e-mail.'
} as const
