/** A post went public for the first time; who is told is decided when they are. */
export class PostPublished {
  constructor(readonly postId: string) {}
}

/** A post is gone for good; its files are to go, too. */
export class PostDeleted {
  constructor(readonly postId: string, readonly pictureIds: string[]) {}
}
