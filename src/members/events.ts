/** Somebody asked to sign up; the address wants proving. */
export class RegistrationRequested {
  constructor(readonly tokenId: string) {}
}

/** Somebody asked to sign up with an address that has an account; only its owner learns so, by mail. */
export class RegistrationRepeated {
  constructor(readonly accountId: string, readonly requestId: string) {}
}

export class PasswordResetRequested {
  constructor(readonly tokenId: string) {}
}

/** A creator's page came to be. */
export class CreatorOpened {
  constructor(readonly creatorId: string) {}
}
