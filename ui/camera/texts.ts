import type { Catalogue } from '../texts.ts'

/** Words of the camera screen. */
export const texts = {
  vi: {
    'camera.title': 'Chụp: {name}',
    'camera.page': '{name}, trang {number}',
    'camera.aim': 'Đặt giấy trên mặt bàn sẫm màu, đủ bốn góc trong khung.',
    'camera.take': 'Chụp',
    'camera.again': 'Chụp lại',
    'camera.use': 'Dùng ảnh này',
    'camera.use.anyway': 'Vẫn dùng ảnh này',
    'camera.choose': 'Chọn ảnh có sẵn',
    'camera.starting': 'Đang mở máy ảnh…',
    'camera.none': 'Máy này không có máy ảnh, hoặc chưa cho phép dùng. Chọn ảnh có sẵn cũng được.',
    'camera.unreadable': 'Không đọc được tệp này như một bức ảnh. Chọn ảnh khác.',
    'camera.size': 'khoảng {size}',
    'camera.live': 'Khung hình',
    'camera.taken': 'Ảnh vừa chụp',
    'verdict.clear': 'Rõ',
    'verdict.blurred': 'Mờ',
    'verdict.glare': 'Lóa',
    'verdict.cut': 'Thiếu góc',
    'verdict.clear.what': 'Ảnh đọc được.',
    'verdict.blurred.what': 'Ảnh mờ, khó đọc chữ. Chụp lại ở chỗ sáng, giữ chắc tay; hoặc vẫn dùng ảnh này.',
    'verdict.glare.what': 'Ánh đèn che mất chữ. Nghiêng giấy hoặc tắt đèn chớp rồi chụp lại; hoặc vẫn dùng ảnh này.',
    'verdict.cut.what': 'Giấy ra ngoài khung. Đưa máy xa hơn để thấy đủ bốn góc; hoặc vẫn dùng ảnh này.'
  },
  en: {
    'camera.title': 'Picture: {name}',
    'camera.page': '{name}, page {number}',
    'camera.aim': 'Lay the paper on a dark table, all four corners inside the frame.',
    'camera.take': 'Take the picture',
    'camera.again': 'Take it again',
    'camera.use': 'Use this picture',
    'camera.use.anyway': 'Use this picture all the same',
    'camera.choose': 'Choose a picture',
    'camera.starting': 'Opening the camera…',
    'camera.none': 'This device has no camera, or did not allow it. A picture you already have will do.',
    'camera.unreadable': 'This file cannot be read as a picture. Choose another.',
    'camera.size': 'about {size}',
    'camera.live': 'What the camera sees',
    'camera.taken': 'The picture taken',
    'verdict.clear': 'Clear',
    'verdict.blurred': 'Blurred',
    'verdict.glare': 'Glare',
    'verdict.cut': 'A corner is missing',
    'verdict.clear.what': 'The picture can be read.',
    'verdict.blurred.what':
      'The picture is blurred and hard to read. Take it again in good light with a steady hand, or use it all the same.',
    'verdict.glare.what':
      'A lamp hides part of the text. Tilt the paper or switch the flash off and take it again, or use it all the same.',
    'verdict.cut.what':
      'The paper runs out of the frame. Hold the device higher to see all four corners, or use it all the same.'
  }
} satisfies Catalogue
