import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { DomainError, InvalidInput } from './errors.js';

/** Rules whose sentence needs a figure, and what it is called there. */
const FIGURES: Record<string, RegExp> = { maxLength: /(\d+) characters/, minLength: /(\d+) characters/, min: /(-?\d+)$/, max: /(-?\d+)$/ };
const SPOKEN = new Set(['isEmail', 'minLength', 'maxLength', 'isNotEmpty', 'isIn', 'isInt', 'min', 'max', 'isUUID', 'matches', 'isTimeZone', 'isString', 'whitelistValidation']);

/** Unknown fields are refused, and each wrong field gets one rule that it broke. */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, transform: true, stopAtFirstError: true,
      exceptionFactory: (errors) => new InvalidInput(Object.fromEntries(errors.flatMap((error) => rules(error, '')))),
    });
  }

  /** What is sent here is flat: anything nested is refused before a library walks it, and so is text with a zero byte, which PostgreSQL has not. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) throw new DomainError('400', 400);
      const wrong = Object.entries(value).filter(([, content]) => typeof content === 'object' || (typeof content === 'string' && content.includes('\0')));
      if (wrong.length > 0) throw new InvalidInput(Object.fromEntries(wrong.map(([field]) => [field, { rule: 'wrong' }])));
    }
    return super.transform(value, metadata);
  }
}

function rules(error: ValidationError, path: string): [string, { rule: string; values?: Record<string, unknown> }][] {
  const field = path + error.property;
  const [found] = Object.entries(error.constraints ?? {});
  if (!found) return (error.children ?? []).flatMap((child) => rules(child, `${field}.`));
  const [constraint, message] = found;
  const rule = SPOKEN.has(constraint) ? constraint : 'wrong';
  const figure = FIGURES[rule]?.exec(message)?.[1];
  return [[field, { rule, ...(figure && { values: { count: Number(figure) } }) }]];
}
