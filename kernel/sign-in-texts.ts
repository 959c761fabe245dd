export const signInTexts = {
  vi: {
    'sign_in.wrong': 'Tên đăng nhập hoặc mật khẩu chưa đúng.',
    'sign_in.password_wrong': 'Mật khẩu chưa đúng.',
    'sign_in.code_wrong': 'Mã xác thực chưa đúng hoặc đã dùng rồi. Chờ mã tiếp theo rồi nhập lại.',
    'sign_in.begin_again': 'Lượt đăng nhập này đã hết hạn. Xin đăng nhập lại từ đầu.',
    'sign_in.too_often': 'Đã thử quá nhiều lần. Xin thử lại sau {minutes} phút.',
    'sign_in.second_factor_exists': 'Tài khoản này đã có mã xác thực. Nếu mất điện thoại, hãy báo người quản trị.',
    'sign_in.refused': 'Không đăng nhập được bằng cách này.',
    'sign_in.sms_code_wrong': 'Mã sai, còn {left} lần.',
    'sign_in.sms_code_over': 'Đã nhập sai quá số lần cho phép. Xin nhận mã mới.',
    'helping.helped': 'Ông/bà đang giúp {most} người, không giúp thêm được nữa. Thôi giúp một người trước đã.',
    'helping.helpers': 'Đã có {most} người giúp ông/bà. Thôi nhờ một người rồi mới thêm được người khác.',
    'helping.none': 'Việc giúp này đã dừng.',
    'helping.unidentified':
      'Muốn giúp người khác thì phải biết ông/bà là ai. Xin đăng nhập bằng VNeID một lần rồi nhập lại mã.',
    'session.none': 'Phiên này đã kết thúc.',
    'phone.mobile': 'Số cố định không nhận được tin nhắn; xin nhập số di động.',
    'code.subject': 'Mã xác nhận',
    'code.sms':
      'MOT CUA: Mã đăng nhập {code}, dùng trong 5 phút. Không đưa mã này cho bất kỳ ai, kể cả cán bộ. Hỏi đáp 19001075.',
    'code.contact':
      'MOT CUA: Mã xác nhận {code}, dùng trong 5 phút, để nhận thông báo tại đây. Không đưa mã này cho ai. Hỏi đáp 19001075.'
  },
  en: {
    'sign_in.wrong': 'The sign-in name or the password is not right.',
    'sign_in.password_wrong': 'The password is not right.',
    'sign_in.code_wrong': 'The code is not right or was used before. Wait for the next one and enter it.',
    'sign_in.begin_again': 'This sign-in has run out. Please begin again.',
    'sign_in.too_often': 'There were too many tries. Please try again in {minutes} minutes.',
    'sign_in.second_factor_exists':
      'This account has a second factor already. If the phone is lost, tell the administrator.',
    'sign_in.refused': 'Signing in is not possible in this way.',
    'sign_in.sms_code_wrong': 'The code is wrong; {left} tries are left.',
    'sign_in.sms_code_over': 'The code was wrong too often. Please ask for a new one.',
    'helping.helped': 'You already help {most} people and cannot help more. End one of them first.',
    'helping.helpers': '{most} people already help you. End one of them before you add another.',
    'helping.none': 'This help has ended already.',
    'helping.unidentified':
      'To help others it must be known who you are. Sign in by VNeID once, then enter the code again.',
    'session.none': 'This session has ended already.',
    'phone.mobile': 'A landline receives no messages; please give a mobile number.',
    'code.subject': 'Confirmation code',
    'code.sms':
      'MOT CUA: Sign-in code {code}, good for 5 minutes. Give it to nobody, not even an official. Help: 19001075.',
    'code.contact':
      'MOT CUA: Code {code}, good for 5 minutes, to receive messages here. Give it to nobody. Help: 19001075.'
  }
}
