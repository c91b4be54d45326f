/** Somebody asked the operator for a page. */
export class PageRequested {
  constructor(readonly requestId: string) {}
}

/** The operator answered; who asked is told. */
export class PageDecided {
  constructor(readonly requestId: string) {}
}
