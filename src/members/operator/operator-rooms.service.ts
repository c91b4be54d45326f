import { Injectable } from '@nestjs/common';
import type { Translate } from '../../platform/index.js';

/** One thing the operator looks after, at an address of its own below `/operator`. */
export interface OperatorRoom {
  url: string;
  /** Key of its name. */
  title: string;
  /** How it stands, in one sentence, and whether that wants the operator's eye. */
  look(t: Translate): Promise<{ says: string; worry: boolean }>;
}

/** Everything the operator looks after. Each module registers what is its own as it starts, and modules start from left to right. */
@Injectable()
export class OperatorRooms {
  private readonly rooms: OperatorRoom[] = [];

  register(...rooms: OperatorRoom[]): void {
    this.rooms.push(...rooms);
  }

  /** All of them as they stand, those that want an eye first. */
  async look(t: Translate): Promise<{ url: string; title: string; says: string; worry: boolean }[]> {
    const all = await Promise.all(this.rooms.map(async (room) => ({ url: room.url, title: t(room.title), ...await room.look(t) })));
    return all.sort((a, b) => Number(b.worry) - Number(a.worry));
  }
}
