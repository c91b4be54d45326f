import { SetMetadata, type Type } from '@nestjs/common';

export const ON_EVENT = Symbol('on-event');

/**
 * Runs this method for each event of this class, after the transaction that published it, at least once.
 * It receives the event's fields as plain JSON.
 */
export const OnEvent = (event: Type) => SetMetadata(ON_EVENT, event.name);
