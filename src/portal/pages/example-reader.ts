// Owns what all examples of the gallery share. For tests only.
import type { FrameData } from './look/frame.ts';
import { now } from './page-fixtures.ts';

/** An example: the page for this reader. */
export type Render = (frame: FrameData) => string;

export const visitor = (frame: FrameData): FrameData => ({ ...frame, reader: { kind: 'signed-out' } });
export const position = { step: 2, steps: 6, savedAt: now, now, backPath: '/zh/applications' };
export const sizeBytesMost = 10 * 1024 * 1024;
export const subject = '汕头市龙湖区示例饮食店';
