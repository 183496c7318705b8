// Owns the forms and answers that tests of forms share. For tests only.
import type { Answers, FindDivision } from './answers.ts';
import { type FormContent, readFormContent } from './form-content.ts';

async function readData(name: string): Promise<unknown> {
  const file = new URL(`../../../data/shantou/${name}`, import.meta.url);
  const loaded: { default: unknown } = await import(file.href, { with: { type: 'json' } });
  return loaded.default;
}

const restaurantJson = await readData('forms/open-restaurant.json');

/** The published form of 开办餐饮店, as parsed JSON. */
export function readRestaurantForm(): unknown {
  return structuredClone(restaurantJson);
}

export const restaurantForm: FormContent = readFormContent(restaurantJson);

/** Answers that are valid as a whole, but for what is stated otherwise. */
export function buildAnswers(changes: Answers = {}): Answers {
  return {
    shopName: '汕头市龙湖区示例饮食店',
    operatorKind: 'individual-business',
    businessItems: ['hot-food', 'own-drinks'],
    premisesStreet: '440507001',
    premisesAddress: '金霞街12号104铺',
    floorAreaM2: 85.5,
    openFlame: true,
    signText: '示例饮食店',
    signPlace: '一楼门头',
    signWidthM: 4.5,
    signHeightM: 1.2,
    signLit: false,
    dailyDischargeM3: 3.5,
    drainageConnection: '金霞街边的污水井',
    greaseTrap: true,
    contactMobile: '13800000000',
    ...changes,
  };
}

interface DivisionRow {
  readonly code: string;
  readonly parent: string | null;
  readonly name: { readonly zh: string; readonly en: string };
}

const { divisions } = (await readData('divisions.json')) as {
  readonly divisions: readonly DivisionRow[];
};
const divisionByCode = new Map(divisions.map((one) => [one.code, one]));

export const findDivision: FindDivision = (code) => {
  const found = divisionByCode.get(code);
  if (found === undefined) return undefined;
  return { name: found.name, district: divisionByCode.get(found.parent ?? '')?.name };
};
