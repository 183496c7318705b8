// Owns the check rules of identity numbers and credit codes; refuses nothing by itself, it only answers.

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idCheckCharacters = '10X98765432';

/** Whether the number is a well-formed citizen identity number (GB 11643-1999): length, date of birth, check character. */
export function isResidentIdNumber(value: string): boolean {
  if (!/^\d{17}[\dX]$/.test(value)) return false;
  const year = Number(value.slice(6, 10));
  const month = Number(value.slice(10, 12));
  const day = Number(value.slice(12, 14));
  const birth = new Date(Date.UTC(year, month - 1, day));
  if (birth.getUTCFullYear() !== year || birth.getUTCMonth() !== month - 1 || birth.getUTCDate() !== day) {
    return false;
  }
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(value.charAt(index)), 0);
  return idCheckCharacters.charAt(sum % 11) === value.charAt(17);
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Whether the code is a well-formed unified social credit code (GB 32100-2015): alphabet and check character. */
export function isCreditCode(value: string): boolean {
  if (value.length !== 18 || ![...value].every((one) => creditAlphabet.includes(one))) return false;
  let weight = 1;
  let sum = 0;
  for (const one of value.slice(0, 17)) {
    sum += creditAlphabet.indexOf(one) * weight;
    weight = (weight * 3) % 31;
  }
  return creditAlphabet.charAt((31 - (sum % 31)) % 31) === value.charAt(17);
}

/** Shows the first and last few characters only: `440507********0012`; of a value no longer than these, nothing. */
export function maskMiddle(value: string, shownAtStart: number, shownAtEnd: number): string {
  const hidden = value.length - shownAtStart - shownAtEnd;
  if (hidden <= 0) return '*'.repeat(value.length);
  return value.slice(0, shownAtStart) + '*'.repeat(hidden) + value.slice(value.length - shownAtEnd);
}
