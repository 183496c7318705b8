// Owns every word that signing in and accounts say to people; refuses to tell whether an account exists.
import { text } from '#kernel/texts';

export const identityMessages = {
  credentialsWrong: text(
    '用户名或密码不正确，没有登录。已填写的用户名仍保留。请核对后再试；连续输错五次，将暂停登录十五分钟。',
    'The login name or the password is not right, so you are not signed in. The name that you entered is kept. Check both and try again; after five wrong attempts signing in is paused for fifteen minutes.',
  ),
  attemptsPaused: text(
    '这个用户名连续多次登录不成功，已暂停登录。没有任何内容被更改。请 {minutes} 分钟后再试。',
    'There were several failed attempts with this login name, so signing in with it is paused. Nothing was changed. Try again in {minutes} minutes.',
  ),
  noSuchResident: text(
    '没有找到您的账号资料。没有任何内容被更改。请重新登录后再试。',
    'Your account could not be found. Nothing was changed. Sign in again and retry.',
  ),
  idNumberWrong: text(
    '身份证号码的长度、日期或校验码不对。没有保存。请核对后重新填写。',
    'The identity number has a wrong length, date or check character. It was not saved. Check it and enter it again.',
  ),
  notADemonstration: text(
    '没有载入演示账号：本系统已有正式账号，而演示账号的密码是公开的。没有任何内容被更改。请另建一个空的数据库用于演示。',
    'The demonstration accounts were not loaded: this installation has accounts of its own, and the demonstration password is public. Nothing was changed. Use another, empty database for a demonstration.',
  ),
} as const;

/** What is wrong with a record of the accounts' file; it stands in the brackets of platform/data-files' sentence. */
export const identityFileProblems = {
  noSuchPost: text('岗位 {post} 不存在', 'the post {post} is not there'),
  idNumber: text(
    '演示用的身份证号码必须以 00 开头且校验码正确',
    'an identity number for demonstration must begin with 00 and have the right check character',
  ),
} as const;
