import { Body, Controller, Get, Param, Post, Query, UploadedFile } from '@nestjs/common';
import type { UploadedMultipartFile } from '@nestjs/platform-fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, InvalidInput, LANGUAGE_NAMES, Nullable, Page, SignedIn, Type, Upload, Who, Write, type Translate } from '../platform/index.js';
import { Audit } from './audit/audit.service.js';
import { accentOf } from './accent.js';
import { CreatorDto, HandleDto, LinksDto, NumbersDto, PictureDto } from './creator.dto.js';
import { CreatorView, creatorView } from './creator.view.js';
import { Creators } from './creators.service.js';
import { Handles } from './handles.service.js';
import { writeLinks } from './links.js';
import { NUMBERS, PageExtrasService } from './page-extras.service.js';
import { Pictures } from './pictures.service.js';
import { Studio, studioFrame } from './studio.service.js';

const SettingsView = Type.Object({
  creator: CreatorView, version: Type.Integer(), hues: Type.Array(Type.Integer()),
  languages: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })), timeZone: Type.String(), timeZones: Type.Array(Type.String()), adult: Type.Boolean(),
  links: Type.String(), numbers: Type.Array(Type.Object({ kind: Type.String(), shown: Type.Boolean() })),
  /** A colour that is only looked at so far, as it would be kept. */
  tried: Nullable(Type.Object({ hex: Type.String(), hue: Type.Integer(), chroma: Type.Integer() })),
});
const HUES = [205, 245, 285, 345, 30, 60, 130, 160];
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'settings', t('studio.settingsTitle'));
const refill = {
  template: 'studio/settings', layout: 'studio' as const, frame,
  view: (self: SettingsController, request: FastifyRequest) => self.show(request.actor!, (request.params as { handle: string }).handle),
};

/** How a page looks and what it says. */
@Controller('studio/:handle/settings')
@SignedIn()
export class SettingsController {
  constructor(private readonly studio: Studio, private readonly creators: Creators, private readonly pictures: Pictures, private readonly audit: Audit, private readonly handles: Handles, private readonly extras: PageExtrasService) {}

  @Get()
  @Page({ id: 'getCreatorSettings', summary: 'A page as its owner edits it', view: SettingsView, template: 'studio/settings', layout: 'studio', frame })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Query('hex') hex?: unknown) {
    const creator = await this.studio.page(actor, handle, 'settings');
    const extras = await this.extras.of(creator.id);
    const accent = typeof hex === 'string' ? accentOf(hex) : null;
    const hues = [...new Set([...HUES, creator.hue, ...(accent ? [accent.hue] : [])])];
    return {
      creator: creatorView(creator), version: creator.version, hues, links: writeLinks(extras.links),
      numbers: NUMBERS.map((kind) => ({ kind, shown: extras.shownNumbers.includes(kind) })), tried: accent && { hex: String(hex), ...accent },
      languages: Object.entries(LANGUAGE_NAMES).map(([code, name]) => ({ code, name })), timeZone: creator.timeZone, adult: creator.adult,
      timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone')],
    };
  }

  @Post()
  @Write({ id: 'updateCreator', summary: 'Changes the words and the accent of a page', view: CreatorView, refill })
  async update(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: CreatorDto) {
    const creator = await this.studio.page(actor, handle, 'settings');
    await this.creators.update(actor, creator, body);
    return done(`/studio/${creator.handle}/settings`, creatorView(await this.creators.byHandle(handle)), 'saved');
  }

  @Post('links')
  @Write({ id: 'setCreatorLinks', summary: 'Sets the links of a page', view: SettingsView, refill })
  async links(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: LinksDto) {
    const creator = await this.studio.page(actor, handle, 'settings');
    await this.extras.setLinks(actor, creator, body.links);
    return done(`/studio/${creator.handle}/settings`, await this.show(actor, handle), 'saved');
  }

  @Post('numbers')
  @Write({ id: 'setCreatorNumbers', summary: 'Chooses which figures a page shows; they are counted, never typed', view: SettingsView, refill })
  async numbers(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: NumbersDto) {
    const creator = await this.studio.page(actor, handle, 'settings');
    await this.extras.setNumbers(actor, creator, NUMBERS.filter((kind) => body[kind] === '1'));
    return done(`/studio/${creator.handle}/settings`, await this.show(actor, handle), 'saved');
  }

  @Post('handle')
  @Write({ id: 'changeHandle', summary: 'Gives a page another address; the old one leads there for ever', view: CreatorView, refill })
  async handle(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: HandleDto) {
    const creator = await this.studio.page(actor, handle, 'settings');
    await this.handles.change(actor, creator, body.handle);
    return done(`/studio/${body.handle}/settings`, creatorView(await this.creators.byHandle(body.handle)), 'handleChanged');
  }

  @Post(':place')
  @Upload('picture', 15_000_000)
  @Write({ id: 'setCreatorPicture', summary: 'Sets the picture or the portrait of a page', view: CreatorView, refill })
  async picture(
    @Who() actor: Actor, @Param('handle') handle: string, @Param('place') place: string,
    @UploadedFile() file: UploadedMultipartFile | undefined, @Body() body: PictureDto,
  ) {
    const creator = await this.studio.page(actor, handle, 'settings');
    if (place !== 'picture' && place !== 'portrait') throw new InvalidInput({ place: { rule: 'isIn' } });
    if (!file?.buffer?.length) throw new InvalidInput({ picture: { rule: 'picture' } });
    const picture = await this.pictures.keep(file.buffer, place, { alt: body.alt, caption: body.caption || null });
    await this.audit.noted(actor, creator.id, 'pictureChanged', () => this.creators.setPicture(creator, place, picture), () => [picture.id, { fields: place }]);
    return done(`/studio/${creator.handle}/settings`, creatorView(await this.creators.byHandle(handle)), 'pictureSaved');
  }
}
