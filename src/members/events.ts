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

/** Somebody asked for a link to sign in with; nobody but the mailbox learns whether the address is known. */
export class SignInLinkRequested {
  constructor(readonly tokenId: string) {}
}

/** Somebody joined without signing in; a mail asks whether the address is theirs. */
export class GuestJoined {
  constructor(readonly tokenId: string, readonly creatorId: string) {}
}

/** A link in a mail was followed by an account that had not proved its address before. */
export class AddressProved {
  constructor(readonly accountId: string) {}
}

/** Somebody wants another address; the new one is asked. */
export class AddressChangeRequested {
  constructor(readonly tokenId: string) {}
}

/** An account has another address now; the old one is told. */
export class AddressChanged {
  constructor(readonly tokenId: string) {}
}

/** The operator invites somebody to this install. */
export class PersonInvited {
  constructor(readonly tokenId: string) {}
}

/** Somebody left for good. Nothing here knows them any more, so the one letter that is still to go carries address and name along. */
export class AccountErased {
  constructor(readonly farewellId: string, readonly address: string, readonly name: string, readonly language: string) {}
}
