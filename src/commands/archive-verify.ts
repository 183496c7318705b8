// Owns `yizhan archive verify`: says of a package what is wrong with it; refuses to need a database or a network.
import { inLocale, type Locale, text } from '#kernel/texts';
import {
  faultTexts,
  type PackageFault,
  type VerifiedPackage,
  verifyPackage,
} from '#platform/archive-package';

const words = {
  usage: text(
    '用法：yizhan archive verify 归档包 [--json] [--language zh|en]',
    'Usage: yizhan archive verify PACKAGE [--json] [--language zh|en]',
  ),
  whole: text('归档包', 'the package'),
  good: text(
    '没有发现问题：{number}，第 {version} 包，{files} 个文件。\n整个文件的 SHA-256：{sha256}\n以上证明包内一致；请将此值与移交清单或登记的值比对，以确认没有被整包替换。',
    'Nothing is wrong: {number}, package {version}, {files} files.\nSHA-256 of the whole file: {sha256}\nThe package agrees with itself. Compare this value with the list of transfer or the record to know that it was not replaced as a whole.',
  ),
} as const;

interface VerifyWords {
  readonly path: string;
  readonly json: boolean;
  readonly locale: Locale;
}

/** Prints a line for each fault, or with --json one line. 0 without a fault, 1 with any, 2 for words that it doesn't know. */
export async function verifyArchive(
  given: readonly string[],
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number> {
  const asked = readVerifyWords(given, environment);
  if (asked === undefined) {
    say(`${words.usage.zh}\n${words.usage.en}`);
    return 2;
  }
  const verified = await verifyPackage(asked.path);
  const lines = asked.json ? [JSON.stringify(describe(verified))] : listLines(verified, asked.locale);
  for (const line of lines) say(line);
  return verified.faults.length === 0 ? 0 : 1;
}

function readVerifyWords(given: readonly string[], environment: NodeJS.ProcessEnv): VerifyWords | undefined {
  const rest = [...given];
  let path: string | undefined;
  let json = false;
  let language = (environment['LC_ALL'] ?? environment['LANG'] ?? '').startsWith('zh') ? 'zh' : 'en';
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') json = true;
    else if (word === '--language') language = rest.shift() ?? '';
    else if (word.startsWith('--') || path !== undefined) return undefined;
    else path = word;
  }
  if (path === undefined || (language !== 'zh' && language !== 'en')) return undefined;
  return { path, json, locale: language };
}

function listLines({ faults, manifest, sha256 }: VerifiedPackage, locale: Locale): readonly string[] {
  if (faults.length > 0)
    return faults.map(({ code, path }) => {
      const separator = locale === 'zh' ? '：' : ': ';
      return `✗ ${path ?? words.whole[locale]}${separator}${faultTexts[code][locale]} [${code}]`;
    });
  // Whoever made the package chose it: a terminal takes control characters for orders.
  const number = (manifest?.subject.number ?? '').replace(/\p{C}/gu, '?');
  const facts = { number, version: manifest?.version ?? 0, files: manifest?.files.length ?? 0 };
  return [`✓ ${inLocale(words.good, locale, { ...facts, sha256: sha256 ?? '' })}`];
}

/** The one line of --json; what the package says of itself is there only where nothing is wrong with it. */
function describe({ faults, manifest, sha256, sizeBytes }: VerifiedPackage): object {
  const isValid = faults.length === 0 && manifest !== undefined;
  return {
    valid: isValid,
    faults: faults.map(({ code, path }: PackageFault) => ({ code, path, message: faultTexts[code].en })),
    sha256,
    sizeBytes,
    package: isValid
      ? {
          number: manifest.subject.number,
          organ: manifest.organ.name.zh,
          version: manifest.version,
          supplementTo: manifest.supplementTo,
          closedOn: manifest.closedOn,
          retention: manifest.retention,
          files: manifest.files.length,
        }
      : null,
  };
}
