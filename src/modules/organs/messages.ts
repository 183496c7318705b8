// Owns every word that organs say to people; refuses words elsewhere in this folder.
import { text } from '#kernel/texts';

export const organsMessages = {
  noSuchOrgan: text(
    '没有找到这个单位。没有任何内容被更改。请返回上一页重新选择。',
    'There is no such organ. Nothing was changed. Go back and choose again.',
  ),
  noSuchDivision: text(
    '没有找到这个区划。没有任何内容被更改。请返回上一页重新选择。',
    'There is no such division. Nothing was changed. Go back and choose again.',
  ),
} as const;

/** What is wrong with a record of a data file; it stands in the brackets of platform/data-files' sentence. */
export const organsFileProblems = {
  twice: text('同一个标识出现了两次', 'it is listed twice'),
  unknown: text('{member} 指向不存在的 {value}', '{member} names {value}, which is not there'),
  notWithin: text('不在其上级 {parent} 的代码之内', 'its code does not lie within its parent {parent}'),
  ownAncestor: text('它成了自己的上级', 'it is its own ancestor'),
  creditCode: text('统一社会信用代码的校验码不对', 'the check character of its credit code does not fit'),
} as const;
