import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Database, InvalidInput, NotFound } from '../../platform/index.js';
import { Post } from '../post.entity.js';
import { slugOf } from '../slug.js';
import type { CollectionDto } from './collection.dto.js';
import { Collection, CollectionPost } from './collection.entity.js';

export interface CollectedPost {
  id: string;
  title: string;
  slug: string;
  published: boolean;
}

/** Making collections and arranging them. */
@Injectable()
export class Collections {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** A page's collections by title, with how many posts stand in each. */
  async ofCreator(creatorId: string): Promise<(Collection & { count: number })[]> {
    return this.db.sql<Collection & { count: number }>(
      'collections.ofCreator',
      `select c.id, c.creator_id as "creatorId", c.slug, c.title, c.about, c.created_at as "createdAt", c.version, count(p.post_id)::int as count
       from collection c left join collection_post p on p.collection_id = c.id where c.creator_id = $1 group by c.id order by c.title`,
      [creatorId],
    );
  }

  /** @throws NotFound for an id of another page */
  async ofPage(creatorId: string, id: string): Promise<Collection> {
    const found = await this.db.repo(Collection).findOneBy({ id, creatorId });
    if (!found) throw new NotFound();
    return found;
  }

  async bySlug(creatorId: string, slug: string): Promise<Collection | null> {
    return this.db.repo(Collection).findOneBy({ creatorId, slug });
  }

  async posts(id: string): Promise<CollectedPost[]> {
    return this.db.sql<CollectedPost>(
      'collections.posts',
      `select p.id, p.title, p.slug, p.published_at is not null as published from collection_post c join post p on p.id = c.post_id
       where c.collection_id = $1 order by c.position, p.id`,
      [id],
    );
  }

  /** Posts of its page that are not in it, the newest first. */
  async others(collection: Collection): Promise<{ id: string; title: string }[]> {
    return this.db.sql<{ id: string; title: string }>(
      'collections.others',
      `select p.id, p.title from post p where p.creator_id = $2 and not exists (select 1 from collection_post i where i.collection_id = $1 and i.post_id = p.id)
       order by coalesce(p.published_at, p.updated_at) desc limit 500`,
      [collection.id, collection.creatorId],
    );
  }

  async create(creatorId: string, wanted: CollectionDto): Promise<Collection> {
    for (let n = 1; n <= 50; n++) {
      const slug = slugOf(wanted.title) + (n > 1 ? `-${n}` : '');
      const inserted = await this.db.repo(Collection).createQueryBuilder().insert()
        .values({ creatorId, slug, title: wanted.title.trim(), about: (wanted.about ?? '').trim(), createdAt: this.clock.now() }).orIgnore().returning('id').execute();
      const [made] = inserted.raw as { id: string }[];
      if (made) return this.ofPage(creatorId, made.id);
    }
    throw new InvalidInput({ title: { rule: 'taken' } });
  }

  /** @throws Conflict when somebody saved meanwhile */
  async update(collection: Collection, wanted: CollectionDto): Promise<void> {
    const saved = await this.db.repo(Collection).update(
      { id: collection.id, version: wanted.version ?? collection.version }, { title: wanted.title.trim(), about: (wanted.about ?? '').trim(), version: collection.version + 1 },
    );
    if (saved.affected === 0) throw new Conflict();
  }

  async delete(collection: Collection): Promise<void> {
    await this.db.repo(Collection).delete({ id: collection.id });
  }

  /** Puts a post at the end; one that is in stays where it is. @throws InvalidInput for a post of another page */
  async add(collection: Collection, postId: string): Promise<void> {
    if (!await this.db.repo(Post).existsBy({ id: postId, creatorId: collection.creatorId })) throw new InvalidInput({ postId: { rule: 'isIn' } });
    await this.db.sql(
      'collections.add',
      `insert into collection_post (collection_id, post_id, position)
       select $1, $2, coalesce(max(position), 0) + 1 from collection_post where collection_id = $1 on conflict do nothing`,
      [collection.id, postId],
    );
  }

  async remove(collection: Collection, postId: string): Promise<void> {
    await this.db.repo(CollectionPost).delete({ collectionId: collection.id, postId });
  }

  /** Moves a post one place; the first does not go up and the last not down. */
  async move(collection: Collection, postId: string, way: 'up' | 'down'): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.db.repo(Collection).findOneOrFail({ where: { id: collection.id }, lock: { mode: 'pessimistic_write' } });
      const ids = (await this.posts(collection.id)).map((post) => post.id);
      const [from, to] = [ids.indexOf(postId), ids.indexOf(postId) + (way === 'up' ? -1 : 1)];
      if (from < 0 || to < 0 || to >= ids.length) return;
      [ids[from], ids[to]] = [ids[to]!, ids[from]!];
      await this.db.sql(
        'collections.arrange',
        'update collection_post c set position = w.position from unnest($2::uuid[]) with ordinality as w (id, position) where c.collection_id = $1 and c.post_id = w.id',
        [collection.id, ids],
      );
    });
  }
}
