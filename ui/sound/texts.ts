import type { Catalogue } from '../texts.ts'

/** Words of recording and hearing a message. */
export const texts = {
  vi: {
    'sound.name': 'Lời nhắn ghi âm, {length}',
    'sound.hear': 'Nghe ghi âm, {length}',
    'sound.failed': 'Chưa tải được lời nhắn ghi âm. Thử lại sau ít phút.',
    'sound.unplayable': 'Máy này không phát được lời nhắn ghi âm. Tải về để nghe bằng ứng dụng khác.',
    'sound.save': 'Tải về',
    'record.begin': 'Ghi âm lời nhắn',
    'record.how': 'Không tiện viết thì nói, tối đa {seconds} giây.',
    'record.opening': 'Đang mở micrô…',
    'record.stop': 'Dừng ghi âm',
    'record.now': 'Đang ghi âm',
    'record.far': 'Đã ghi {seconds} giây',
    'record.left': 'Còn {seconds} giây',
    'record.done': 'Đã ghi xong lời nhắn, {length}',
    'record.remove': 'Xóa lời nhắn ghi âm',
    'record.again': 'Muốn nói lại thì xóa rồi ghi âm lại.',
    'record.none': 'Máy này không ghi âm được',
    'record.none.what': 'Xin viết lời nhắn vào ô trên.',
    'record.denied': 'Chưa được dùng micrô',
    'record.denied.what':
      'Cho phép trang này dùng micrô trong cài đặt của trình duyệt rồi bấm lại; hoặc viết lời nhắn vào ô trên.',
    'record.failed': 'Chưa ghi âm được',
    'record.failed.what':
      'Không tìm thấy micrô, hoặc ứng dụng khác đang dùng. Bấm lại để thử, hoặc viết lời nhắn vào ô trên.',
    'record.short': 'Chưa nghe được gì: bấm ghi âm, nói xong rồi mới bấm dừng.'
  },
  en: {
    'sound.name': 'Recorded message, {length}',
    'sound.hear': 'Hear it, {length}',
    'sound.failed': 'The recorded message could not be fetched. Try again in a few minutes.',
    'sound.unplayable': 'This device cannot play the recorded message. Save it to hear it in another app.',
    'sound.save': 'Save it',
    'record.begin': 'Record a message',
    'record.how': 'Rather speak than write: at most {seconds} seconds.',
    'record.opening': 'Opening the microphone…',
    'record.stop': 'Stop recording',
    'record.now': 'Recording',
    'record.far': '{seconds} seconds recorded',
    'record.left': '{seconds} seconds left',
    'record.done': 'The message is recorded, {length}',
    'record.remove': 'Delete the recording',
    'record.again': 'To say it anew, delete it and record again.',
    'record.none': 'This device cannot record',
    'record.none.what': 'Please write your message in the box above.',
    'record.denied': 'Microphone not allowed',
    'record.denied.what':
      'Allow this page the microphone in the settings of the browser and try again, or write your message in the box above.',
    'record.failed': 'It was not recorded',
    'record.failed.what':
      'There is no microphone, or another app is using it. Press again to try, or write your message in the box above.',
    'record.short': 'Nothing was heard: press record, speak, and only then press stop.'
  }
} satisfies Catalogue
