// Owns references to law and the articles that clocks rest on; refuses interpretation: it cites, rules.ts applies.
import { type Locale, type Text, text } from '#kernel/texts';

/**
 * How high a source stands. Only `law` (法律) and `regulation` (法规, national or local) may lengthen a limit
 * of the Administrative Licensing Law (article 42: 法律、法规另有规定的，依照其规定).
 */
export type LawRank = 'law' | 'regulation' | 'rule' | 'normative-document';

/**
 * One place in a law. Plain data, small enough to stand in every step of a stored derivation;
 * `findLawText` gives the words of the articles that this engine itself applies.
 */
export interface LawReference {
  /** The Chinese title without 《》, e.g. 行政许可法. */
  readonly law: string;
  /** The English title, where `law` is none of those listed in this file. */
  readonly lawEn?: string;
  /** Day of the version that is meant, 'YYYY-MM-DD'. */
  readonly version?: string;
  readonly rank?: LawRank;
  /** Arabic number of the article ('42'); absent only for a document without articles, as a notice. */
  readonly article?: string;
  readonly paragraph?: string;
  /** The item within the paragraph: '4' for （四）. */
  readonly item?: string;
  /** The words, for sources that this file doesn't know. */
  readonly text?: string;
  /** Where the document is published. */
  readonly url?: string;
}

interface KnownLaw {
  readonly en: string;
  readonly version: string;
  readonly rank: LawRank;
}

const knownLaws: Readonly<Record<string, KnownLaw>> = {
  行政许可法: { en: 'Administrative Licensing Law', version: '2019-04-23', rank: 'law' },
  民法典: { en: 'Civil Code', version: '2020-05-28', rank: 'law' },
  全国年节及纪念日放假办法: {
    en: 'Measures on Public Holidays for Festivals and Memorial Days',
    version: '2024-11-10',
    rank: 'regulation',
  },
  国务院关于职工工作时间的规定: {
    en: 'State Council Provisions on Working Hours',
    version: '1995-03-25',
    rank: 'regulation',
  },
  政府信息公开条例: {
    en: 'Regulations on Disclosure of Government Information',
    version: '2019-04-03',
    rank: 'regulation',
  },
  优化营商环境条例: {
    en: 'Regulations on Improving the Business Environment',
    version: '2019-10-22',
    rank: 'regulation',
  },
  市场主体登记管理条例: {
    en: 'Regulations on the Registration of Market Entities',
    version: '2021-07-27',
    rank: 'regulation',
  },
};

function cite(law: string, article: string, paragraph?: string, item?: string): LawReference {
  return {
    law,
    article,
    ...(paragraph === undefined ? {} : { paragraph }),
    ...(item === undefined ? {} : { item }),
  };
}

