// Owns the words of the form engine; refuses the words of single forms, which stand in the form itself.
import { text } from '#kernel/texts';

export const formWords = {
  notAnswered: text('没有填写', 'Not given'),
  wrong: text('此项的内容不对，请检查。', 'This entry is not right. Please check it.'),
  unknownField: text('这份表单没有此项。', 'This form has no such entry.'),
} as const;
