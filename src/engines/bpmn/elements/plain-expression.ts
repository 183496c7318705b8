// The plain part of the expressions in '${…}' that Camunda 7 and Flowable share. Refuses methods, functions and beans.

import { ExpressionError, type Variables } from '#engines/feel';
import type { CompiledText } from './compiled-text.ts';
import { compareLoosely, isEmpty, readProperty, toBoolean, toNumber } from './plain-values.ts';

type Closure = (variables: Variables) => unknown;

const LENGTH_MAX = 4000;
const DEPTH_MAX = 50;

const pattern =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|([\p{L}_$][\p{L}\p{N}_$]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(&&|\|\||[=!<>]=|[-+*/%<>!?:.()[\],]))/uy;

interface Word {
  readonly kind: 'number' | 'name' | 'text' | 'sign';
  readonly text: string;
}

const wordSigns: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  div: '/',
  mod: '%',
};

/** Binary operators from the loosest to the tightest. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/**
 * Compiles what stands between the braces: property paths, comparison, boolean and arithmetic operators, `empty`, the
 * conditional operator, literals. It means what the unified expression language (JSR 341) says it means: values of
 * different types are brought to one type before they are compared.
 * @throws ExpressionError where it is something else
 */
export function compilePlainExpression(source: string): CompiledText {
  if (source.length > LENGTH_MAX) throw refused(source, `is longer than ${LENGTH_MAX} characters`);
  const parser = new Parser(source);
  const closure = parser.parse();
  return { evaluate: (variables) => closure(variables) };
}

function refused(source: string, why: string): ExpressionError {
  return new ExpressionError('expression-failed', `"\${${source.slice(0, 80)}}" ${why}.`);
}

class Parser {
  readonly #source: string;
  readonly #words: readonly Word[];
  #position = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#words = this.#split();
  }

  parse(): Closure {
    const closure = this.#conditional();
    const left = this.#words[this.#position];
    if (left) throw this.#unexpected(left);
    return closure;
  }

  #split(): readonly Word[] {
    const words: Word[] = [];
    const text = this.#source.trimEnd();
    pattern.lastIndex = 0;
    while (pattern.lastIndex < text.length) {
      const at = pattern.lastIndex;
      const match = pattern.exec(text);
      if (!match) throw refused(this.#source, `can't be read at its character ${at + 1}`);
      const [, number, name, quoted, sign] = match;
      if (number !== undefined) words.push({ kind: 'number', text: number });
      else if (quoted !== undefined) words.push({ kind: 'text', text: unquote(quoted) });
      else if (name !== undefined) {
        const alias = Object.hasOwn(wordSigns, name) ? wordSigns[name] : undefined;
        words.push(alias === undefined ? { kind: 'name', text: name } : { kind: 'sign', text: alias });
      } else words.push({ kind: 'sign', text: sign ?? '' });
    }
    if (words.length === 0) throw refused(this.#source, 'is empty');
    return words;
  }

  #take(...signs: readonly string[]): string | undefined {
    const word = this.#words[this.#position];
    if (word?.kind !== 'sign' || !signs.includes(word.text)) return undefined;
    this.#position += 1;
    return word.text;
  }

  #expect(sign: string): void {
    if (this.#take(sign) === undefined) throw this.#unexpected(this.#words[this.#position]);
  }

  #unexpected(word: Word | undefined): ExpressionError {
    return refused(this.#source, word ? `is not understood at "${word.text}"` : 'ends too early');
  }

  #conditional(): Closure {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) throw refused(this.#source, 'nests too deeply');
    const condition = this.#binary(0);
    let closure = condition;
    if (this.#take('?') !== undefined) {
      const yes = this.#conditional();
      this.#expect(':');
      const no = this.#conditional();
      closure = (variables) => (toBoolean(condition(variables)) ? yes(variables) : no(variables));
    }
    this.#depth -= 1;
    return closure;
  }

  #binary(level: number): Closure {
    const signs = levels[level];
    if (!signs) return this.#unary();
    let left = this.#binary(level + 1);
    for (let sign = this.#take(...signs); sign !== undefined; sign = this.#take(...signs)) {
      left = combine(sign, left, this.#binary(level + 1));
    }
    return left;
  }

  #unary(): Closure {
    const word = this.#words[this.#position];
    const sign = this.#take('!', '-');
    const emptyWord = word?.kind === 'name' && word.text === 'empty';
    if (sign === undefined && !emptyWord) return this.#path();
    if (emptyWord) this.#position += 1;
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) throw refused(this.#source, 'nests too deeply');
    const operand = this.#unary();
    this.#depth -= 1;
    if (emptyWord) return (variables) => isEmpty(operand(variables));
    return sign === '!'
      ? (variables) => !toBoolean(operand(variables))
      : (variables) => -toNumber(operand(variables));
  }

  #path(): Closure {
    let closure = this.#operand();
    for (let sign = this.#take('.', '['); sign !== undefined; sign = this.#take('.', '[')) {
      const of = closure;
      if (sign === '[') {
        const key = this.#conditional();
        this.#expect(']');
        closure = (variables) => readProperty(of(variables), key(variables));
      } else {
        const name = this.#words[this.#position];
        if (name?.kind !== 'name') throw this.#unexpected(name);
        this.#position += 1;
        closure = (variables) => readProperty(of(variables), name.text);
      }
    }
    const next = this.#words[this.#position];
    if (next?.kind === 'sign' && next.text === '(')
      throw refused(this.#source, 'calls a method, which is not supported');
    return closure;
  }

  #operand(): Closure {
    const word = this.#words[this.#position];
    this.#position += 1;
    if (word?.kind === 'sign' && word.text === '(') {
      const inner = this.#conditional();
      this.#expect(')');
      return inner;
    }
    if (!word || word.kind === 'sign') throw this.#unexpected(word);
    const { text } = word;
    if (word.kind === 'text') return () => text;
    if (word.kind === 'number') {
      const value = Number(text);
      return () => value;
    }
    if (text === 'true' || text === 'false') return () => text === 'true';
    if (text === 'null') return () => null;
    return (variables) => {
      if (Object.hasOwn(variables, text)) return variables[text] ?? null;
      throw new ExpressionError(
        'undefined-variable',
        `"\${${this.#source}}": there is no variable "${text}".`,
      );
    };
  }
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
}

function combine(sign: string, left: Closure, right: Closure): Closure {
  switch (sign) {
    case '||':
      return (variables) => toBoolean(left(variables)) || toBoolean(right(variables));
    case '&&':
      return (variables) => toBoolean(left(variables)) && toBoolean(right(variables));
    case '+':
      return (variables) => toNumber(left(variables)) + toNumber(right(variables));
    case '-':
      return (variables) => toNumber(left(variables)) - toNumber(right(variables));
    case '*':
      return (variables) => toNumber(left(variables)) * toNumber(right(variables));
    case '/':
      return (variables) => divide(toNumber(left(variables)), toNumber(right(variables)));
    case '%':
      return (variables) => toNumber(left(variables)) % toNumber(right(variables));
    default:
      return (variables) => compareLoosely(sign, left(variables), right(variables));
  }
}

function divide(dividend: number, divisor: number): number {
  if (divisor === 0) throw new ExpressionError('expression-failed', 'A division by zero has no value.');
  return dividend / divisor;
}
