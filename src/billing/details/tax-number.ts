/** A tax number as Stripe takes it. */
export interface TaxNumber {
  type: string;
  value: string;
}

const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
/** With what letters the European numbers begin (VIES): Greece and Northern Ireland go by others than ISO 3166 gives them. */
const EU_LETTERS = new Set([...EU, 'EL', 'XI']);
/** The type of a business's number elsewhere (Stripe's docs: supported tax IDs). */
const ELSEWHERE: Record<string, string> = {
  AE: 'ae_trn', AU: 'au_abn', BR: 'br_cnpj', CA: 'ca_gst_hst', CH: 'ch_vat', CL: 'cl_tin', GB: 'gb_vat', IL: 'il_vat', IN: 'in_gst', IS: 'is_vat', JP: 'jp_trn', KE: 'ke_pin', KR: 'kr_brn', LI: 'li_vat',
  MX: 'mx_rfc', MY: 'my_sst', NO: 'no_vat', NZ: 'nz_gst', PH: 'ph_tin', RS: 'rs_pib', SA: 'sa_vat', SG: 'sg_gst', TH: 'th_vat', TR: 'tr_tin', TW: 'tw_vat', UA: 'ua_vat', US: 'us_ein', VN: 'vn_tin', ZA: 'za_vat',
};
/** An Italian person's own number, for those who have no business there. */
const CODICE_FISCALE = /^[A-Z]{6}[A-Z\d]{2}[A-Z][A-Z\d]{2}[A-Z][A-Z\d]{3}[A-Z]$/;

/**
 * What somebody typed as their tax number, with the type and the letters it wants; whether it is right is Stripe's to say.
 * @param country ISO 3166, of their address
 * @returns null for a country whose numbers we cannot name
 */
export function taxNumberOf(country: string, typed: string): TaxNumber | null {
  const plain = typed.toUpperCase().replaceAll(/[\s.-]/g, '');
  if (country === 'IT' && CODICE_FISCALE.test(plain)) return { type: 'it_cf', value: plain };
  if (EU.has(country)) return { type: 'eu_vat', value: EU_LETTERS.has(plain.slice(0, 2)) ? plain : `${country === 'GR' ? 'EL' : country}${plain}` };
  if (country === 'GB' && plain.startsWith('XI')) return { type: 'eu_vat', value: plain };
  if (country === 'GB') return { type: 'gb_vat', value: plain.startsWith('GB') ? plain : `GB${plain}` };
  const type = ELSEWHERE[country];
  return type ? { type, value: typed.trim().toUpperCase() } : null;
}
