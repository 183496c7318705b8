// Owns what every body of this module is made of; refuses an empty sentence.
import Type from 'typebox';

/** The revision that the officer saw. */
export const revision = Type.Integer({ minimum: 0 });

export const sentence = (most: number) => Type.String({ minLength: 1, maxLength: most });
