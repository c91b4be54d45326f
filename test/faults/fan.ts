import { Client, expectStatus, PASSWORD } from '../client.js';
import type { House } from './house.js';

/** What a fan wants: to be a member, or also to leave again, and whether they come back from the till to our page. */
export interface Wish {
  leaves?: boolean;
  returns?: boolean;
}

/** Somebody who keeps trying until they have what they want, as people do. */
export class Fan {
  /** Their checkout, once it is paid. */
  private session: string | undefined;
  private asked = false;

  constructor(private readonly house: House, readonly client: Client, readonly email: string, readonly wish: Wish = {}) {}

  /** Makes their account beforehand: faults meet the money, not the sign-up. */
  static async arrive(house: House, name: string, wish: Wish = {}, url = house.url): Promise<Fan> {
    const email = `${name}@people.example`;
    await house.db.query(
      `insert into account (email, email_key, name, password_hash, language, time_zone, created_at, proved_at)
       values ($1, $1, $2, $3, 'en', 'UTC', now(), now())`, [email, name, await house.passwordHash()],
    );
    const client = new Client(url);
    client.token = expectStatus(await client.post('/sign-in', { email, password: PASSWORD }), 201).json.token as string;
    return new Fan(house, client, email, wish);
  }

  /** One try; whatever goes wrong is for the next. @returns whether they have what they want */
  async tries(): Promise<boolean> {
    return this.goOn().catch(() => false);
  }

  private async goOn(): Promise<boolean> {
    const own = `${this.house.page}/membership`;
    const { status, ...membership } = await this.client.get(own);
    const paid = status === 200 && membership.json.kind === 'paid';
    if (this.asked && (status === 404 || (status === 200 && (!paid || membership.json.status === 'ending')))) return true;
    if (paid && this.wish.leaves) {
      this.asked ||= (await this.client.post(`${own}/cancellation`)).status < 300;
      return false;
    }
    if (paid || this.asked) return paid && !this.asked;
    if (!this.session) await this.pay();
    else if (this.wish.returns) await this.client.get(`${this.house.page}/checkout/return?session_id=${this.session}`);
    return false;
  }

  private async pay(): Promise<void> {
    const started = await this.client.post(`${this.house.page}/checkout`, { tierId: this.house.tierId });
    if (started.status !== 201) return;
    const { status, body } = await this.house.control('POST', `/sessions/${started.json.id}/pay`, { number: '4242424242424242' });
    if (status === 200 && body.status === 'complete') this.session = started.json.id as string;
  }
}
