/** A post went public for the first time; who is told is decided when they are. */
export class PostPublished {
  constructor(readonly postId: string) {}
}
