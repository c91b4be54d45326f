import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Page, SignedIn, Type, Who, Words, type Translate } from '../../platform/index.js';
import { requireOperator } from './operator.js';
import { OperatorRooms } from './operator-rooms.service.js';

const OperatorView = Type.Object({ rooms: Type.Array(Type.Object({ url: Type.String(), title: Type.String(), says: Type.String(), worry: Type.Boolean() })) });

/** What the operator looks after. Nobody else finds anything here. */
@Controller('operator')
@SignedIn()
export class OperatorController {
  constructor(private readonly rooms: OperatorRooms, private readonly words: Words) {}

  @Get()
  @Page({
    id: 'getOperator', summary: 'What the operator looks after, and how it stands', view: OperatorView, template: 'operator/index', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('operator.title'), noindex: true }),
  })
  async index(@Who() actor: Actor, @Req() request: FastifyRequest) {
    requireOperator(actor);
    return { rooms: await this.rooms.look(this.words.for(request.language)) };
  }
}
