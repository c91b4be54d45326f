/** A post went public for the first time; who is told is decided when they are. */
export class PostPublished {
  constructor(readonly postId: string) {}
}

/** A step of a post came: it is for more people from this instant on. */
export class PostOpened {
  constructor(readonly postId: string, readonly at: string) {}
}

/** A post is gone for good; its files are to go, too. */
export class PostDeleted {
  constructor(readonly postId: string, readonly pictureIds: string[]) {}
}
