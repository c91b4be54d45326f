import { Moved } from '../platform/index.js';

/** A post has another address now. */
export class PostMoved extends Moved {
  constructor(private readonly path: string) {
    super('', path);
  }

  override address(url: string): string {
    return [this.path, ...url.split('?').slice(1)].join('?');
  }
}
