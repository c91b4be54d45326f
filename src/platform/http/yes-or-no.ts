import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';

const ANSWERS = new Map<unknown, boolean>([['yes', true], ['no', false], ['no yes', true], [true, true], [false, false]]);

/** A box of a form: a hidden `no` before it says that it was there, and a ticked box adds its `yes`. Left out, it is not spoken of. */
export const YesOrNo = () => applyDecorators(Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : ANSWERS.get(value) ?? value)), IsBoolean());