/** The articles that the clock applies, by what they say. Each was read in the version that `lawVersion` names. */
export const law = {
  /** The day of the event is not counted. */
  eventDayNotCounted: cite('民法典', '201', '1'),
  /** A period of months ends on the corresponding day. */
  monthsEnd: cite('民法典', '202'),
  /** A last day that is a rest day gives way to the day after the rest. */
  restDayRollsOn: cite('民法典', '203', '1'),
  /** Saturday and Sunday are the weekly rest of organs of state. */
  weeklyRest: cite('国务院关于职工工作时间的规定', '7', '1'),
  /** The public holidays and their length. */
  publicHolidays: cite('全国年节及纪念日放假办法', '2'),
  /** Several departments, one procedure, where the government has so decided. */
  jointHandling: cite('行政许可法', '26', '2'),
  /** One notice of all that is missing, within 5 days; else accepted as of receipt. */
  correctionNotice: cite('行政许可法', '32', '1', '4'),
  /** Complete and in order, and decided in writing there and then. */
  decisionOnTheSpot: cite('行政许可法', '34', '2'),
  /** 20 days to decide, 10 more by the head of the organ. */
  licenceDecision: cite('行政许可法', '42', '1'),
  /** 45 days for joint handling, 15 more by the head of the government. */
  jointDecision: cite('行政许可法', '42', '2'),
  /** 20 days for the review by a lower organ. */
  lowerLevelReview: cite('行政许可法', '43'),
  /** 10 days to hand over the licence. */
  licenceDelivery: cite('行政许可法', '44'),
  /** What alone stops the clock of a licence. */
  licenceSuspension: cite('行政许可法', '45'),
  /** 5 days to ask for a hearing, 20 to hold it. */
  hearing: cite('行政许可法', '47', '1'),
  /** Time and place are told seven days before a hearing. */
  hearingNotice: cite('行政许可法', '48', '1', '1'),
  /** Limits of the Licensing Law are in working days. */
  licenceWorkingDays: cite('行政许可法', '82'),
  /** A limit must be set where the law sets none, and may be shortened. */
  serviceLimit: cite('优化营商环境条例', '36', '2'),
  /** One correction notice within 7 working days; the clock starts with the corrected request. */
  informationCorrection: cite('政府信息公开条例', '30'),
  /** 20 working days to answer a request for information, up to 20 more. */
  informationDecision: cite('政府信息公开条例', '33', '2'),
  /** Asking third parties and other organs stops that clock. */
  informationSuspension: cite('政府信息公开条例', '33', '3'),
  /** Business registration at once, or within 3 working days and 3 more. */
  businessRegistration: cite('市场主体登记管理条例', '19', '1'),
} as const satisfies Readonly<Record<string, LawReference>>;

/** The notice by which the State Council arranges the holidays of a year, where only the year is known. */
export function holidayNotice(year: number, title?: string, url?: string): LawReference {
  return {
    law: title ?? `国务院办公厅关于${year}年部分节假日安排的通知`,
    lawEn: `State Council notice on the holidays of ${year}`,
    rank: 'normative-document',
    ...(url === undefined ? {} : { url }),
  };
}

/** The reference's rank, its own or that of a law listed here; undefined where neither says. */
export function lawRank(reference: LawReference): LawRank | undefined {
  return reference.rank ?? knownLaws[reference.law]?.rank;
}

/** The day of the version that is meant, where known. */
export function lawVersion(reference: LawReference): string | undefined {
  return reference.version ?? knownLaws[reference.law]?.version;
}

const digits = '零一二三四五六七八九';

/** 42 → 四十二, 201 → 二百零一, for the numbers 1 to 9999; anything else comes back as it was. */
export function chineseNumber(number: string): string {
  if (!/^[1-9]\d{0,3}$/.test(number)) return number;
  const units = ['', '十', '百', '千'];
  const spoken = [...number]
    .map((digit, index) => {
      if (digit === '0') return '零';
      return `${digits.charAt(Number(digit))}${units[number.length - 1 - index] ?? ''}`;
    })
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '');
  // Ten to nineteen are said without the leading one: 十五, but 一百一十五.
  return spoken.startsWith('一十') ? spoken.slice(1) : spoken;
}

/** 《行政许可法》第四十二条第一款 / Administrative Licensing Law, article 42, paragraph 1. */
export function formatLawReference(reference: LawReference, locale: Locale): string {
  const { article, paragraph, item } = reference;
  if (locale === 'en') {
    const title = reference.lawEn ?? knownLaws[reference.law]?.en ?? `《${reference.law}》`;
    const places = [
      article === undefined ? '' : `, article ${article}`,
      paragraph === undefined ? '' : `, paragraph ${paragraph}`,
      item === undefined ? '' : `, item ${item}`,
    ];
    return title + places.join('');
  }
  const places = [
    article === undefined ? '' : `第${chineseNumber(article)}条`,
    paragraph === undefined ? '' : `第${chineseNumber(paragraph)}款`,
    item === undefined ? '' : `第${chineseNumber(item)}项`,
  ];
  return `《${reference.law}》${places.join('')}`;
}

/** The reference in both languages, for texts that are stored as they were said. */
export function lawReferenceText(reference: LawReference): Text {
  return text(formatLawReference(reference, 'zh'), formatLawReference(reference, 'en'));
}
